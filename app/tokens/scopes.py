"""What a token may at most be used for, by the roles of the client that it is made for."""

from collections.abc import Iterable

from app.models.principals import Role
from app.permissions import Scope

SCOPES_OF = {
    Role.READER: {Scope.READ},
    Role.EDITOR: {Scope.READ, Scope.WRITE},
    Role.SIGNATORY: {Scope.READ, Scope.SIGN},
    Role.COORDINATOR: {Scope.READ, Scope.WRITE, Scope.REPORT},
    Role.APPROVER: {Scope.READ, Scope.REPORT},
    Role.RECEIVER: {Scope.READ},
    Role.AUDITOR: {Scope.AUDIT, Scope.READ},
    Role.ORGANISATION_ADMINISTRATOR: {Scope.ADMINISTER, Scope.AUDIT, Scope.READ},
    Role.SYSTEM_ADMINISTRATOR: {Scope.ADMINISTER, Scope.AUDIT, Scope.READ, Scope.WRITE},
    Role.ARCHIVIST: {Scope.ADMINISTER, Scope.READ},
}


def scopes_of(roles: Iterable[Role]) -> frozenset[Scope]:
    return frozenset().union(*(SCOPES_OF[role] for role in roles))


def known(words: Iterable[str]) -> frozenset[Scope]:
    """A token may be good for other services too; their words are passed over."""
    return frozenset(scope for scope in Scope if scope in set(words))

"""What a token may at most be used for, by the roles of the client that it is made for."""

from collections.abc import Iterable

from app.models.principals import Role
from app.permissions import POLICIES, Scope


def scopes_of(roles: Iterable[Role]) -> frozenset[Scope]:
    """Those of the operations that take one of the roles in some relation."""
    held = frozenset(roles)
    return frozenset(one.scope for one in POLICIES.values() if one.roles_at_all() & held)


def known(words: Iterable[str]) -> frozenset[Scope]:
    """A token may be good for other services too; their words are passed over."""
    return frozenset(scope for scope in Scope if scope in set(words))

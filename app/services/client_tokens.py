"""Who asks for a token, and what it may be good for; whoever is refused is told nothing more."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.clock import now
from app.models import ClientSecret, Principal, UsedAssertion
from app.models.principals import Role
from app.permissions import Scope
from app.queries.principals import clients_named
from app.services import client_secrets
from app.tokens import assertions
from app.tokens.assertions import Assertion
from app.tokens.refusing import TokenError
from app.tokens.scopes import scopes_of
from app.tokens.signed import LEEWAY_S, NAME

NO_KEYS: dict[str, Any] = {"keys": []}


class RefusedClientError(Exception):
    """For the log `reason` says why; the asker is told the same whatever it is."""

    def __init__(self, reason: str, client: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.client = reason, client


class RefusedScopeError(Exception):
    """More was asked for than the client's roles allow."""


def by_secret(session: Session, client_id: str, secret: str) -> Principal:
    client = _client(session, client_id)
    found = client_secrets.matching(client, secret)
    if client is None:
        raise RefusedClientError("unknownClient")
    if found is None:
        raise RefusedClientError("wrongSecret", client.subject)
    if found.expires_at <= now():
        raise RefusedClientError("expiredSecret", client.subject)
    refuse_ended(client)
    _note_use(session, found)
    return client


def by_assertion(session: Session, text: str, audiences: Collection[str]) -> Principal:
    """Remembered until it has expired, so that it is good once, whichever process meets it."""
    with _refusing(None):
        client = _client(session, assertions.client_in(text))
    with _refusing(client):
        keys = (client and client.key_set) or NO_KEYS
        assertion = assertions.believed(text, keys, audiences)
    if client is None:  # of whom nothing is believed
        raise RefusedClientError("unknownClient")
    refuse_ended(client)
    _use(session, assertion)
    return client


def refuse_ended(client: Principal) -> None:
    if client.ended_on is not None:
        raise RefusedClientError("disabled", client.subject)


def scopes_for(roles: Collection[Role], asked: str | None) -> frozenset[Scope]:
    """All that the roles allow when nothing is asked for."""
    allowed = scopes_of(roles)
    wanted = allowed if asked is None else frozenset(asked.split(" "))
    if not wanted or not wanted <= allowed:
        raise RefusedScopeError
    return frozenset(map(Scope, wanted))


@contextmanager
def _refusing(client: Principal | None) -> Iterator[None]:
    try:
        yield
    except TokenError as error:
        raise RefusedClientError(error.reason, client.subject if client else None) from None


def _client(session: Session, client_id: str) -> Principal | None:
    """What cannot be anybody's id is looked for all the same, as nobody's."""
    return session.scalar(clients_named(client_id if NAME.fullmatch(client_id) else ""))


def _note_use(session: Session, secret: ClientSecret) -> None:
    """Not a change of the client: neither a new version nor an entry in its history."""
    used = update(ClientSecret).where(ClientSecret.id == secret.id).values(last_used_at=now())
    session.execute(used.execution_options(synchronize_session=False))


def _use(session: Session, assertion: Assertion) -> None:
    session.execute(delete(UsedAssertion).where(UsedAssertion.expires_at < now()))
    expires_at = datetime.fromtimestamp(assertion.expires_at + LEEWAY_S, UTC)
    row = UsedAssertion(client=assertion.client, token_id=assertion.token_id, expires_at=expires_at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise RefusedClientError("alreadyUsed", assertion.client) from None

"""Who calls: the token of the request, and the principal that it stands for at this moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.audit.authors import Author
from app.database import Begin
from app.errors import ForbiddenError
from app.http.origin import origin
from app.permissions import POLICIES, PUBLIC, Caller, is_in_scope, may_at_all
from app.queries.fetching import FORBIDDEN
from app.queries.grants import caller_known_as
from app.queries.visibility import caller_in
from app.tokens.verifying import Token, TokenError, Verifier

LONGEST_TOKEN = 8_192
MOST_BELIEVED = 10_000
KEYS_UNAVAILABLE = "keysUnavailable"
METADATA = "/.well-known/oauth-protected-resource"

NOT_SIGNED_IN = (
    "Ange en åtkomsttoken: Authorization: Bearer <token>. Så får du en står i dokumentationen."
)
TWO_TOKENS = "Huvudet Authorization ska anges en gång."
NO_PRINCIPAL = "Den som token är utställd till har ingen behörighet här, eller har stängts av."
OUT_OF_SCOPE = "Token gäller inte för detta; begär en med den behörighet (scope) som svaret anger."


class UnauthenticatedError(Exception):
    """Nobody that we know; `error` is the code of RFC 6750, or none when no token was sent."""

    def __init__(self, detail: str, reason: str, error: str | None = "invalid_token") -> None:
        super().__init__(detail)
        self.detail, self.reason, self.error = detail, reason, error


class Identity:
    """What a token says is checked first, and costs no transaction when it is wrong."""

    def __init__(self, verifier: Verifier) -> None:
        self.verifier = verifier
        self.callers: dict[Token, Caller] = {}

    async def token(self, request: Request) -> Token:
        bearer = bearer_of(request)
        known = self.verifier.known(bearer)
        if known is not None:
            return known
        try:
            return await run_in_threadpool(self.verifier.verify, bearer)
        except TokenError as error:
            if error.reason == KEYS_UNAVAILABLE:  # not the caller's fault, and it passes
                raise HTTPException(503, headers={"Retry-After": "5"}) from None
            raise UnauthenticatedError(error.detail, error.reason) from None

    def believed(self, token: Token) -> Caller | None:
        """As it was when last looked up; whoever relies on it asks whether that still holds."""
        return self.callers.get(token)

    def caller(self, session: Session, token: Token) -> Caller:
        found = caller_known_as(session, token.issuer, token.subject, token.scopes, token.token_id)
        if found is None:
            self.callers.pop(token, None)
            raise UnauthenticatedError(NO_PRINCIPAL, "noPrincipal")
        if len(self.callers) >= MOST_BELIEVED:
            self.callers.clear()
        self.callers[token] = found
        return found


def bearer_of(request: Request) -> str:
    sent = request.headers.getlist("authorization")
    if not sent:
        raise UnauthenticatedError(NOT_SIGNED_IN, "noToken", None)
    if len(sent) > 1:
        raise UnauthenticatedError(TWO_TOKENS, "twoTokens", "invalid_request")
    scheme, _, bearer = sent[0].partition(" ")
    if scheme.lower() != "bearer" or not bearer.strip():
        raise UnauthenticatedError(NOT_SIGNED_IN, "otherScheme", None)
    if len(bearer) > LONGEST_TOKEN:
        raise UnauthenticatedError(NOT_SIGNED_IN, "tooLong")
    return bearer.strip()


async def authenticate(request: Request) -> None:
    """Before anything else is looked at; what is public is answered to anybody."""
    if request.scope["route"].name not in PUBLIC:
        request.state.token = await request.app.state.identity.token(request)


def for_caller(request: Request, opened: Begin, *, believing: bool = False) -> Begin:
    """Transactions that know for whom they are: what they may see, and who did what in them."""

    @contextmanager
    def begin() -> Iterator[Session]:
        with opened() as session:
            if not (believing and believe(request, session)):
                admit(request, session)
            yield session

    return begin


def believe(request: Request, session: Session) -> bool:
    """Whether the caller is known from an earlier request, and may do what it asks as it was.

    To look a caller up costs as much as to read a record, so what is read asks in the same
    statement whether nothing has changed, and only then is the caller looked up anew.
    """
    caller = request.app.state.identity.believed(request.state.token)
    if caller is None or not is_possible(request, caller):
        return False
    act_for(request, session, caller)
    session.info["confirm"] = partial(admit, request)
    return True


def admit(request: Request, session: Session) -> None:
    caller = request.app.state.identity.caller(session, request.state.token)
    act_for(request, session, caller)
    if not is_possible(request, caller):
        refuse(caller, session.info["operation"])


def act_for(request: Request, session: Session, caller: Caller) -> None:
    operation = request.scope["route"].name
    request.state.caller = caller
    author = author_of(request, caller, operation)
    session.info.update(caller=caller, operation=operation, author=author)


def is_possible(request: Request, caller: Caller) -> bool:
    """Where there is a record at the address, what it is decides, and not only who asks."""
    route = request.scope["route"]
    return "{" in route.path or may_at_all(caller, route.name)


def author_of(request: Request, caller: Caller, operation: str) -> Author:
    trace_id = request.state.trace.trace_id
    if caller.unbounded:
        return Author(caller.title, operation, trace_id=trace_id)
    return Author(
        name=caller.title,
        operation=operation,
        principal_id=caller.id,
        organisation_id=caller.organisation.id,
        roles=tuple(sorted(caller.roles)),
        token_id=caller.token_id,
        trace_id=trace_id,
    )


def refuse_unless_possible(session: Session) -> None:
    caller, operation = caller_in(session), session.info["operation"]
    if not may_at_all(caller, operation):
        refuse(caller, operation)


def refuse(caller: Caller, operation: str) -> None:
    if not is_in_scope(caller, operation):
        raise ForbiddenError(OUT_OF_SCOPE, scope=POLICIES[operation].scope)
    raise ForbiddenError(FORBIDDEN)


def challenge(request: Request, error: str | None, scope: str | None = None) -> str:
    """WWW-Authenticate (RFC 6750, and RFC 9728 for where to get a token)."""
    address = origin(request.scope, request.app.state.settings) + METADATA
    said = {"realm": "samverkan", "resource_metadata": address}
    if error is not None:
        said["error"] = error
    if scope is not None:
        said["scope"] = scope
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in said.items())

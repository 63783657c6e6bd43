"""Principals over HTTP: who may call, managed by each organisation for its own."""

from typing import Annotated

from fastapi import Query, Response

from app.errors import RuleViolationError
from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Principal
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.principal_documents import principal_documents
from app.queries.principals import principals_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.principals import (
    PrincipalCreate,
    PrincipalFilters,
    PrincipalRead,
    PrincipalSecretRead,
    PrincipalUpdate,
    SecretCreate,
)
from app.services import principals

router = Router(prefix="/principals", tags=["principals"])

PrincipalId = Annotated[Key, key_in_path("principalId", "Behörigheten")]

SECRETS_OFF = "Hemligheter är avstängda här; ange klientens öppna nycklar i keySet."


@router.get("", response_model=Page[PrincipalRead])
def list_principals(
    filters: Annotated[PrincipalFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista dem som får anropa registret. / List those who may call the register."""
    with look() as session:
        matching = principals_matching(filters)
        return listed(ask, fetch_page(session, principal_documents(), matching, filters))


@router.post("", status_code=201, response_model=PrincipalRead)
def register_principal(ask: PostDep, body: PrincipalCreate, begin: BeginDep) -> Response:
    """Ge någon behörighet. / Let somebody call the register.

    En organisations administratör ger behörighet åt sin egen organisation.

    An organisation's administrator does so for its own organisation.
    """
    with begin() as session:
        principal = principals.register(session, body)
        return created(ask, session, document(session, principal_documents(), principal.id))


@router.get("/{principalId}", response_model=PrincipalRead)
def read_principal(
    principal_id: PrincipalId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en behörighet. / Show who may call."""
    with look() as session:
        return shown(ask, session, principal_documents(), principal_id, at)


@router.patch("/{principalId}", response_model=PrincipalRead)
def change_principal(
    ask: AskDep, principal_id: PrincipalId, body: PrincipalUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en behörighet; det märks från nästa anrop. / Change it; it bites at once."""
    with begin() as session:
        principals.change(session, fetch_current(session, Principal, principal_id, seen), body)
        return answered(ask, document(session, principal_documents(), principal_id))


@router.post("/{principalId}/secrets", status_code=201, response_model=PrincipalSecretRead)
def renew_principal_secret(
    ask: PostDep, principal_id: PrincipalId, body: SecretCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ge en klient en ny hemlighet, som bara visas nu. / Renew a secret, shown once.

    Den förra gäller tills vidare, så att klienten hinner byta; äldre tas bort.

    The one before stays good while the client changes over; older ones go.
    """
    settings = ask.request.app.state.settings
    if not settings.client_secrets:
        raise RuleViolationError(SECRETS_OFF)
    with begin() as session:
        principal = fetch_current(session, Principal, principal_id, seen)
        lifetime = min(body.lifetime_days, settings.secret_lifetime_days)
        secret = principals.renew_secret(session, principal, lifetime)
        found = document(session, principal_documents(), principal_id)
        return created(ask, session, found, said_once={"secret": secret.text})


@router.post("/{principalId}/endings", status_code=201, response_model=PrincipalRead)
def end_principal(
    ask: PostDep, principal_id: PrincipalId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Stäng av någon, från nästa anrop. / Shut somebody out from the next request."""
    with begin() as session:
        principals.disable(session, fetch_current(session, Principal, principal_id, seen), body)
        return created(ask, session, document(session, principal_documents(), principal_id))

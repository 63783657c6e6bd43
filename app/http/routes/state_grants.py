"""State grants over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import StateGrant
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.state_grants import state_grant_documents, state_grants_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.state_grants import (
    StateGrantCreate,
    StateGrantFilters,
    StateGrantRead,
    StateGrantUpdate,
)
from app.services import changing

router = Router(prefix="/state-grants", tags=["state-grants"])

StateGrantId = Annotated[Key, key_in_path("stateGrantId", "Bidraget")]


@router.get("", response_model=Page[StateGrantRead])
def list_state_grants(
    filters: Annotated[StateGrantFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista statsbidrag: sökta och beviljade. / List state grants, applied for and granted."""
    with look() as session:
        matching = state_grants_matching(filters)
        return listed(ask, fetch_page(session, state_grant_documents(), matching, filters))


@router.post("", status_code=201, response_model=StateGrantRead)
def register_state_grant(ask: PostDep, body: StateGrantCreate, begin: BeginDep) -> Response:
    """Registrera ett statsbidrag som har sökts. / Register a state grant applied for."""
    with begin() as session:
        grant = changing.add(session, StateGrant, body)
        return created(ask, session, document(session, state_grant_documents(), grant.id))


@router.get("/{stateGrantId}", response_model=StateGrantRead)
def read_state_grant(
    state_grant_id: StateGrantId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett statsbidrag. / Show a state grant."""
    with look() as session:
        return shown(ask, session, state_grant_documents(), state_grant_id, at)


@router.patch("/{stateGrantId}", response_model=StateGrantRead)
def change_state_grant(
    ask: AskDep,
    state_grant_id: StateGrantId,
    body: StateGrantUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett statsbidrag, till exempel när det beslutats. / Change a state grant."""
    with begin() as session:
        changing.change(session, fetch_current(session, StateGrant, state_grant_id, seen), body)
        return answered(ask, document(session, state_grant_documents(), state_grant_id))


@router.post("/{stateGrantId}/endings", status_code=201, response_model=StateGrantRead)
def end_state_grant(
    ask: PostDep,
    state_grant_id: StateGrantId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta ett statsbidrag; det står kvar. / End a state grant; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, StateGrant, state_grant_id, seen), body)
        return created(ask, session, document(session, state_grant_documents(), state_grant_id))

"""Prioritised areas over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import PrioritisedArea
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.prioritised_areas import prioritised_area_documents, prioritised_areas_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.prioritised_areas import (
    PrioritisedAreaCreate,
    PrioritisedAreaFilters,
    PrioritisedAreaRead,
    PrioritisedAreaUpdate,
)
from app.services import prioritised_areas

router = Router(prefix="/prioritised-areas", tags=["prioritised-areas"])

PrioritisedAreaId = Annotated[Key, key_in_path("prioritisedAreaId", "Området")]


@router.get("", response_model=Page[PrioritisedAreaRead])
def list_prioritised_areas(
    filters: Annotated[PrioritisedAreaFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista prioriterade områden. / List prioritised areas."""
    with look() as session:
        return listed(
            ask,
            fetch_page(
                session, prioritised_area_documents(), prioritised_areas_matching(filters), filters
            ),
        )


@router.post("", status_code=201, response_model=PrioritisedAreaRead)
def register_prioritised_area(
    ask: PostDep, body: PrioritisedAreaCreate, begin: BeginDep
) -> Response:
    """Registrera ett område i en överenskommelse eller ett löfte. / Register a prioritised area.

    Hör till en överenskommelse eller ett medborgarlöfte som fortfarande är ett utkast; i en
    undertecknad läggs områden till genom ett tillägg (amendments).

    Belongs to an agreement or citizen promise that is still a draft; in a signed one areas are
    added by an amendment.
    """
    with begin() as session:
        area = prioritised_areas.register(session, body)
        return created(ask, session, document(session, prioritised_area_documents(), area.id))


@router.get("/{prioritisedAreaId}", response_model=PrioritisedAreaRead)
def read_prioritised_area(
    prioritised_area_id: PrioritisedAreaId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett område. / Show a prioritised area."""
    with look() as session:
        return shown(ask, session, prioritised_area_documents(), prioritised_area_id, at)


@router.patch("/{prioritisedAreaId}", response_model=PrioritisedAreaRead)
def change_prioritised_area(
    ask: AskDep,
    prioritised_area_id: PrioritisedAreaId,
    body: PrioritisedAreaUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett område. / Change a prioritised area.

    Går så länge överenskommelsen är ett utkast.

    Possible as long as the agreement is a draft.
    """
    with begin() as session:
        prioritised_areas.change(
            session, fetch_current(session, PrioritisedArea, prioritised_area_id, seen), body
        )
        return answered(ask, document(session, prioritised_area_documents(), prioritised_area_id))


@router.post("/{prioritisedAreaId}/endings", status_code=201, response_model=PrioritisedAreaRead)
def end_prioritised_area(
    ask: PostDep,
    prioritised_area_id: PrioritisedAreaId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta ett område; det står kvar som avslutat. / End a prioritised area."""
    with begin() as session:
        prioritised_areas.end(
            session, fetch_current(session, PrioritisedArea, prioritised_area_id, seen), body
        )
        return created(
            ask, session, document(session, prioritised_area_documents(), prioritised_area_id)
        )

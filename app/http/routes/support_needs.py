"""Support needs over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import SupportNeed
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.support_needs import support_need_documents, support_needs_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.support_needs import (
    SupportNeedCreate,
    SupportNeedFilters,
    SupportNeedRead,
    SupportNeedUpdate,
)
from app.services import changing, support_needs

router = Router(prefix="/support-needs", tags=["support-needs"])

SupportNeedId = Annotated[Key, key_in_path("supportNeedId", "Stödbehovet")]


@router.get("", response_model=Page[SupportNeedRead])
def list_support_needs(
    filters: Annotated[SupportNeedFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista stödbehov. / List support needs."""
    with look() as session:
        matching = support_needs_matching(filters)
        return listed(ask, fetch_page(session, support_need_documents(), matching, filters))


@router.post("", status_code=201, response_model=SupportNeedRead)
def register_support_need(ask: PostDep, body: SupportNeedCreate, begin: BeginDep) -> Response:
    """Registrera ett stödbehov. / Register a support need."""
    with begin() as session:
        need = support_needs.register(session, body)
        return created(ask, session, document(session, support_need_documents(), need.id))


@router.get("/{supportNeedId}", response_model=SupportNeedRead)
def read_support_need(
    support_need_id: SupportNeedId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett stödbehov. / Show a support need."""
    with look() as session:
        return shown(ask, session, support_need_documents(), support_need_id, at)


@router.patch("/{supportNeedId}", response_model=SupportNeedRead)
def change_support_need(
    ask: AskDep,
    support_need_id: SupportNeedId,
    body: SupportNeedUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett stödbehov, till exempel när det mötts. / Change a support need."""
    with begin() as session:
        support_needs.change(
            session, fetch_current(session, SupportNeed, support_need_id, seen), body
        )
        return answered(ask, document(session, support_need_documents(), support_need_id))


@router.post("/{supportNeedId}/endings", status_code=201, response_model=SupportNeedRead)
def end_support_need(
    ask: PostDep, support_need_id: SupportNeedId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta ett stödbehov; det står kvar. / End a support need; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, SupportNeed, support_need_id, seen), body)
        return created(ask, session, document(session, support_need_documents(), support_need_id))

"""Follow-ups over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import FollowUp
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.follow_ups import follow_up_documents, follow_ups_matching
from app.schemas.bodies import EndingCreate
from app.schemas.follow_ups import FollowUpCreate, FollowUpFilters, FollowUpRead, FollowUpUpdate
from app.schemas.pages import Page
from app.services import changing, follow_ups

router = Router(prefix="/follow-ups", tags=["follow-ups"])

FollowUpId = Annotated[Key, key_in_path("followUpId", "Uppföljningen")]


@router.get("", response_model=Page[FollowUpRead])
def list_follow_ups(
    filters: Annotated[FollowUpFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista uppföljningar. / List follow-ups."""
    with look() as session:
        matching = follow_ups_matching(filters)
        return listed(ask, fetch_page(session, follow_up_documents(), matching, filters))


@router.post("", status_code=201, response_model=FollowUpRead)
def register_follow_up(ask: PostDep, body: FollowUpCreate, begin: BeginDep) -> Response:
    """Registrera en uppföljning som gjorts. / Register a follow-up that was done."""
    with begin() as session:
        follow_up = follow_ups.record(session, body)
        return created(ask, session, document(session, follow_up_documents(), follow_up.id))


@router.get("/{followUpId}", response_model=FollowUpRead)
def read_follow_up(
    follow_up_id: FollowUpId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en uppföljning. / Show a follow-up."""
    with look() as session:
        return shown(ask, session, follow_up_documents(), follow_up_id, at)


@router.patch("/{followUpId}", response_model=FollowUpRead)
def change_follow_up(
    ask: AskDep, follow_up_id: FollowUpId, body: FollowUpUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en uppföljning. / Change a follow-up."""
    with begin() as session:
        follow_ups.change(session, fetch_current(session, FollowUp, follow_up_id, seen), body)
        return answered(ask, document(session, follow_up_documents(), follow_up_id))


@router.post("/{followUpId}/endings", status_code=201, response_model=FollowUpRead)
def end_follow_up(
    ask: PostDep, follow_up_id: FollowUpId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en uppföljning; den står kvar som avslutad. / End a follow-up; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, FollowUp, follow_up_id, seen), body)
        return created(ask, session, document(session, follow_up_documents(), follow_up_id))

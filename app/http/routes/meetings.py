"""Meetings over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Meeting
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.meetings import meeting_documents, meetings_matching
from app.schemas.bodies import EndingCreate
from app.schemas.meetings import MeetingCreate, MeetingFilters, MeetingRead, MeetingUpdate
from app.schemas.pages import Page
from app.services import changing, meetings

router = Router(prefix="/meetings", tags=["meetings"])

MeetingId = Annotated[Key, key_in_path("meetingId", "Mötet")]


@router.get("", response_model=Page[MeetingRead])
def list_meetings(
    filters: Annotated[MeetingFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista möten. / List meetings."""
    with look() as session:
        return listed(
            ask, fetch_page(session, meeting_documents(), meetings_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=MeetingRead)
def register_meeting(ask: PostDep, body: MeetingCreate, begin: BeginDep) -> Response:
    """Registrera ett möte. / Register a meeting."""
    with begin() as session:
        meeting = meetings.register(session, body)
        return created(ask, session, document(session, meeting_documents(), meeting.id))


@router.get("/{meetingId}", response_model=MeetingRead)
def read_meeting(meeting_id: MeetingId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa ett möte. / Show a meeting."""
    with look() as session:
        return shown(ask, session, meeting_documents(), meeting_id, at)


@router.patch("/{meetingId}", response_model=MeetingRead)
def change_meeting(
    ask: AskDep, meeting_id: MeetingId, body: MeetingUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra ett möte, till exempel ställ in det. / Change a meeting, or cancel it."""
    with begin() as session:
        meetings.change(session, fetch_current(session, Meeting, meeting_id, seen), body)
        return answered(ask, document(session, meeting_documents(), meeting_id))


@router.post("/{meetingId}/endings", status_code=201, response_model=MeetingRead)
def end_meeting(
    ask: PostDep, meeting_id: MeetingId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta ett möte som inte längre ska räknas. / End a meeting; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Meeting, meeting_id, seen), body)
        return created(ask, session, document(session, meeting_documents(), meeting_id))

"""Meetings over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import Meeting
from app.queries.fetching import document, fetch, fetch_page
from app.queries.meetings import meeting_documents, meetings_matching
from app.schemas.base import EndingCreate, Page
from app.schemas.meetings import MeetingCreate, MeetingFilters, MeetingRead, MeetingUpdate
from app.services import changing, meetings

router = APIRouter(prefix="/meetings", tags=["meetings"])

MeetingId = Annotated[Key, key_in_path("meetingId", "Mötet")]


@router.get("", response_model=Page[MeetingRead])
def list_meetings(filters: Annotated[MeetingFilters, Query()], read: ReadDep) -> Response:
    """Lista möten. / List meetings."""
    with read() as session:
        return listed(fetch_page(session, meeting_documents(), meetings_matching(filters), filters))


@router.post("", status_code=201, response_model=MeetingRead)
def register_meeting(request: Request, body: MeetingCreate, begin: BeginDep) -> Response:
    """Registrera ett möte. / Register a meeting."""
    with begin() as session:
        meeting = meetings.register(session, body)
        return created(request, document(session, meeting_documents(), meeting.id), meeting.id)


@router.get("/{meetingId}", response_model=MeetingRead)
def read_meeting(meeting_id: MeetingId, at: AsOfQuery, read: ReadDep) -> Response:
    """Visa ett möte. / Show a meeting."""
    with read() as session:
        return shown(document(session, meeting_documents(), meeting_id, at.as_of))


@router.patch("/{meetingId}", response_model=MeetingRead)
def change_meeting(meeting_id: MeetingId, body: MeetingUpdate, begin: BeginDep) -> Response:
    """Ändra ett möte, till exempel ställ in det. / Change a meeting, or cancel it."""
    with begin() as session:
        meetings.change(session, fetch(session, Meeting, meeting_id), body)
        return shown(document(session, meeting_documents(), meeting_id))


@router.post("/{meetingId}/endings", status_code=201, response_model=MeetingRead)
def end_meeting(
    request: Request, meeting_id: MeetingId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta ett möte som inte längre ska räknas. / End a meeting; it stays readable."""
    with begin() as session:
        changing.end(session, fetch(session, Meeting, meeting_id), body)
        return acted(request, document(session, meeting_documents(), meeting_id))

"""Registering and changing meetings: a forum that has ended holds no more of them."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Forum, Meeting
from app.queries.fetching import fetch
from app.schemas.meetings import MeetingCreate, MeetingUpdate
from app.services import changing

FORUM_ENDED = "Forumet var avslutat den dagen."


def register(session: Session, body: MeetingCreate) -> Meeting:
    meeting = changing.add(session, Meeting, body)
    _refuse_ended_forum(session, meeting)
    return meeting


def change(session: Session, meeting: Meeting, body: MeetingUpdate) -> None:
    changing.change(session, meeting, body)
    if "held_on" in body.model_fields_set:
        _refuse_ended_forum(session, meeting)


def _refuse_ended_forum(session: Session, meeting: Meeting) -> None:
    """`ended_on` is the first day on which the forum is no more."""
    ended_on = fetch(session, Forum, meeting.forum_id).ended_on
    if ended_on is not None and ended_on <= meeting.held_on:
        raise InvalidError(FORUM_ENDED, [Fault("heldOn", FORUM_ENDED)])

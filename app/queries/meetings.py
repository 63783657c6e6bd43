"""Questions about meetings."""

from typing import Any

from sqlalchemy import Select, select

from app.models import Forum, Meeting, MeetingParticipant
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import forums_in_county, forums_in_municipality
from app.schemas.meetings import MeetingFilters, MeetingRead

MEANINGS: Conditions = {
    "forum_id": lambda key: Meeting.forum_id == key,
    "forum_kind": lambda kind: Meeting.forum_id.in_(select(Forum.id).where(Forum.kind == kind)),
    "county_code": lambda code: Meeting.forum_id.in_(forums_in_county(code)),
    "municipality_code": lambda code: Meeting.forum_id.in_(forums_in_municipality(code)),
    "year": lambda year: in_year(Meeting.held_on, year),
    "held_from": lambda day: Meeting.held_on >= day,
    "held_to": lambda day: Meeting.held_on <= day,
    "actor_id": lambda key: Meeting.participant_links.any(MeetingParticipant.actor_id == key),
}


def meeting_documents() -> Select[str, str]:
    return record_documents(MeetingRead, Meeting)


def meetings_matching(filters: MeetingFilters) -> Select[Any]:
    return narrowed(Meeting, filters, MEANINGS)

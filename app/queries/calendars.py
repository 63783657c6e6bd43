"""Questions about calendars."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.models import Calendar
from app.queries.narrowing import narrowed
from app.queries.records import record_documents
from app.schemas.calendars import CalendarFilters, CalendarRead


def calendar_documents() -> Select[str, str]:
    return record_documents(CalendarRead, Calendar)


def calendars_matching(filters: CalendarFilters) -> Select[Any]:
    return narrowed(Calendar, filters)


def calendar_with(digest: str) -> Select[Calendar]:
    """The one whose address this is the digest of, as long as it has not been ended."""
    return select(Calendar).where(Calendar.digest == digest, Calendar.ended_on.is_(None))


def calendars_of(principal_id: UUID) -> Select[int]:
    """How many are in use."""
    return select(func.count(Calendar.id)).where(
        Calendar.principal_id == principal_id, Calendar.ended_on.is_(None)
    )

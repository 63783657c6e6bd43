"""What a calendar program reads, at a private address on the host and outside the contract.

The one place where an address opens something: such programs cannot sign in. It shows what is due
and no more, is kept as a digest and named in no log.
"""

import logging
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.responses import PlainTextResponse

from app.audit.denials import STRANGER
from app.audit.events import AuditEvent
from app.due.calendar import written
from app.due.reading import due
from app.http.answers import computed
from app.http.asking import Ask
from app.http.origin import base_url, origin
from app.logs import say
from app.models import Calendar
from app.models.audit import EventKind
from app.permissions import Caller
from app.schemas.due import DueFilters
from app.services import calendars, minute_counts
from app.settings import Settings

LOG = logging.getLogger("samverkan.calendars")

ADDRESS = "/calendars"
DAYS_AHEAD = 365
FORM = "text/calendar; charset=utf-8"
KEPT_BY_READER = {"Cache-Control": "private, no-cache"}  # may be kept, but is asked about
GONE = "Kalendern finns inte, eller har avslutats."
AWAY = "Registret svarar inte just nu. Försök igen om en stund."
TOO_OFTEN = "Kalendern läses för ofta. Försök igen om en minut."

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


def address_of(request: Request, secret: str) -> str:
    settings: Settings = request.app.state.settings
    return f"{origin(request.scope, settings)}{ADDRESS}/{secret}.ics"


@router.get("/{secret}.ics")
def show_calendar(secret: str, request: Request) -> Response:
    try:
        return _answer(secret, request)
    except (OperationalError, PoolTimeout):
        return PlainTextResponse(AWAY, 503, {"Retry-After": "5"})


def _answer(secret: str, request: Request) -> Response:
    state: Any = request.app.state
    with state.sessions.read() as session:
        found = calendars.opened(session, secret)
    if found is None:
        facts = {"reason": "unknownCalendar"}
        state.denials.note(
            AuditEvent(kind=EventKind.FAILED_TOKEN, by=STRANGER, result=404, facts=facts)
        )
        return PlainTextResponse(GONE, 404)
    calendar, caller = found
    say(LOG, "calendar", calendar=calendar.id, traceId=request.state.trace.trace_id)
    if _is_too_often(state, calendar):
        return PlainTextResponse(TOO_OFTEN, 429, {"Retry-After": str(minute_counts.seconds_left())})
    return computed(Ask(request), _content(request, calendar, caller), FORM, **KEPT_BY_READER)


def _is_too_often(state: Any, calendar: Calendar) -> bool:
    most = state.settings.heavy_requests_per_minute
    if not most:
        return False
    with state.sessions.begin() as session:
        return bool(minute_counts.count(session, f"calendar:{calendar.id}") > most)


def _content(request: Request, calendar: Calendar, caller: Caller) -> bytes:
    filters = DueFilters(within=DAYS_AHEAD)
    with request.app.state.sessions.read() as session:
        session.info["caller"] = caller
        found = due(session, filters)
    return written(found, calendar.title, filters.day(), base_url(request))

"""Calendars over HTTP: made and ended here; what they show is read at an address of their own."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import Ask, AskDep, PostDep, SeenDep
from app.http.calendar_feeds import address_of
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Calendar
from app.queries.calendars import calendar_documents, calendars_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.bodies import EndingCreate
from app.schemas.calendars import (
    CalendarAddressCreate,
    CalendarAddressRead,
    CalendarCreate,
    CalendarFilters,
    CalendarRead,
    CalendarUpdate,
)
from app.schemas.pages import Page
from app.services import calendars, changing

router = Router(prefix="/calendars", tags=["calendars"])

CalendarId = Annotated[Key, key_in_path("calendarId", "Kalendern")]


@router.get("", response_model=Page[CalendarRead])
def list_calendars(
    filters: Annotated[CalendarFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista kalendrar. / List calendars."""
    with look() as session:
        matching = calendars_matching(filters)
        return listed(ask, fetch_page(session, calendar_documents(), matching, filters))


@router.post("", status_code=201, response_model=CalendarAddressRead)
def register_calendar(ask: PostDep, body: CalendarCreate, begin: BeginDep) -> Response:
    """Gör en kalender; dess adress visas bara nu. / Make a calendar; its address is shown once.

    På adressen läser ett kalenderprogram (iCalendar) det som behöver göras, utan token: samma som
    /due visar för dig, ett år framåt, med de rättigheter som du har när den läses. Den slutar
    gälla när kalendern avslutas, när adressen förnyas och när din behörighet stängs av.

    At the address a calendar program (iCalendar) reads what is due, without a token: what /due
    shows you, a year ahead, with the rights that you have when it is read. It is good until the
    calendar is ended, its address is renewed or you are shut out.
    """
    with begin() as session:
        calendar, secret = calendars.register(session, body)
        found = document(session, calendar_documents(), calendar.id)
        return created(ask, session, found, said_once=_address(ask, secret))


@router.get("/{calendarId}", response_model=CalendarRead)
def read_calendar(calendar_id: CalendarId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en kalender, utan dess adress. / Show a calendar, without its address."""
    with look() as session:
        return shown(ask, session, calendar_documents(), calendar_id, at)


@router.patch("/{calendarId}", response_model=CalendarRead)
def change_calendar(
    ask: AskDep, calendar_id: CalendarId, body: CalendarUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra vad en kalender kallas. / Change what a calendar is called."""
    with begin() as session:
        changing.change(session, fetch_current(session, Calendar, calendar_id, seen), body)
        return answered(ask, document(session, calendar_documents(), calendar_id))


@router.post("/{calendarId}/addresses", status_code=201, response_model=CalendarAddressRead)
def renew_calendar_address(
    ask: PostDep,
    calendar_id: CalendarId,
    body: CalendarAddressCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Byt kalenderns adress; den nya visas bara nu. / Renew its address, shown once.

    Den förra slutar gälla genast, till exempel när den har kommit i orätta händer.

    The one before is good no longer, as when it has come into the wrong hands.
    """
    with begin() as session:
        calendar = fetch_current(session, Calendar, calendar_id, seen)
        secret = calendars.renew(session, calendar, body)
        found = document(session, calendar_documents(), calendar_id)
        return created(ask, session, found, said_once=_address(ask, secret))


@router.post("/{calendarId}/endings", status_code=201, response_model=CalendarRead)
def end_calendar(
    ask: PostDep, calendar_id: CalendarId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en kalender; adressen slutar gälla genast. / End it; its address opens no more."""
    with begin() as session:
        changing.end(session, fetch_current(session, Calendar, calendar_id, seen), body)
        return created(ask, session, document(session, calendar_documents(), calendar_id))


def _address(ask: Ask, secret: str) -> dict[str, str]:
    return {"address": address_of(ask.request, secret)}

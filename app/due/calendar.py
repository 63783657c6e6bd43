"""What is due as a calendar (iCalendar, RFC 5545 and 7986): one whole day for each thing."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event
from icalendar.enums import TRANSP
from icalendar.prop import vDuration

from app.clock import STOCKHOLM
from app.due.rules import Due
from app.words import DUE_KIND, DUE_STATE

MAKER = "-//Samverkan//Att göra//SV"
HOURS = 12


def written(due: Iterable[Due], title: str, day: date, root: str) -> bytes:
    """The same bytes as long as the same is due on the same day; `root` is the contract's address.

    The clock is not told: it would make each answer another, and the day is what it was reckoned
    for.
    """
    calendar = Calendar.new(
        prodid=MAKER, name=title, language="sv", uid=str(uuid5(NAMESPACE_URL, f"{root}/due"))
    )
    every = vDuration(timedelta(hours=HOURS))
    calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", every)
    stamp = datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)
    for one in due:
        calendar.add_component(_event(one, stamp, root))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Due, stamp: datetime, root: str) -> Event:
    """Known again by what it is about, whatever day it has moved to."""
    said = f"{DUE_KIND[one.kind]}: {one.title}"
    return Event.new(
        uid=f"{one.kind}-{one.key}@{urlsplit(root).netloc}",
        stamp=stamp,
        start=one.day,
        summary=f"{DUE_STATE['overdue']}: {said}" if one.overdue else said,
        description=one.action,
        categories=[DUE_KIND[one.kind]],
        transparency=TRANSP.TRANSPARENT,
        url=None if one.record is None else f"{root}/{one.record.collection}/{one.record.id}",
    )

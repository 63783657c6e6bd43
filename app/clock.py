"""What day it is in Sweden, and what instant it is."""

from calendar import monthrange
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Sweden: a report year ends at midnight there, not in UTC."""
    return datetime.now(STOCKHOLM).date()


def day_of(instant: datetime) -> date:
    """The day that it was in Sweden."""
    return instant.astimezone(STOCKHOLM).date()


def months_after(day: date, months: int) -> date:
    """The same day of the month; the last one where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def years_after(day: date, years: int) -> date:
    """The same calendar day; the 28th where there is no 29 February."""
    return months_after(day, 12 * years)

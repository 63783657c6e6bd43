"""What day it is in Sweden, and what instant it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Sweden: a report year ends at midnight there, not in UTC."""
    return datetime.now(STOCKHOLM).date()


def years_after(day: date, years: int) -> date:
    """The same calendar day; the 28th where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)

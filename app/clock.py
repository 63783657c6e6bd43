"""What day it is in Sweden, and what instant it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Sweden: a report year ends at midnight there, not in UTC."""
    return datetime.now(STOCKHOLM).date()

"""When the report of a year is due, and whether a county is late with it."""

from datetime import date, datetime

from app.clock import day_of
from app.settings import settings


def due_on(year: int) -> date | None:
    """None where nobody has set a day."""
    return settings().report_due_days.get(year)


def is_late(due: date | None, first_submitted_at: datetime | None, day: date) -> bool | None:
    """By the first issue, since a correction is no delay; None where no day is set.

    The due day itself is in time, as it is in Sweden.
    """
    if due is None:
        return None
    return (day_of(first_submitted_at) if first_submitted_at else day) > due

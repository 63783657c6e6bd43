"""Days and periods against a year."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def in_year(day: Any, year: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = day.between(date(year, 1, 1), date(year, 12, 31))
    return found


def touches_year(first: Any, last: Any, year: int) -> ColumnElement[bool]:
    """Some day of the period is in the year; an open end is open, no ends at all is no period."""
    return and_(
        or_(first.is_not(None), last.is_not(None)),
        or_(first.is_(None), first <= date(year, 12, 31)),
        or_(last.is_(None), last >= date(year, 1, 1)),
    )

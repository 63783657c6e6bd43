"""The year's reports, ordered by the clock: one per county, of the year that has ended."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.clock import day_of, today, years_after
from app.database import Sessions
from app.queries.counties import county_codes
from app.services import annual_reports


def order_reports(
    _sessions: Sessions, payload: dict[str, Any], _progress: object
) -> Callable[[Session], None]:
    """What is ordered already is left as it is, so to begin again orders nothing twice."""
    years = years_due(datetime.fromisoformat(payload["due"]), today())

    def store(session: Session) -> None:
        for code in session.scalars(county_codes()).all():
            for year in years:
                annual_reports.request_by_schedule(session, code, year)

    return store


def years_due(due: datetime, today: date) -> list[int]:
    """The year before the one of the date, in Sweden; and each later one whose own day has come.

    Dates that were missed fire once together, as the first of them.
    """
    day = day_of(due)
    passed = range(max(today.year - day.year, 0) + 1)
    return [day.year + n - 1 for n in passed if n == 0 or years_after(day, n) <= today]

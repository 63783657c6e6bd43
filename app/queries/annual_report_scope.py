"""What every question of the annual report is asked about, as parameters: a county and a year.

So each question is made once, whichever counties and years it is then asked about. The day is a
parameter of its own, `as_of`.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, bindparam

YEARS = 5

COUNTY: ColumnElement[str] = bindparam("county_code", type_=String)
YEAR: ColumnElement[int] = bindparam("year", type_=Integer)
FIRST_DAY: ColumnElement[date] = bindparam("first_day", type_=Date)
LAST_DAY: ColumnElement[date] = bindparam("last_day", type_=Date)
# The last days of as many years up to the year of the report, the oldest first.
ENDS: tuple[ColumnElement[date], ...] = tuple(
    bindparam(f"end_{place}", type_=Date) for place in range(YEARS)
)


def ends_until(year: int) -> list[date]:
    """The days of `ENDS`."""
    return [date(one, 12, 31) for one in range(year - YEARS + 1, year + 1)]


def about(county_code: str, year: int) -> dict[str, Any]:
    """The parameters of a question about the county and the year."""
    ends = {f"end_{place}": day for place, day in enumerate(ends_until(year))}
    days = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}
    return {"county_code": county_code, "year": year, **days, **ends}

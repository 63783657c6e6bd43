"""What one report is about: a county, a year, and the two days that belong to it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app import validity
from app.queries.annual_report_scope import about


@dataclass(frozen=True)
class ReportScope:
    """`as_of` is the day that is asked about, `known_at` what the register knew then."""

    county_code: str
    county_name: str
    year: int
    as_of: date
    known_at: datetime

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def parameters(self) -> dict[str, Any]:
        """What every question of the report is asked with."""
        return validity.as_of(self.as_of) | about(self.county_code, self.year)

    @property
    def year_before(self) -> "ReportScope":
        year = self.year - 1
        return replace(self, year=year, as_of=date(year, 12, 31))


def report_scope(county_code: str, county_name: str, year: int, known_at: datetime) -> ReportScope:
    return ReportScope(county_code, county_name, year, date(year, 12, 31), known_at)

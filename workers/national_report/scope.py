"""What a national report is about: a year, the counties that have submitted, and the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from workers.annual_report.sheet import Row
from workers.national_report.counties import CountyReport
from workers.national_report.doubles import Doubles
from workers.national_report.summing import CountyFigure, Earlier, Sum, sums


@dataclass(frozen=True)
class NationalScope:
    """`counties` are all there are, by code, in order; `figures` those of every summary."""

    session: Session
    year: int
    known_at: datetime
    due_on: date | None
    counties: Mapping[str, str]
    reports: Sequence[CountyReport]
    figures: Sequence[CountyFigure]
    doubles: Doubles
    earlier: Earlier

    @cached_property
    def sums(self) -> list[Sum]:
        return sums(self.figures, self.doubles)

    @property
    def missing(self) -> dict[str, str]:
        """The counties without a submitted report."""
        submitted = {one.code for one in self.reports}
        return {code: name for code, name in self.counties.items() if code not in submitted}

    @property
    def forms(self) -> list[str]:
        return sorted({one.form for one in self.reports})

    def each(self, sheet: str, *headings: str) -> Iterator[tuple[CountyReport, Row]]:
        """The rows of all counties, one at a time."""
        for report in self.reports:
            for row in report.rows(self.session, sheet, *headings):
                yield report, row

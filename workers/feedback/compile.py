"""Makes the feedback to each municipality of a year: of what is kept of the reports alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.models import MunicipalityFeedback
from app.queries.feedback import feedback_of_year, feedback_rested_on, locked_municipalities
from app.schemas.feedback import Feedback, FeedbackCountyReport
from workers.annual_report.workbook import workbook_bytes
from workers.feedback.country import Country, country_in
from workers.feedback.county import Reported, reported
from workers.feedback.sheets import feedback_sheets
from workers.national_report.counties import county_reports

Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]


def make_feedback(sessions: Sessions, payload: dict[str, Any], progress: Progress) -> Store:
    """The work of a job: for one county, or for all where none is named."""
    year, wanted, compiled_at = payload["year"], payload.get("countyCode"), now()
    with sessions.read() as session:
        country = country_in(session, year)
        reports = [one for one in county_reports(session, year) if wanted in {None, one.code}]
        number = country.report.number if country.report else 0
        made: list[Made] = []
        for place, report in enumerate(reports):
            progress(place * 99 // len(reports), report.name)
            county = reported(session, report)
            made += [
                Made(row, report.issue, number)
                for row in _of_county(session, county, country, compiled_at)
            ]

    def store(session: Session) -> None:
        """Instead of what was told before, unless that rests on later reports."""
        codes = [one.row.municipality_code for one in made]
        session.execute(locked_municipalities(codes)).all()
        kept = {
            code: (issue, country_number)
            for code, issue, country_number in session.execute(feedback_rested_on(codes, year))
        }
        for one in made:
            if not one.is_older_than(*kept.get(one.row.municipality_code, (0, 0))):
                session.merge(one.row)
        session.flush()

    return store


@dataclass(frozen=True)
class Made:
    """With the issue of the county's report and the national number it rests on: 0 is none."""

    row: MunicipalityFeedback
    issue: int
    number: int

    def is_older_than(self, issue: int, number: int) -> bool:
        return self.issue < issue or self.number < number


def _of_county(
    session: Session, county: Reported, country: Country, compiled_at: datetime
) -> Iterator[MunicipalityFeedback]:
    year = county.report.head["year"]
    before: dict[str, dict[str, Any]] = dict(
        session.execute(feedback_of_year(list(county.homes), year - 1)).all()
    )
    for code in county.homes:
        told = _told(county, code, country, _answers(before.get(code)), compiled_at)
        title = f"Återföring till {told.name} {told.year}"
        yield MunicipalityFeedback(
            municipality_code=code,
            year=year,
            annual_report_id=county.report.id,
            national_report_id=_id_of(country),
            compiled_at=compiled_at,
            data=told.model_dump(mode="json", by_alias=True),
            workbook=workbook_bytes(feedback_sheets(told), title, compiled_at),
        )


def _id_of(country: Country) -> UUID | None:
    return country.report.id if country.report else None


def _answers(data: dict[str, Any] | None) -> dict[str, str | None]:
    """What the municipality was told that it answered, by requirement."""
    return {one["id"]: one["answer"] for one in data["requirements"]} if data else {}


def _told(
    county: Reported,
    code: str,
    country: Country,
    before: dict[str, str | None],
    compiled_at: datetime,
) -> Feedback:
    report = county.report
    return Feedback(
        code=code,
        name=county.homes[code],
        county_code=report.code,
        county_name=report.name,
        year=report.head["year"],
        form=report.form,
        compiled_at=compiled_at,
        county_report=FeedbackCountyReport(
            id=report.id, issue=report.issue, checksum=report.checksum
        ),
        national_report=country.report,
        requirements=list(county.requirements(code, before, country)),
        indicators=list(county.indicators(code, country)),
        methods=county.used(code, country),
    )

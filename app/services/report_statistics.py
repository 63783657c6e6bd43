"""Who has submitted the report of a year, and who is late with it."""

from sqlalchemy.orm import Session

from app.clock import today
from app.queries.national_reports import counties_known, counties_submitted
from app.report_due import due_on, is_late
from app.schemas.statistics import CountyReporting, ReportStatistics


def annual_reports(session: Session, year: int) -> ReportStatistics:
    due, day = due_on(year), today()
    found = {row[0]: row[1:] for row in session.execute(counties_submitted(year))}
    counties = []
    for code, name in session.execute(counties_known()):
        issue, latest_at, first_at = found.get(code, (None, None, None))
        counties.append(
            CountyReporting(
                code=code,
                name=name,
                submitted=issue is not None,
                issue=issue,
                submitted_at=latest_at,
                first_submitted_at=first_at,
                late=is_late(due, first_at, day),
            )
        )
    return ReportStatistics(
        year=year, due_on=due, submitted=len(found), whole=len(counties), counties=counties
    )

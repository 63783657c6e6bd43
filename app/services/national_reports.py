"""Ordering the national report of a year; the worker puts it together."""

from sqlalchemy.orm import Session

from app.errors import RuleViolationError
from app.jobs import queue
from app.models import NationalReport
from app.queries.national_reports import latest_number, reports_submitted
from app.schemas.national_reports import NationalReportCreate
from app.services import changing
from app.services.annual_reports import refuse_wrong_year

KIND = "national_report"
UNDER_WAY = (
    "Årets nationella redovisning håller på att sammanställas; följ den i listan och beställ en "
    "ny när den är klar."
)
NOBODY = (
    "Inget län har lämnat in någon redovisning för {year}; det finns inget att sammanställa. Vilka "
    "som har lämnat in står i GET /statistics/annual-reports."
)


def request(
    session: Session, body: NationalReportCreate, traceparent: str | None = None
) -> NationalReport:
    """`traceparent` is of the request that orders it. Of two at once the database refuses one."""
    refuse_wrong_year(body.year)
    number, state = session.execute(latest_number(body.year)).one_or_none() or (0, None)
    if state in {"requested", "compiling"}:
        raise RuleViolationError(UNDER_WAY)
    if session.execute(reports_submitted(body.year).limit(1)).first() is None:
        raise RuleViolationError(NOBODY.format(year=body.year))
    report = NationalReport(
        title=f"Nationell redovisning {body.year}", year=body.year, number=number + 1, parts=[]
    )
    session.add(report)
    session.flush()
    payload = {"nationalReportId": str(report.id)}
    report.job_id = queue.enqueue(session, KIND, payload, traceparent=traceparent).id
    changing.touch(session, report)
    return report

"""Requesting an annual report: the row and the job that compiles it, in one transaction."""

from datetime import date

from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, InvalidError
from app.jobs import queue
from app.models import AnnualReport, County
from app.schemas.annual_reports import AnnualReportCreate

FIRST_YEAR = 2017  # the year the county administrative boards were given the task
KIND = "annual_report"


def request(session: Session, body: AnnualReportCreate) -> AnnualReport:
    county = session.get(County, body.county_code)
    if county is None:
        reason = "Länskoden finns inte; koderna står i listan över län."
        raise InvalidError("Länet finns inte.", [Fault("countyCode", reason)])
    refuse_wrong_year(body.year)
    report = AnnualReport(
        title=f"Redovisning till Brå {body.year}, {county.name}",
        county_code=county.code,
        year=body.year,
        as_of=date(body.year, 12, 31),
    )
    session.add(report)
    session.flush()
    report.job_id = queue.enqueue(session, KIND, {"annualReportId": str(report.id)}).id
    session.flush()
    return report


def refuse_wrong_year(year: int) -> None:
    if not FIRST_YEAR <= year <= today().year:
        reason = f"Ska vara ett år från {FIRST_YEAR} till och med i år."
        raise InvalidError(f"Året kan inte redovisas. {reason}", [Fault("year", reason)])

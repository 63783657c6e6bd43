"""Requesting an annual report: the row and the job that compiles it, in one transaction."""

from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from app.clock import today
from app.errors import BusyError, Fault, InvalidError
from app.jobs import queue
from app.models import AnnualReport, County
from app.queries.annual_reports import annual_reports_under_way
from app.schemas.annual_reports import AnnualReportCreate, Workbook, WorkbookChecksum

FIRST_YEAR = 2017  # the year the county administrative boards were given the task
KIND = "annual_report"
MOST_UNDER_WAY = 5


def request(
    session: Session, body: AnnualReportCreate, traceparent: str | None = None
) -> AnnualReport:
    """`traceparent` is of the request that orders it; the worker's log names the same trace."""
    county = session.get(County, body.county_code, with_for_update={"key_share": True})
    if county is None:
        reason = "Länskoden finns inte; koderna står i listan över län."
        raise InvalidError("Länet finns inte.", [Fault("countyCode", reason)])
    refuse_wrong_year(body.year)
    refuse_one_too_many(session, county.code)
    report = AnnualReport(
        title=f"Redovisning till Brå {body.year}, {county.name}",
        county_code=county.code,
        year=body.year,
        as_of=date(body.year, 12, 31),
    )
    session.add(report)
    session.flush()
    payload = {"annualReportId": str(report.id)}
    report.job_id = queue.enqueue(session, KIND, payload, traceparent=traceparent).id
    session.flush()
    return report


def refuse_one_too_many(session: Session, county_code: str) -> None:
    """The county's row is locked, so orders at the same moment are counted one by one."""
    if session.scalars(annual_reports_under_way(county_code)).one() >= MOST_UNDER_WAY:
        raise BusyError(
            f"Länet har redan {MOST_UNDER_WAY} redovisningar som väntar eller sammanställs. "
            "Vänta tills någon av dem är klar och beställ sedan igen."
        )


def refuse_wrong_year(year: int) -> None:
    if not FIRST_YEAR <= year <= today().year:
        reason = f"Ska vara ett år från {FIRST_YEAR} till och med i år."
        raise InvalidError(f"Året kan inte redovisas. {reason}", [Fault("year", reason)])


def workbook_of(name: str, content: bytes) -> Workbook:
    checksum = WorkbookChecksum(algorithm="sha256", value=sha256(content).hexdigest())
    return Workbook(file_name=name, size=len(content), checksum=checksum)

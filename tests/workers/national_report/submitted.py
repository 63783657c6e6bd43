"""Reports that counties have submitted: compiled and frozen as the worker does it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.models import AnnualReport, AnnualReportAnswer, NationalReport
from app.queries.kept_snapshots import NATIONAL, snapshot_kept
from app.snapshots import SheetSnapshot, Snapshot
from tests import make
from tests.workers.annual_report.a_county import filled_county, municipal
from workers.annual_report.compile import compile_report
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.sheet import Cell
from workers.annual_report.submission import submit_report
from workers.national_report.compile import compile_national_report


def unseen(_percent: int, _message: str) -> None:
    """Nobody watches."""


def two_counties(session: Session) -> None:
    """Södermanland with much to say, Uppsala with a little, and an agreement of both."""
    filled_county(session)
    make.county(session, "03", "Uppsala län")
    make.county(session, "09", "Gotlands län")
    home = municipal(session, "0305", "Håbo")
    local = make.agreement(session, "Samverkansöverenskommelse Håbo", municipality_codes=["0305"])
    make.party(session, local, home)
    across = make.agreement(
        session, "Överenskommelse över länsgränsen", municipality_codes=["0305", "0481"]
    )
    make.prioritised_area(session, "Stöld längs E20", commitment_id=across.id)
    session.flush()


def submit(
    sessions: Sessions, session: Session, county_code: str, year: int = 2024, issue: int = 1
) -> UUID:
    answer = AnnualReportAnswer(question="R1", text=f"Så gjorde vi i {county_code}.")
    report = AnnualReport(
        title="Redovisning",
        county_code=county_code,
        year=year,
        issue=issue,
        as_of=date(year, 12, 31),
        narrative=[answer],
    )
    session.add(report)
    session.flush()
    payload = {"annualReportId": str(report.id)}
    _done(sessions, compile_report(sessions, payload, unseen))
    session.expire_all()
    report.approved_at, report.approved_as = now(), "länsråd"
    session.flush()
    _done(sessions, submit_report(sessions, payload, unseen))
    session.expire_all()
    return report.id


def _done(sessions: Sessions, store: Callable[[Session], None]) -> None:
    with sessions.begin() as storing:
        store(storing)


def compiled(sessions: Sessions, session: Session, year: int = 2024, number: int = 1) -> UUID:
    report = NationalReport(
        title=f"Nationell redovisning {year}", year=year, number=number, parts=[]
    )
    session.add(report)
    session.flush()
    store = compile_national_report(sessions, {"nationalReportId": str(report.id)}, unseen)
    with sessions.begin() as storing:
        store(storing)
    session.expire_all()
    return report.id


def national(sessions: Sessions, key: UUID) -> Snapshot:
    with sessions.read() as session:
        return snapshot_kept(session, NATIONAL, key)


def told(snapshot: Snapshot, name: str) -> list[dict[str, Cell]]:
    """The rows of a sheet by their headings."""
    return rows_of(next(one for one in snapshot.sheets if one.name == name))


def rows_of(kept: SheetSnapshot) -> list[dict[str, Cell]]:
    sheet = unpacked_sheet(kept)
    headings = [column.heading for column in sheet.columns]
    return [dict(zip(headings, row, strict=True)) for row in sheet.rows]

"""Questions about annual reports: where each stands, and its files."""

from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from app.documents import documents, json_object, json_value, quoted, relations
from app.models import AnnualReport, AnnualReportFile, Job
from app.models.jobs import JobState
from app.queries.kept_snapshots import ANNUAL, checksum_kept, snapshot_kept
from app.queries.narrowing import Conditions, narrowed
from app.queries.written import made_once
from app.report_life import ReportState
from app.schemas.annual_reports import AnnualReportFilters, AnnualReportRead
from app.snapshots import Snapshot

State: TypeAlias = ColumnElement[str]

MEANINGS: Conditions = {
    "county_code": lambda code: AnnualReport.county_code == code,
    "year": lambda year: AnnualReport.year == year,
    "issue": lambda issue: AnnualReport.issue == issue,
    "state": lambda state: report_state() == state,
}


@made_once
def annual_report_documents() -> Select[str, str]:
    facts = {
        "state": report_state(),
        "compiled": AnnualReport.compiled_at.is_not(None),
        "barred": _barred(),
        "relations": relations(AnnualReport),
    }
    return documents(AnnualReportRead, AnnualReport, {"state": report_state()}, facts)


def _barred() -> ColumnElement[Any]:
    """Who may not approve it."""
    columns = [(name, getattr(AnnualReport, name)) for name in AnnualReport.BARRED]
    return json_object(*(part for name, one in columns for part in (quoted(name), json_value(one))))


def report_state() -> State:
    """The one definition: what is going on, and else the latest that has happened."""
    job = select(Job.state).where(Job.id == AnnualReport.job_id).scalar_subquery()
    waits, runs = job == JobState.QUEUED, job == JobState.RUNNING
    approved = AnnualReport.approved_at.is_not(None)
    nothing = AnnualReport.compiled_at.is_(None)
    meanings: tuple[tuple[ColumnElement[bool], ReportState], ...] = (
        (AnnualReport.submitted_at.is_not(None), ReportState.SUBMITTED),
        (and_(approved, or_(waits, runs)), ReportState.SUBMITTING),
        (waits, ReportState.REQUESTED),
        (runs, ReportState.COMPILING),
        (and_(nothing, job == JobState.CANCELLED), ReportState.CANCELLED),
        (nothing, ReportState.FAILED),
        (approved, ReportState.APPROVED),
        (AnnualReport.returned_at.is_not(None), ReportState.RETURNED),
        (AnnualReport.answered_at.is_not(None), ReportState.ANSWERED),
    )
    return case(
        *((holds, literal(state.value)) for holds, state in meanings),
        else_=literal(ReportState.COMPILED.value),
    )


def annual_reports_matching(filters: AnnualReportFilters) -> Select[Any]:
    return narrowed(AnnualReport, filters, MEANINGS)


def state_of_report(report_id: UUID) -> Select[str]:
    return select(report_state()).where(AnnualReport.id == report_id)


def issues_there_are(county_code: str | None, year: int | None) -> Select[AnnualReport, str]:
    """With the state of each, by county, year and issue."""
    question = select(AnnualReport, report_state()).order_by(
        AnnualReport.county_code, AnnualReport.year, AnnualReport.issue
    )
    if county_code is not None:
        question = question.where(AnnualReport.county_code == county_code)
    if year is not None:
        question = question.where(AnnualReport.year == year)
    return question


def locked_report(report_id: UUID) -> Select[UUID]:
    """Nobody else changes it until the transaction ends."""
    return select(AnnualReport.id).where(AnnualReport.id == report_id).with_for_update()


def is_compiled(report_id: UUID) -> Select[bool]:
    return select(exists().where(AnnualReportFile.annual_report_id == report_id))


def latest_issue(county_code: str, year: int) -> Select[AnnualReport]:
    return (
        select(AnnualReport)
        .where(AnnualReport.county_code == county_code, AnnualReport.year == year)
        .order_by(AnnualReport.issue.desc())
        .limit(1)
    )


def annual_reports_under_way(county_code: str) -> Select[int]:
    """How many of the county's that wait or are being compiled."""
    under_way = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    reports = select(func.count()).select_from(AnnualReport).join(AnnualReport.job)
    return reports.where(AnnualReport.county_code == county_code, under_way)


def report_workbook(report_id: UUID) -> Select[bytes, str, int, int]:
    """The bytes, and what the file's name is made of."""
    return (
        select(
            AnnualReportFile.workbook,
            AnnualReport.county_code,
            AnnualReport.year,
            AnnualReport.issue,
        )
        .join(AnnualReport, AnnualReport.id == AnnualReportFile.annual_report_id)
        .where(AnnualReport.id == report_id)
    )


def report_checksum(report_id: UUID) -> Select[str]:
    return checksum_kept(ANNUAL, report_id)


def report_snapshot(session: Session, report_id: UUID) -> Snapshot:
    return snapshot_kept(session, ANNUAL, report_id)

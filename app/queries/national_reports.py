"""Questions about national reports, and about the counties' reports that they rest on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import aliased

from app.documents import documents, relations
from app.models import (
    AnnualReport,
    AnnualReportFile,
    AnnualReportSheet,
    County,
    Job,
    NationalReport,
    NationalReportFile,
)
from app.models.jobs import JobState
from app.queries.kept_snapshots import NATIONAL, checksum_kept
from app.queries.narrowing import Conditions, narrowed
from app.queries.written import made_once
from app.schemas.national_reports import NationalReportFilters, NationalReportRead

FAILED = (JobState.FAILED, JobState.CANCELLED)

MEANINGS: Conditions = {
    "year": lambda year: NationalReport.year == year,
    "state": lambda state: national_report_state() == state,
}


@made_once
def national_report_documents() -> Select[str, str]:
    facts = {
        "state": national_report_state(),
        "compiled": NationalReport.compiled_at.is_not(None),
        "relations": relations(NationalReport),
    }
    given = {"state": national_report_state()}
    return documents(NationalReportRead, NationalReport, given, facts)


def national_report_state() -> ColumnElement[str]:
    """The one definition; what is compiled stays so whatever its job is called later."""
    job = select(Job.state).where(Job.id == NationalReport.job_id).scalar_subquery()
    return case(
        (NationalReport.compiled_at.is_not(None), literal("compiled")),
        (job.in_(FAILED), literal("failed")),
        (job == JobState.RUNNING, literal("compiling")),
        else_=literal("requested"),
    )


def national_reports_matching(filters: NationalReportFilters) -> Select[Any]:
    return narrowed(NationalReport, filters, MEANINGS)


def latest_number(year: int) -> Select[int, str]:
    """The number of the year's last report, and where that stands."""
    return (
        select(NationalReport.number, national_report_state())
        .where(NationalReport.year == year)
        .order_by(NationalReport.number.desc())
        .limit(1)
    )


def latest_compiled(year: int) -> Select[UUID]:
    return (
        select(NationalReport.id)
        .where(NationalReport.year == year, NationalReport.compiled_at.is_not(None))
        .order_by(NationalReport.number.desc())
        .limit(1)
    )


def national_workbook(report_id: UUID) -> Select[bytes, int, int]:
    """The bytes, and what the file's name is made of."""
    return (
        select(NationalReportFile.workbook, NationalReport.year, NationalReport.number)
        .join(NationalReport, NationalReport.id == NationalReportFile.national_report_id)
        .where(NationalReport.id == report_id)
    )


def national_checksum(report_id: UUID) -> Select[str]:
    return checksum_kept(NATIONAL, report_id)


def counties_known() -> Select[str, str]:
    return select(County.code, County.name).order_by(County.sort_key, County.code)


def reports_submitted(year: int) -> Select[*tuple[Any, ...]]:
    """The latest submitted issue of each county, and when its first issue was submitted."""
    later, every = aliased(AnnualReport), aliased(AnnualReport)
    superseded = (
        select(later.id)
        .where(
            later.county_code == AnnualReport.county_code,
            later.year == AnnualReport.year,
            later.issue > AnnualReport.issue,
            later.submitted_at.is_not(None),
        )
        .exists()
    )
    first = select(func.min(every.submitted_at)).where(
        every.county_code == AnnualReport.county_code, every.year == AnnualReport.year
    )
    return (
        select(
            AnnualReport.id,
            AnnualReport.version,
            AnnualReport.county_code,
            AnnualReport.issue,
            AnnualReport.submitted_at,
            first.scalar_subquery().label("first_submitted_at"),
            AnnualReportFile.checksum,
            AnnualReportFile.head,
        )
        .join(AnnualReportFile, AnnualReportFile.annual_report_id == AnnualReport.id)
        .join(County, County.code == AnnualReport.county_code)
        .where(
            AnnualReport.year == year,
            AnnualReport.submitted_at.is_not(None),
            ~superseded,
        )
        .order_by(County.sort_key, County.code)
    )


def counties_submitted(year: int) -> Select[str, int, datetime | None, datetime | None]:
    """County, latest issue, when that was submitted and when the first was."""
    return (
        select(
            AnnualReport.county_code,
            func.max(AnnualReport.issue),
            func.max(AnnualReport.submitted_at),
            func.min(AnnualReport.submitted_at),
        )
        .where(AnnualReport.year == year, AnnualReport.submitted_at.is_not(None))
        .group_by(AnnualReport.county_code)
    )


def sheet_heads(report_ids: list[UUID]) -> Select[UUID, int, dict[str, Any], int]:
    """Without their rows."""
    return select(
        AnnualReportSheet.annual_report_id,
        AnnualReportSheet.position,
        AnnualReportSheet.head,
        AnnualReportSheet.row_count,
    ).where(AnnualReportSheet.annual_report_id.in_(report_ids))


def sheet_rows(report_id: UUID, position: int) -> Select[bytes]:
    return select(AnnualReportSheet.rows).where(
        AnnualReportSheet.annual_report_id == report_id, AnnualReportSheet.position == position
    )

"""Questions about annual reports: where each stands, and its files."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from app.documents import documents
from app.models import AnnualReport, AnnualReportFile, Job
from app.models.jobs import JobState
from app.queries.narrowing import narrowed
from app.queries.visibility import relations
from app.schemas.annual_reports import AnnualReportFilters, AnnualReportRead

FAILED = (JobState.FAILED, JobState.CANCELLED)


@cache
def annual_report_documents() -> Select[str, str]:
    facts = {"state": report_state(), "relations": relations(AnnualReport)}
    return documents(AnnualReportRead, AnnualReport, {"state": report_state()}, facts)


def report_state() -> ColumnElement[str]:
    """The one definition; a report that was compiled stays so whatever its job is called later."""
    job = select(Job.state).where(Job.id == AnnualReport.job_id).scalar_subquery()
    return case(
        (AnnualReport.compiled_at.is_not(None), literal("compiled")),
        (job.in_(FAILED), literal("failed")),
        (job == JobState.RUNNING, literal("compiling")),
        else_=literal("requested"),
    )


def annual_reports_matching(filters: AnnualReportFilters) -> Select[Any]:
    question = narrowed(AnnualReport, filters)
    if filters.county_code is not None:
        question = question.where(AnnualReport.county_code == filters.county_code)
    if filters.year is not None:
        question = question.where(AnnualReport.year == filters.year)
    if filters.state is not None:
        question = question.where(report_state() == filters.state)
    return question


def annual_reports_under_way(county_code: str) -> Select[int]:
    """How many of the county's that wait or are being compiled."""
    under_way = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    reports = select(func.count()).select_from(AnnualReport).join(AnnualReport.job)
    return reports.where(AnnualReport.county_code == county_code, under_way)


def report_workbook(report_id: UUID) -> Select[bytes, str, int]:
    """The bytes, and what the file's name is made of."""
    return (
        select(AnnualReportFile.workbook, AnnualReport.county_code, AnnualReport.year)
        .join(AnnualReport, AnnualReport.id == AnnualReportFile.annual_report_id)
        .where(AnnualReport.id == report_id)
    )


def report_data(report_id: UUID) -> Select[dict[str, Any]]:
    return select(AnnualReportFile.data).where(AnnualReportFile.annual_report_id == report_id)

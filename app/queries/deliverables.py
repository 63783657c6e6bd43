"""Reports as deliveries know them: what differs between a county's and a national one."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import AnnualReport, Delivery, NationalReport
from app.queries.kept_snapshots import ANNUAL, NATIONAL, Keeping
from app.report_form import file_name, national_file_name

Report: TypeAlias = AnnualReport | NationalReport


@dataclass(frozen=True)
class Deliverable:
    """`subject` is the column that a delivery refers to it by; `path` where it stands in the API.

    It is final when nothing of it is changed any more, and is not delivered before that.
    """

    id: UUID
    subject: str
    county_code: str | None
    title: str
    issue: int
    is_final: bool
    workbook_name: str
    path: str
    keeping: Keeping

    @property
    def name(self) -> str:
        """Of its files, whatever their form."""
        return self.workbook_name.removesuffix(".xlsx")


def deliverable(report: Report) -> Deliverable:
    if isinstance(report, NationalReport):
        return Deliverable(
            id=report.id,
            subject="national_report_id",
            county_code=None,
            title=report.title,
            issue=report.number,
            is_final=report.compiled_at is not None,
            workbook_name=national_file_name(report.year, report.number),
            path=f"/national-reports/{report.id}",
            keeping=NATIONAL,
        )
    return Deliverable(
        id=report.id,
        subject="annual_report_id",
        county_code=report.county_code,
        title=report.title,
        issue=report.issue,
        is_final=report.submitted_at is not None,
        workbook_name=file_name(report.county_code, report.year, report.issue),
        path=f"/annual-reports/{report.id}",
        keeping=ANNUAL,
    )


def delivered_by(session: Session, delivery: Delivery) -> Deliverable:
    if delivery.annual_report_id is not None:
        return deliverable(session.get_one(AnnualReport, delivery.annual_report_id))
    return deliverable(session.get_one(NationalReport, delivery.national_report_id))

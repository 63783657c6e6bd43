"""What is delivered of a report: its two files, and what a letter says of it."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from app import snapshots
from app.models import AnnualReport
from app.queries.annual_reports import report_snapshot, report_workbook
from app.report_form import file_name


@dataclass(frozen=True)
class File:
    name: str
    content: bytes

    @property
    def checksum(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Contents:
    """Of one issue, as it was frozen; `path` is where it stands in the API."""

    title: str
    issue: int
    path: str
    data: File
    workbook: File

    @property
    def files(self) -> tuple[File, File]:
        """The workbook last: whoever watches for it finds the other there."""
        return self.data, self.workbook


def contents_of(session: Session, report: AnnualReport) -> Contents:
    """The JSON in its canonical form, whose checksum is that of the report's cover."""
    which = report.county_code, report.year, report.issue
    data = "".join(snapshots.parts(report_snapshot(session, report.id))).encode()
    return Contents(
        title=report.title,
        issue=report.issue,
        path=f"/annual-reports/{report.id}",
        data=File(file_name(*which, "json"), data),
        workbook=File(file_name(*which), session.execute(report_workbook(report.id)).one()[0]),
    )

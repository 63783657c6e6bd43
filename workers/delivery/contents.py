"""What is delivered of a report: its two files, and what a letter says of it."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from app import snapshots
from app.queries.deliverables import Deliverable
from app.queries.kept_snapshots import snapshot_kept, workbook_kept


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


def contents_of(session: Session, report: Deliverable) -> Contents:
    """The JSON in its canonical form, whose checksum is that of the report's cover."""
    snapshot = snapshot_kept(session, report.keeping, report.id)
    workbook = session.scalars(workbook_kept(report.keeping, report.id)).one()
    return Contents(
        title=report.title,
        issue=report.issue,
        path=report.path,
        data=File(f"{report.name}.json", "".join(snapshots.parts(snapshot)).encode()),
        workbook=File(report.workbook_name, workbook),
    )

"""Questions about what a report shows, as it is kept: of a county's, or of the whole country's."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from app.models import (
    AnnualReportFile,
    AnnualReportSheet,
    NationalReportFile,
    NationalReportSheet,
)
from app.models.kept_snapshots import KeptFile, KeptSheet
from app.snapshots import SheetSnapshot, Snapshot


@dataclass(frozen=True)
class Keeping:
    """Where a sort of report is kept."""

    file: type[KeptFile]
    sheet: type[KeptSheet]


ANNUAL = Keeping(AnnualReportFile, AnnualReportSheet)
NATIONAL = Keeping(NationalReportFile, NationalReportSheet)


def checksum_kept(keeping: Keeping, key: UUID) -> Select[str]:
    """Of one that has been compiled."""
    return select(keeping.file.checksum).where(keeping.file.owner_id == key)


def workbook_kept(keeping: Keeping, key: UUID) -> Select[bytes]:
    return select(keeping.file.workbook).where(keeping.file.owner_id == key)


def snapshot_kept(session: Session, keeping: Keeping, key: UUID) -> Snapshot:
    """The report has been compiled."""
    file = session.get_one(keeping.file, key, options=[defer(keeping.file.workbook)])
    sheets = session.scalars(
        select(keeping.sheet).where(keeping.sheet.owner_id == key).order_by(keeping.sheet.position)
    )
    return Snapshot(
        file.head, tuple(SheetSnapshot(one.head, one.rows, one.row_count) for one in sheets)
    )

"""Stores what a report shows and its workbook, in the transaction that ends the job."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import AnnualReportFile, AnnualReportSheet
from app.snapshots import Snapshot, checksum


def keep(session: Session, key: UUID, snapshot: Snapshot, workbook: bytes) -> None:
    """Instead of what was kept before, all of it or nothing.

    The report's own row is left alone: whoever has read it may go on and change it.
    """
    session.execute(delete(AnnualReportSheet).where(AnnualReportSheet.annual_report_id == key))
    file = AnnualReportFile(
        annual_report_id=key,
        checksum=checksum(snapshot),
        head=snapshot.head,
        workbook=workbook,
    )
    session.merge(file)
    session.add_all(
        AnnualReportSheet(
            annual_report_id=key,
            position=place,
            head=sheet.head,
            row_count=sheet.row_count,
            rows=sheet.rows,
        )
        for place, sheet in enumerate(snapshot.sheets)
    )
    session.flush()

"""Stores what a report shows and its workbook, in the transaction that ends the job."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.queries.kept_snapshots import ANNUAL, Keeping
from app.snapshots import Snapshot, checksum


def keep(
    session: Session, key: UUID, snapshot: Snapshot, workbook: bytes, keeping: Keeping = ANNUAL
) -> None:
    """Instead of what was kept before, all of it or nothing.

    The report's own row is left alone: whoever has read it may go on and change it.
    """
    session.execute(delete(keeping.sheet).where(keeping.sheet.owner_id == key))
    file = keeping.file(
        owner_id=key,
        checksum=checksum(snapshot),
        head=snapshot.head,
        workbook=workbook,
    )
    session.merge(file)
    session.add_all(
        keeping.sheet(
            owner_id=key,
            position=place,
            head=sheet.head,
            row_count=sheet.row_count,
            rows=sheet.rows,
        )
        for place, sheet in enumerate(snapshot.sheets)
    )
    session.flush()

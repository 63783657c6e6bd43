"""The national workbook of a snapshot: the same snapshot is the same bytes."""

from datetime import datetime

from app.snapshots import Snapshot, checksum
from workers.annual_report.render import bound
from workers.national_report.sheets.cover import cover_sheet


def rendered(snapshot: Snapshot) -> bytes:
    cover = cover_sheet(snapshot, checksum(snapshot))
    at = datetime.fromisoformat(snapshot.head["compiledAt"])
    return bound(snapshot, cover, f"{snapshot.head['title']}, hela landet", at)

"""The national workbook of a snapshot: the same snapshot is the same bytes."""

from datetime import datetime

from app.snapshots import Snapshot, checksum
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.workbook import workbook_bytes
from workers.national_report.sheets.cover import cover_sheet


def rendered(snapshot: Snapshot) -> bytes:
    cover = cover_sheet(snapshot, checksum(snapshot))
    sheets = [cover, *(unpacked_sheet(one) for one in snapshot.sheets)]
    at = datetime.fromisoformat(snapshot.head["compiledAt"])
    return workbook_bytes(sheets, f"{snapshot.head['title']}, hela landet", at)

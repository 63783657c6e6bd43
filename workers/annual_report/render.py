"""The workbook of a snapshot: the same snapshot is the same bytes, whoever makes it and when."""

from datetime import datetime

from app.snapshots import Snapshot, checksum
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.sheet import Sheet
from workers.annual_report.sheets.cover import cover_sheet
from workers.annual_report.workbook import workbook_bytes


def rendered(snapshot: Snapshot) -> bytes:
    """Its times are those that the snapshot tells, and no other."""
    head = snapshot.head
    cover = cover_sheet(snapshot, checksum(snapshot))
    return bound(snapshot, cover, f"{head['title']}, {_standing(head['submittedAt'])}", _at(head))


def bound(snapshot: Snapshot, cover: Sheet, title: str, at: datetime) -> bytes:
    """The sheets of a snapshot behind their cover."""
    sheets = [cover, *(unpacked_sheet(one) for one in snapshot.sheets)]
    return workbook_bytes(sheets, title, at)


def _standing(submitted_at: str | None) -> str:
    return "inlämnad" if submitted_at else "utkast"


def _at(head: dict[str, str | None]) -> datetime:
    return datetime.fromisoformat(str(head["submittedAt"] or head["compiledAt"]))

"""The counties' submitted reports of a year, read from what is kept of them and nowhere else.

A sheet is found by its name and a column by its heading: an older form may lack either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.queries.national_reports import reports_submitted, sheet_heads, sheet_rows
from app.snapshots import Head, SheetSnapshot, Value
from workers.annual_report.sheet import Cell, Row


@dataclass(frozen=True)
class KeptSheet:
    """Where the rows of a sheet are, and what its columns are called."""

    position: int
    columns: Sequence[Head]
    row_count: int

    def place(self, heading: str) -> int | None:
        return next((n for n, one in enumerate(self.columns) if one["heading"] == heading), None)

    def cell(self, values: Sequence[Value], place: int | None) -> Cell:
        if place is None:
            return None
        value = values[place]
        is_day = self.columns[place]["type"] == "date" and isinstance(value, str)
        return date.fromisoformat(str(value)) if is_day else value


@dataclass(frozen=True)
class CountyReport:
    """The latest issue that a county has submitted."""

    id: UUID
    version: int
    issue: int
    submitted_at: datetime
    first_submitted_at: datetime
    checksum: str
    head: Head
    sheets: Mapping[str, KeptSheet]

    @property
    def code(self) -> str:
        return str(self.head["countyCode"])

    @property
    def name(self) -> str:
        return str(self.head["countyName"])

    @property
    def form(self) -> str:
        return str(self.head["form"])

    def rows(self, session: Session, name: str, *headings: str) -> Iterator[Row]:
        """One at a time; no rows where there is no such sheet, None where no such column."""
        sheet = self.sheets.get(name)
        if sheet is None:
            return
        kept = session.scalars(sheet_rows(self.id, sheet.position)).one()
        places = [sheet.place(one) for one in headings]
        for values in SheetSnapshot({}, kept, sheet.row_count).values():
            yield tuple(sheet.cell(values, place) for place in places)


def county_reports(session: Session, year: int) -> list[CountyReport]:
    """In the order of the counties."""
    found = session.execute(reports_submitted(year)).all()
    sheets = _sheets(session, [row.id for row in found])
    return [
        CountyReport(
            id=row.id,
            version=row.version,
            issue=row.issue,
            submitted_at=row.submitted_at,
            first_submitted_at=row.first_submitted_at,
            checksum=row.checksum,
            head=row.head,
            sheets=sheets.get(row.id, {}),
        )
        for row in found
    ]


def _sheets(session: Session, ids: list[UUID]) -> dict[UUID, dict[str, KeptSheet]]:
    found: dict[UUID, dict[str, KeptSheet]] = {}
    for key, position, head, row_count in session.execute(sheet_heads(ids)):
        kept = KeptSheet(position, head["columns"], row_count)
        found.setdefault(key, {})[head["name"]] = kept
    return found

"""Small sheets, and their workbook made as every workbook is: by way of what is kept."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from app.snapshots import Snapshot, from_document, parts
from workers.annual_report.packing import packed_sheet, unpacked_sheet
from workers.annual_report.sheet import Chart, Column, Row, Sheet
from workers.annual_report.workbook import workbook_bytes

AT = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
FIRST_ROW = 5


def made(rows: Sequence[Row], *columns: Column, charts: tuple[Chart, ...] = ()) -> Sheet:
    return Sheet("Blad", "Titel", "Anvisning", columns, rows, "Tabell", charts=charts)


def texts(*values: str) -> Sheet:
    return made([(value,) for value in values], Column("Text", 30))


def written(*sheets: Sheet, title: str = "Rapport") -> bytes:
    """Of the JSON that is published, too."""
    kept = Snapshot({}, tuple(packed_sheet(one) for one in sheets))
    published = from_document(json.loads("".join(parts(kept))))
    return workbook_bytes([unpacked_sheet(one) for one in published.sheets], title, AT)


def read(*sheets: Sheet) -> Workbook:
    return load_workbook(BytesIO(written(*sheets)))

"""Makes a submitted workbook again from its snapshot and holds it against what was kept."""

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any
from uuid import UUID
from zipfile import BadZipFile

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.models import AnnualReportFile
from app.queries.annual_reports import report_snapshot
from app.snapshots import checksum
from workers.annual_report.render import rendered

MOST_CELLS = 20
NOTHING = "tom"


def faults_in_report(session: Session, report_id: UUID) -> Iterator[str]:
    """In Swedish, where it is not equal; none when all of it is."""
    file = session.get_one(AnnualReportFile, report_id)
    snapshot = report_snapshot(session, report_id)
    reckoned = checksum(snapshot)
    if reckoned != file.checksum:
        yield f"kontrollsumman är {reckoned}, men {file.checksum} är sparad"
    made = rendered(snapshot)
    if made != file.workbook:
        yield from _unlike(file.workbook, made)


def _unlike(kept: bytes, made: bytes) -> Iterator[str]:
    """Cell by cell; a difference that no cell shows is named too."""
    try:
        before = load_workbook(BytesIO(kept), read_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        yield "den sparade arbetsboken går inte att läsa"
        return
    found = list(_cells(before, load_workbook(BytesIO(made), read_only=True)))
    yield from found[:MOST_CELLS]
    if len(found) > MOST_CELLS:
        yield f"och {len(found) - MOST_CELLS} celler till"
    if not found:
        yield "filens byte skiljer, men ingen cell"


def _cells(kept: Any, made: Any) -> Iterator[str]:
    for name in dict.fromkeys([*made.sheetnames, *kept.sheetnames]):
        if name not in made.sheetnames or name not in kept.sheetnames:
            yield f"bladet {name} finns bara i den ena"
            continue
        rows = zip_longest(kept[name].values, made[name].values, fillvalue=())
        for number, (old, new) in enumerate(rows, start=1):
            for column, (was, is_now) in enumerate(zip_longest(old, new), start=1):
                if was != is_now:
                    yield (
                        f"bladet {name}, rad {number}, kolumn {column}: sparad "
                        f"{_said(was)}, ur ögonblicksbilden {_said(is_now)}"
                    )


def _said(value: Any) -> str:
    return NOTHING if value is None else f"”{str(value)[:100]}”"

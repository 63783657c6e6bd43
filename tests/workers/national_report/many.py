"""`python -m tests.workers.national_report.many 10000 100000`: 21 counties' reports put together.

So many agreements and follow-ups in all; some agreements stand in two counties.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.audit.authors import acting
from app.clock import now
from app.database import connect
from app.models import AnnualReport
from app.settings import Settings
from app.snapshots import SheetSnapshot, Snapshot, Value, packed
from tests import make
from tests.databases import AUTHOR, migrated
from tests.workers.annual_report.a_county import filled_county
from workers.annual_report.compile import compile_workbook
from workers.annual_report.keeping import keep

COUNTIES = 21
HOMES = 14
KEY = -2  # hidden, last but one: the record's id


def copies(sheet: SheetSnapshot, count: int, shared: list[str]) -> SheetSnapshot:
    """As many rows, each of a record of its own, but for those of the shared."""
    known = [list(row) for row in sheet.values()]

    def rows() -> Iterator[list[Value]]:
        for number, row in enumerate(islice(cycle(known), count)):
            key = shared[number] if number < len(shared) else str(uuid7())
            yield [*row[:KEY], key, *row[KEY + 1 :]]

    return packed(sheet.head, rows())


def homes(sheet: SheetSnapshot, county: str) -> SheetSnapshot:
    rows = [list(row) for row in sheet.values()]
    first = [row for row in rows if row[1] == rows[0][1]]
    made = (
        [f"Kommun {county}{n}", f"{county}{n:02}", *row[2:]] for n in range(HOMES) for row in first
    )
    return packed(sheet.head, made)


def of_county(snapshot: Snapshot, code: str, counts: dict[str, int], shared: list[str]) -> Snapshot:
    head = {
        **snapshot.head,
        "countyCode": code,
        "countyName": f"Län {code}",
        "approval": {"approvedAs": "länsråd", "approvedAt": snapshot.head["compiledAt"]},
    }
    sheets = []
    for one in snapshot.sheets:
        if one.name in counts:
            sheets.append(copies(one, counts[one.name], shared))
        else:
            sheets.append(homes(one, code) if one.name == "Kommuner" else one)
    return Snapshot(head, tuple(sheets))


def fill(session: Session, snapshot: Snapshot, agreements: int, follow_ups: int) -> None:
    counts = {
        "Överenskommelser": agreements // COUNTIES,
        "Uppföljningar": follow_ups // COUNTIES,
    }
    pair = [str(uuid7()) for _ in range(agreements // COUNTIES // 10)]
    for number in range(COUNTIES):
        code = f"{number + 30}"
        make.county(session, code, f"Län {code}")
        report = AnnualReport(
            title="Redovisning", county_code=code, year=2024, as_of=date(2024, 12, 31), narrative=[]
        )
        session.add(report)
        session.flush()
        shared = pair if number < 2 else []
        keep(session, report.id, of_county(snapshot, code, counts, shared), b"PK")
        changed = update(AnnualReport).where(AnnualReport.id == report.id)
        session.execute(changed.values(submitted_at=now()))


def filled(url: str, agreements: int, follow_ups: int) -> None:
    sessions = acting(connect(Settings(database_url=url)), AUTHOR)
    migrated(sessions.engine)
    with sessions.begin() as session:
        filled_county(session)
    _, snapshot = compile_workbook(sessions, "04", 2024)
    with sessions.begin() as session:
        fill(session, snapshot, agreements, follow_ups)
    sessions.engine.dispose()


def main(agreements: int, follow_ups: int) -> None:
    """What fills and what measures is not of the report, so each is a process of its own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        filled(url, agreements, follow_ups)
        command = [sys.executable, "-m", "tests.workers.national_report.measured", url]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

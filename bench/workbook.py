"""One county's report in a process of its own: `python -m bench.workbook URL COUNTY ROUNDS`.

Tells as JSON the CPU seconds of compiling (reading and rendering), of rendering alone, and of the
same cells written by openpyxl's write-only mode and, where it is installed, by XlsxWriter's
constant-memory mode, bare and unstyled; medians over the rounds, in which they take turns. The peak
of memory is that of the first compilation.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from app.database import Sessions, connect
from app.settings import Settings
from app.snapshots import Snapshot
from tests.workers.annual_report.measured import peak_megabytes
from workers.annual_report.compile import compile_workbook
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.render import rendered

YEAR = 2024


def main(url: str, county: str, rounds: int) -> None:
    sessions = connect(Settings(database_url=url))
    print(json.dumps(compared(sessions, county, rounds)))
    sessions.engine.dispose()


def compared(sessions: Sessions, county: str, rounds: int) -> dict[str, float]:
    began = time.perf_counter()
    content, snapshot = compile_workbook(sessions, county, YEAR)
    found = {
        "rows": sum(one.row_count for one in snapshot.sheets),
        "seconds": round(time.perf_counter() - began, 2),
        "megabytes": peak_megabytes(),
        "kilobytes": len(content) // 1024,
    }
    ways: dict[str, Callable[[], Any]] = {
        "compiled": lambda: compile_workbook(sessions, county, YEAR),
        "rendered": lambda: rendered(snapshot),
        "openpyxl": lambda: written_by_openpyxl(snapshot),
    }
    if find_spec("xlsxwriter"):
        ways["xlsxwriter"] = lambda: written_by_xlsxwriter(snapshot)
    taken = [{name: cpu_seconds(way) for name, way in ways.items()} for _ in range(rounds)]
    medians = (
        {name: statistics.median(one[name] for one in taken) for name in ways} if taken else {}
    )
    return {**found, **medians}


def cpu_seconds(way: Callable[[], Any]) -> float:
    began = time.process_time()
    way()
    return round(time.process_time() - began, 2)


def written_by_openpyxl(snapshot: Snapshot) -> bytes:
    book = Workbook(write_only=True)
    for one in snapshot.sheets:
        ws: Any = book.create_sheet(one.name)
        for row in unpacked_sheet(one).rows:
            ws.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def written_by_xlsxwriter(snapshot: Snapshot) -> bytes:
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with import_module("xlsxwriter").Workbook(content, options) as book:
        for one in snapshot.sheets:
            ws = book.add_worksheet(one.name)
            for place, row in enumerate(unpacked_sheet(one).rows):
                ws.write_row(place, 0, row)
    return content.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

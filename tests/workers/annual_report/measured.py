"""The report alone: `python -m tests.workers.annual_report.measured URL` tells time and memory."""

import json
import resource
import sys
import time
from pathlib import Path

from app.database import Sessions, connect
from app.settings import Settings
from workers.annual_report.compile import compile_workbook


def measured(sessions: Sessions) -> dict[str, float]:
    started = time.perf_counter()
    workbook, snapshot = compile_workbook(sessions, "04", 2024)
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "megabytes": peak_megabytes(),
        "rows": sum(sheet.row_count for sheet in snapshot.sheets),
        "kilobytes": len(workbook) // 1024,
    }


def peak_megabytes() -> int:
    """Linux counts what forked this process into ru_maxrss; the kernel's own mark starts anew."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def main(url: str) -> None:
    sessions = connect(Settings(database_url=url))
    sys.stdout.write(json.dumps(measured(sessions)))
    sessions.engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])

"""The national report alone: `python -m tests.workers.national_report.measured URL`."""

import json
import sys
import time

from app.clock import now
from app.database import Sessions, connect
from app.settings import Settings
from tests.workers.annual_report.measured import peak_megabytes
from tests.workers.national_report.submitted import unseen
from workers.national_report.compile import national_scope, read_snapshot
from workers.national_report.render import rendered


def measured(sessions: Sessions) -> dict[str, float]:
    started = time.perf_counter()
    with sessions.read() as session:
        snapshot = read_snapshot(national_scope(session, 2024, now()), 1, unseen)
    workbook = rendered(snapshot)
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "megabytes": peak_megabytes(),
        "rows": sum(sheet.row_count for sheet in snapshot.sheets),
        "kilobytes": len(workbook) // 1024,
    }


def main(url: str) -> None:
    sessions = connect(Settings(database_url=url))
    sys.stdout.write(json.dumps(measured(sessions)))
    sessions.engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])

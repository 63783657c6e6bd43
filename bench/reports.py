"""The annual reports of the whole country: `python -m bench.reports [DATABASE_URL]`.

Without an address on a PostgreSQL of its own. The empty database is filled with 21 counties, 290
municipalities, 10,000 agreements and 100,000 follow-ups. Shown are each county's time and peak of
memory, then all counties in one go by one worker and by two, and last what a workbook of one county
with 1,000, 10,000 and 100,000 follow-ups costs beside the same cells written by openpyxl alone.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.models import AnnualReport, County
from app.schemas.annual_reports import CompilationCreate
from app.services import annual_reports
from app.settings import Settings
from bench.filling import Size, filled
from tests.databases import fresh_postgres, migrated
from tests.postgres import PostgresServer
from tests.workers.annual_report import many
from workers.supervisor import drain

YEAR = 2024
SIZES = {1_000: 5, 10_000: 3, 100_000: 1}  # rounds of each
GOAL = 1.6


def main(url: str) -> None:
    sessions = acting(connect(Settings(database_url=url)), Author("bench", "bench"))
    migrated(sessions.engine)
    filled(sessions, Size(10_000, 100_000, years=range(YEAR, YEAR + 1), least_areas=0))
    for code in counties(sessions):
        one = measured(url, code, rounds=0)
        print(f"county {code}: {one['seconds']} s, {one['megabytes']} MB, {one['rows']} rows")
    tell_workers(sessions, url)
    sessions.engine.dispose()
    for size, rounds in SIZES.items():
        tell_size(size, rounds)


def counties(sessions: Sessions) -> list[str]:
    with sessions.read() as session:
        return list(session.scalars(select(County.code).order_by(County.code)))


def measured(url: str, county: str, rounds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.workbook", url, county, str(rounds)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def tell_workers(sessions: Sessions, url: str) -> None:
    """The first go makes the reports; it is not counted."""
    with sessions.begin() as session:
        for code in counties(sessions):
            annual_reports.request_by_schedule(session, code, YEAR)
    drain(sessions)
    alone, together = (worked(sessions, url, workers) for workers in (1, 2))
    print(f"all counties: one worker {alone:.1f} s, two workers {together:.1f} s")
    print(f"two workers are {alone / together:.2f} times as fast (goal {GOAL})")


def worked(sessions: Sessions, url: str, workers: int) -> float:
    """Seconds until all are compiled anew."""
    with sessions.begin() as session:
        for report in session.scalars(select(AnnualReport)).all():
            annual_reports.compile_again(session, report, CompilationCreate())
    environment = {**os.environ, "SAMVERKAN_DATABASE_URL": url}
    command = [sys.executable, "-m", "workers", "--drain"]
    began = time.perf_counter()
    processes = [
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
        for _ in range(workers)
    ]
    for process in processes:
        process.wait()
    return time.perf_counter() - began


def tell_size(size: int, rounds: int) -> None:
    found = of_size(size, rounds)
    plain = found["openpyxl"]
    print(
        f"{size} follow-ups: {found['seconds']} s, {found['megabytes']} MB; CPU against openpyxl "
        f"alone ({plain} s): compiled {found['compiled'] / plain:.2f}, "
        f"rendered {found['rendered'] / plain:.2f}"
    )


def of_size(size: int, rounds: int) -> dict[str, Any]:
    """What the workbook of a county with so many follow-ups takes."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        many.filled(url, size)
        return measured(url, "04", rounds)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with PostgresServer() as server, fresh_postgres(server.url) as url:
            main(url)

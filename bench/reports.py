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
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.models import (
    Actor,
    Agreement,
    AnnualReport,
    CommitmentMunicipality,
    County,
    FollowUp,
    Municipality,
    Party,
)
from app.models.actors import ActorKind
from app.models.commitments import EndType, Form, Level, Signing
from app.reference.loading import load
from app.schemas.annual_reports import CompilationCreate
from app.services import annual_reports
from app.settings import Settings
from tests.databases import fresh_postgres, migrated
from tests.postgres import PostgresServer
from tests.workers.annual_report import many
from workers.supervisor import drain

YEAR = 2024
AGREEMENTS, FOLLOW_UPS, AT_ONCE = 10_000, 100_000, 5_000
SIZES = {1_000: 5, 10_000: 3, 100_000: 1}  # rounds of each
GOAL = 1.6
SUMMARY = "Åtgärderna är genomförda enligt plan men otryggheten i centrum är oförändrad. " * 2


def main(url: str) -> None:
    sessions = acting(connect(Settings(database_url=url)), Author("bench", "bench"))
    migrated(sessions.engine)
    filled(sessions)
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
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        many.filled(url, size)
        found = measured(url, "04", rounds)
    plain = found["openpyxl"]
    print(
        f"{size} follow-ups: {found['seconds']} s, {found['megabytes']} MB; CPU against openpyxl "
        f"alone ({plain} s): compiled {found['compiled'] / plain:.2f}, "
        f"rendered {found['rendered'] / plain:.2f}"
    )


def filled(sessions: Sessions) -> None:
    with sessions.begin() as session:
        load(session)
    with sessions.begin() as session:
        keys = _fill_agreements(session)
        for part in _in_parts(_follow_up(key) for key in islice(cycle(keys), FOLLOW_UPS)):
            session.execute(insert(FollowUp), part)
    with sessions.begin() as session:
        session.execute(text("ANALYZE"))


def _fill_agreements(session: Session) -> list[UUID]:
    homes = {
        one.municipality_code: one.id
        for one in session.scalars(select(Actor).where(Actor.kind == ActorKind.MUNICIPALITY))
    }
    codes = session.scalars(select(Municipality.code).order_by(Municipality.code)).all()
    places = [(uuid7(), code) for code in islice(cycle(codes), AGREEMENTS)]
    for part in _in_parts(_agreement(key, code) for key, code in places):
        session.execute(insert(Agreement), part)
    for part in _in_parts(
        {"commitment_id": key, "municipality_code": code} for key, code in places
    ):
        session.execute(insert(CommitmentMunicipality), part)
    for part in _in_parts(
        {"commitment_id": key, "actor_id": homes[code], "role": "contracting"}
        for key, code in places
    ):
        session.execute(insert(Party), part)
    return [key for key, _ in places]


def _in_parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part


def _agreement(key: UUID, code: str) -> dict[str, Any]:
    first, last = date(YEAR, 1, 1), date(YEAR + 3, 12, 31)
    return {
        "id": key,
        "form": Form.AGREEMENT,
        "title": f"Samverkansöverenskommelse {code}",
        "level": Level.MUNICIPALITY,
        "kind": "local",
        "purposes": ["Trygghet"],
        "registry_numbers": [],
        "data_quality_notes": [],
        "signing": Signing.SIGNED,
        "signed_on": first,
        "starts_on": first,
        "ends_on": last,
        "end_type": EndType.FIXED,
        "first_day": first,
        "last_day": last,
    }


def _follow_up(commitment_id: UUID) -> dict[str, Any]:
    key = uuid7()
    return {
        "id": key,
        "kind": "process",
        "commitment_id": commitment_id,
        "done_on": date(YEAR, 1, 1) + timedelta(days=key.int % 365),
        "outcome": "yellow",
        "outcome_word": "på väg",
        "summary": f"{SUMMARY}{key}",
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with PostgresServer() as server, fresh_postgres(server.url) as url:
            main(url)

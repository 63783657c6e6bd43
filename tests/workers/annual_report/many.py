"""`python -m tests.workers.annual_report.many 10000`: time and peak memory of a large county."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.audit.authors import acting
from app.database import connect
from app.models import FollowUp, IndicatorValue
from app.settings import Settings
from tests.databases import AUTHOR, migrated
from tests.workers.annual_report.a_county import filled_county, local_agreement, municipal, police

SUMMARY = "Åtgärderna är genomförda enligt plan men otryggheten i centrum är oförändrad. " * 2


def fill(session: Session, count: int) -> None:
    filled_county(session)
    agreement = local_agreement(session, municipal(session, "0488", "Trosa"), police(session))
    keys = [uuid7() for _ in range(count)]
    for start in range(0, count, 5000):
        part = keys[start : start + 5000]
        session.execute(insert(FollowUp), [_row(key, agreement.id) for key in part])
        session.execute(insert(IndicatorValue), [_value(key) for key in part])


def _row(key: UUID, commitment_id: UUID) -> dict[str, object]:
    return {
        "id": key,
        "kind": "process",
        "commitment_id": commitment_id,
        "done_on": date(2024, 1, 1) + timedelta(days=key.int % 365),
        "outcome": "yellow",
        "outcome_word": "på väg",
        "summary": f"{SUMMARY}{key}",
    }


def _value(key: UUID) -> dict[str, object]:
    return {"id": uuid7(), "follow_up_id": key, "what": "Anmälda brott", "value_as_stated": "12"}


def filled(url: str, count: int) -> None:
    sessions = acting(connect(Settings(database_url=url)), AUTHOR)
    migrated(sessions.engine)
    with sessions.begin() as session:
        fill(session, count)
    sessions.engine.dispose()


def main(count: int) -> None:
    """What fills and what measures is not of the report, so each is a process of its own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        filled(url, count)
        command = [sys.executable, "-m", "tests.workers.annual_report.measured", url]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))

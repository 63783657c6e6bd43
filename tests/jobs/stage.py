"""A database, and workers on it that are processes of their own, to be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import create_engine, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app.database import connect
from app.jobs import queue
from app.models import Job
from app.models.jobs import JobState
from app.settings import Settings
from tests.jobs import ledger
from tests.jobs.processes import tell

LEASE_S = 3
PATIENCE_S = 120.0  # only a busy machine needs it
Worker: TypeAlias = subprocess.Popen[bytes]


class Stage:
    """What a test sees of a database that its workers share."""

    def __init__(self, database_url: str, directory: Path) -> None:
        self.database_url = database_url
        self.directory = directory
        self.log = directory / "worker.log"
        self.sessions = connect(Settings(database_url=database_url, pool_size=5))
        with self.sessions.begin() as session:
            ledger.make(session)

    def enqueue(self, kind: str, seconds: float = 0, **terms: Any) -> UUID:
        payload = {"entry": uuid4().hex, "directory": str(self.directory), "seconds": seconds}
        with self.sessions.begin() as session:
            return queue.enqueue(session, kind, payload, **terms).id

    def job(self, key: UUID) -> Job:
        with self.sessions.read() as session:
            return session.get_one(Job, key)

    def stored(self, key: UUID) -> int:
        """How many times the job's result was stored."""
        entry = self.job(key).payload["entry"]
        with self.sessions.read() as session:
            return ledger.entries(session).count(entry)

    def starts(self, key: UUID) -> list[int]:
        """The processes that have begun to work at the job, in order."""
        with suppress(FileNotFoundError):
            starts = self.directory / self.job(key).payload["entry"]
            return [int(line) for line in starts.read_text().splitlines()]
        return []

    def said(self, event: str) -> list[dict[str, Any]]:
        """Every line must be JSON: nothing else belongs in the log."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line["event"] == event]

    def said_of(self, key: UUID) -> list[str]:
        """How each attempt at the job ended, in the log's words."""
        return [line["outcome"] for line in self.said("job") if line["job_id"] == str(key)]

    def put_to_sleep(self, key: UUID, *processes: int) -> None:
        """At a moment when none of them holds a lock: asleep with one, it would stop everybody."""
        while True:
            tell(signal.SIGSTOP, *processes)
            if self.is_free(key):
                return
            tell(signal.SIGCONT, *processes)
            time.sleep(0.02)

    def is_free(self, key: UUID) -> bool:
        """Whether the job can be written to at once."""
        sqlite = self.sessions.engine.dialect.name == "sqlite"
        busy = text("PRAGMA busy_timeout = 100" if sqlite else "SET lock_timeout = '100ms'")
        engine = create_engine(self.sessions.engine.url, poolclass=NullPool)
        with suppress(OperationalError), engine.connect() as connection:
            connection.execute(busy)
            connection.execute(update(Job).where(Job.id == key).values(priority=Job.priority))
            connection.rollback()
            return True
        return False

    def ended(self, key: UUID) -> JobState | None:
        state = self.job(key).state
        return None if state in {JobState.QUEUED, JobState.RUNNING} else state

    @contextmanager
    def worker(self, *arguments: str, module: str = "tests.jobs") -> Iterator[Worker]:
        environment = {
            "SAMVERKAN_DATABASE_URL": self.database_url,
            "SAMVERKAN_LEASE_S": str(LEASE_S),
            "SAMVERKAN_POLL_S": "0.3",
        }
        with self.log.open("a") as log:
            command = [sys.executable, "-W", "error", "-m", module, *arguments]
            worker = subprocess.Popen(command, stderr=log, env={**os.environ, **environment})
        try:
            yield worker
        finally:
            if worker.poll() is None:
                worker.send_signal(signal.SIGCONT)
                worker.terminate()
            worker.wait(PATIENCE_S)


def until(holds: Callable[[], object], within: float = PATIENCE_S) -> float:
    """Wait, and say for how long."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < within, f"not within {within} s"
        time.sleep(0.05)
    return time.monotonic() - start

"""The parent process of a worker: claims a job, has a child do it, and watches over both."""

import os
import secrets
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from logging import WARNING, getLogger
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from app import logs
from app.database import Sessions, connect
from app.jobs import queue, schedules
from app.jobs.listening import Listener
from app.models.jobs import Job
from app.settings import Settings
from workers.kinds import KINDS, Work
from workers.lease import Lease
from workers.nursery import BrokenNurseryError, Nursery
from workers.outcomes import OUTCOME_OF, Outcome

LOG = getLogger("samverkan.worker")

BEAT_S = 0.2
LONGEST_PAUSE_S = 30.0
CHECKPOINTS_AT = "15 3 * * *"
REPORTS = "annual-reports"
DIGEST = "digest"
KILLED = -signal.SIGKILL
Ending: TypeAlias = Literal["ended", "handed_back", "cancelled", "timed_out", "lost"]


def run_worker(
    settings: Settings, *, once: bool = False, drain: bool = False, kinds: str = "workers.kinds"
) -> None:
    """Work until told to stop; with `once` until a job is tried, with `drain` until none is due.

    `kinds` is the module whose KINDS the child looks the work up in.
    """
    logs.configure(settings.log_level)
    worker = Worker(settings, kinds)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    worker.serve(once=once, drain=drain)


def drain(sessions: Sessions, kinds: Mapping[str, Work] = KINDS) -> int:
    """Do all that is due here and now, without processes; the number of jobs tried."""
    from workers import child  # noqa: PLC0415 - a parent that only watches starts without it

    owner, tried = new_owner(), 0
    schedules.tick(sessions)
    while job := claim(sessions, owner, lease_s=24 * 3600):
        child.perform(sessions, job, kinds)
        tried += 1
    return tried


def do_now(
    sessions: Sessions, job_id: UUID, kinds: Mapping[str, Work] = KINDS, lease_s: float = 30
) -> Outcome:
    """One attempt at the given job, here and now; refused where a worker has it, or it has ended.

    Whoever is interrupted hands it back.
    """
    from workers import child  # noqa: PLC0415

    since = time.monotonic()
    job = claim(sessions, new_owner(), lease_s, job_id)
    if job is None:
        return "refused"
    lease = Lease(sessions, job, lease_s, since)
    try:
        return child.perform(sessions, job, kinds)
    except BaseException:
        with sessions.begin() as session:
            queue.hand_back(session, job)
        raise
    finally:
        lease.over.set()


def schedule(sessions: Sessions, settings: Settings) -> None:
    """What the clock asks for in every register, and what those who run this one have asked for."""
    with sessions.begin() as session:
        schedules.ensure(session, "audit-checkpoint", "audit_checkpoint", CHECKPOINTS_AT)
        _ensure(session, REPORTS, "annual_reports", settings.report_schedule)
        _ensure(session, DIGEST, "digest", settings.digest_schedule if settings.digest else "")


def _ensure(session: Session, key: str, kind: str, cron: str) -> None:
    """None where there is no cron."""
    if cron:
        schedules.ensure(session, key, kind, cron)
    else:
        schedules.remove(session, key)


def new_owner() -> str:
    """Unlike any worker before it, also one with the same process number after a restart."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def claim(sessions: Sessions, owner: str, lease_s: float, only: UUID | None = None) -> Job | None:
    with sessions.begin() as session:
        return queue.claim(session, owner, lease_s, only)


class Worker:
    """Does one job at a time; for more at once, run more processes."""

    def __init__(self, settings: Settings, kinds: str) -> None:
        self.settings = settings
        self.kinds = kinds
        self.sessions = connect(settings)
        self.listener = Listener(self.sessions.engine)
        self.owner = new_owner()
        self.stopping = self.scheduled = False
        self.failures = 0
        self.nursery: Nursery | None = None

    def stop(self, *_: object) -> None:
        self.stopping = True

    def serve(self, *, once: bool, drain: bool) -> None:
        with suppress(BrokenNurseryError):  # which is said, and tried again, at the first step
            self.make_ready()
        logs.say(LOG, "worker_started", owner=self.owner)
        while not self.stopping:
            worked = self.step()
            if (once and worked) or (drain and worked is False):
                break
            if not worked:
                self.rest()
        self.close_nursery()
        self.listener.close()
        self.sessions.engine.dispose()
        logs.say(LOG, "worker_stopped", owner=self.owner)

    def step(self) -> bool | None:
        """True after a job, False when none is due, None when database or nursery is away."""
        try:
            worked = self.work()
        except SQLAlchemyError as error:
            self.failures += 1
            say_away(error)
            return None
        except BrokenNurseryError as error:
            self.failures += 1
            self.close_nursery()
            logs.say(LOG, "nursery_broken", level=WARNING, code=error.args[0])
            return None
        self.failures = 0
        return worked

    def work(self) -> bool:
        if not self.scheduled:
            schedule(self.sessions, self.settings)
            self.scheduled = True
        schedules.tick(self.sessions)
        self.make_ready()
        if self.stopping:
            return False
        with self.sessions.read() as session:
            if queue.is_quiet(session):
                return False
        since = time.monotonic()
        job = claim(self.sessions, self.owner, self.settings.lease_s)
        if job is not None:
            self.supervise(job, since)
        return job is not None

    def rest(self) -> None:
        """Until the next poll or an announced job; longer and longer while the database is away."""
        backoff = min(2.0**self.failures, LONGEST_PAUSE_S)
        until = time.monotonic() + (backoff if self.failures else self.settings.poll_s)
        announced = False
        while not (self.stopping or announced) and (left := until - time.monotonic()) > 0:
            announced = self.listener.wait(min(left, BEAT_S))

    def supervise(self, job: Job, since: float) -> None:
        logs.say(LOG, "job_started", kind=job.kind, job_id=job.id, attempt=job.attempt)
        lease = Lease(self.sessions, job, self.settings.lease_s, since)
        try:
            ending, code = self.watch(job, lease, since + job.timeout_s)
        finally:
            lease.over.set()
        logs.say(
            LOG,
            "job",
            kind=job.kind,
            job_id=job.id,
            traceId=job.trace_id,
            attempt=job.attempt,
            outcome=self.settle(job, ending, code),
            duration_ms=int((time.monotonic() - since) * 1000),
        )

    def watch(self, job: Job, lease: Lease, deadline: float) -> tuple[Ending, int]:
        """Wait for the child to end by itself, or for a reason to kill it."""
        nursery = self.opened_nursery()
        nursery.attempt(job)
        code = ending = None
        while ending is None:
            code = nursery.code(BEAT_S)
            reasons: dict[Ending, bool] = {
                "handed_back": self.stopping,  # first: whoever stops us may have killed the child
                "ended": code is not None,
                "cancelled": lease.cancelled,
                "lost": lease.lost,
                "timed_out": time.monotonic() > deadline,
            }
            ending = next((ending for ending, holds in reasons.items() if holds), None)
        if code is None or not nursery.is_alive:
            self.close_nursery()
        return ending, KILLED if code is None else code

    def make_ready(self) -> None:
        """Before a job is claimed, so that others may have it while a nursery is being opened."""
        if not self.opened_nursery().is_alive:
            self.close_nursery()
        nursery = self.opened_nursery()
        if not nursery.ready:
            while not (self.stopping or nursery.is_ready(BEAT_S)):
                pass
            logs.say(LOG, "nursery_ready", owner=self.owner)

    def opened_nursery(self) -> Nursery:
        if self.nursery is None:
            self.nursery = Nursery(self.kinds, self.settings.database_url)
        return self.nursery

    def close_nursery(self) -> None:
        if self.nursery is not None:
            self.nursery.close()
            self.nursery = None

    def settle(self, job: Job, ending: Ending, code: int) -> str:
        """How it ended, written down; refused, and rightly so, where the child has done that."""
        try:
            with self.sessions.begin() as session:
                if not write_down(session, job, ending, code) and queue.is_done(session, job):
                    return "done"
        except SQLAlchemyError as error:
            say_away(error)
        return OUTCOME_OF.get(code, "died" if ending == "ended" else ending)


def write_down(session: Session, job: Job, ending: Ending, code: int) -> bool:
    match ending:
        case "handed_back":
            return queue.hand_back(session, job)
        case "cancelled":
            return queue.cancel(session, job)
        case "timed_out":
            reason = f"Arbetet tog längre tid än {job.timeout_s} sekunder."
            return queue.fail(session, job, reason)
        case "ended":
            return queue.fail(session, job, f"Arbetet dog utan att bli klart (kod {code}).")
    return False


def say_away(error: SQLAlchemyError) -> None:
    """The first line only: what comes after it may quote a row."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    first = str(cause).partition("\n")[0]
    logs.say(LOG, "database_away", level=WARNING, error=type(error).__name__, reason=first)

"""One attempt at one job, in a process that its parent may kill and that dies with its parent."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from logging import getLogger
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app import logs
from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.errors import DomainError
from app.jobs import queue
from app.models.jobs import Job
from app.settings import settings
from workers.kinds import Progress, Work

LOG = getLogger("samverkan.worker")
PR_SET_PDEATHSIG = 1
Outcome: TypeAlias = Literal["done", "failed", "refused"]
EXIT_CODE: dict[Outcome, int] = {"done": 0, "failed": 1, "refused": 3}


class RefusedError(Exception):
    """Somebody else has the job by now; nothing of this attempt may be stored."""


def main(kinds: str, job_id: str, owner: str, attempt: str) -> int:
    die_with_parent()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # systemd tells all; our parent decides
    logs.configure(settings().log_level)
    sessions = connect(settings())
    known: Mapping[str, Work] = import_module(kinds).KINDS
    with sessions.read() as session:
        job = queue.held(session, UUID(job_id), owner, int(attempt))
    outcome = "refused" if job is None else perform(sessions, job, known)
    sessions.engine.dispose()
    return EXIT_CODE[outcome]


def perform(sessions: Sessions, job: Job, kinds: Mapping[str, Work]) -> Outcome:
    try:
        _work(sessions, job, kinds)
    except RefusedError:
        return "refused"
    except DomainError as error:
        _give_up(sessions, job, error, error.detail)
        return "failed"
    except Exception as error:  # noqa: BLE001 - whatever a job does, it ends with a reason
        _give_up(sessions, job, error, f"Oväntat fel ({type(error).__name__}).")
        return "failed"
    return "done"


def _work(sessions: Sessions, job: Job, kinds: Mapping[str, Work]) -> None:
    ours = acting(sessions, author_of(job))
    store = kinds[job.kind](ours, job.payload, _progress_of(sessions, job))
    with ours.begin() as session:
        store(session)
        session.flush()
        if not queue.finish(session, job):
            raise RefusedError


def author_of(job: Job) -> Author:
    """The worker, on the trace of the request that ordered the job."""
    return Author("arbetaren", job.kind, trace_id=job.trace_id)


def _progress_of(sessions: Sessions, job: Job) -> Progress:
    def progress(percent: int, message: str) -> None:
        with suppress(SQLAlchemyError), sessions.begin() as session:
            if not queue.report_progress(session, job, percent, message):
                raise RefusedError

    return progress


def _give_up(sessions: Sessions, job: Job, error: Exception, reason: str) -> None:
    """A broken rule is broken the next time too; anything else may be luck."""
    place = logs.place_of(error)
    logs.say(LOG, "job_error", job_id=job.id, kind=job.kind, traceId=job.trace_id, **place)
    with suppress(SQLAlchemyError), sessions.begin() as session:  # else our parent says it
        queue.fail(session, job, reason, final=isinstance(error, DomainError))


def die_with_parent() -> None:
    """The kernel kills us where it can; elsewhere the end of the parent's pipe tells us.

    The pipe also covers a parent that died before we asked.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_die_at_end_of_pipe, daemon=True).start()


def _die_at_end_of_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

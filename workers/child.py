"""One attempt at one job, in a process that the worker may kill and that dies with the worker.

To start a Python that knows the register takes seconds of work. So one process starts once, and
for each job forks a child; it has no thread and no connection that a child could come to share.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from logging import getLogger
from typing import NoReturn
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
from workers.outcomes import EXIT_CODE, Outcome

LOG = getLogger("samverkan.worker")
PR_SET_PDEATHSIG = 1


class RefusedError(Exception):
    """Somebody else has the job by now; nothing of this attempt may be stored."""


def main(kinds: str) -> None:
    """Says 0 when ready; then reads which job to attempt and says the exit code of who did it."""
    die_with(signal.SIGKILL)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # systemd tells all; the worker decides
    logs.configure(settings().log_level)
    known: Mapping[str, Work] = import_module(kinds).KINDS
    answer(0)
    while claim := sys.stdin.readline().split():
        mother = os.getpid()
        process = os.fork()
        if process == 0:
            live(mother, known, *claim)
        _, status = os.waitpid(process, 0)
        answer(os.waitstatus_to_exitcode(status))


def answer(code: int) -> None:
    """To the worker, if there is one: it may have gone before the kernel lets us know."""
    with suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), f"{code}\n".encode())


def live(mother: int, known: Mapping[str, Work], *claim: str) -> NoReturn:
    """The life of a child, from the fork to the end of its process."""
    code = EXIT_CODE["failed"]
    try:
        answers = sys.stdout.fileno()
        os.dup(answers)  # held, and let go only by our end: so the worker knows when we are gone
        os.dup2(sys.stderr.fileno(), answers)  # but only the mother speaks there
        die_with_parents(mother)
        code = EXIT_CODE[attempted(known, *claim)]
    except BaseException as error:  # noqa: BLE001 - the worker says what becomes of the job
        logs.say(LOG, "child_error", job_id=claim[0], **logs.place_of(error))
    finally:
        os._exit(code)


def attempted(known: Mapping[str, Work], job_id: str, owner: str, attempt: str) -> Outcome:
    sessions = connect(settings())
    with sessions.read() as session:
        job = queue.held(session, UUID(job_id), owner, int(attempt))
    outcome = "refused" if job is None else perform(sessions, job, known)
    sessions.engine.dispose()
    return outcome


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


def die_with_parents(mother: int) -> None:
    """The kernel kills us where it can; elsewhere the end of the worker's pipe tells us.

    Nothing is written into the pipe before we have ended. It also covers parents that died before
    we asked.
    """
    die_with(signal.SIGKILL)
    threading.Thread(target=_die_at_end_of_pipe, daemon=True).start()
    if os.getppid() != mother:
        os._exit(1)


def die_with(number: signal.Signals) -> None:
    """What the kernel is to send us when our parent has died."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def _die_at_end_of_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])

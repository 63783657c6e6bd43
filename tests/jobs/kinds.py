"""Kinds of work for the tests: each does one thing that a worker must bear."""

import os
import signal
import sys
import time
from pathlib import Path

from sqlalchemy.orm import Session

from app.database import Sessions
from app.errors import RuleViolationError
from app.jobs import queue
from tests.jobs import ledger
from tests.jobs.processes import parent_of
from workers.kinds import Payload, Progress, Store, Work


def note(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    def store(session: Session) -> None:
        ledger.enter(session, payload["entry"])

    return store


def slow(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    """Says who does it, how far it has come, and stores at the end."""
    sign_on(payload)
    for tenth in range(10):
        progress(tenth * 10, f"steg {tenth}")
        time.sleep(payload["seconds"] / 10)
    return note(sessions, payload, progress)


def talks(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    sys.stdout.write("7\n")
    sys.stdout.flush()
    return note(sessions, payload, progress)


def hog(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    """One call into C that lets no other thread of its process run."""
    sign_on(payload)
    start = time.monotonic()
    sum(range(10**6))
    sum(range(int(10**6 * payload["seconds"] / (time.monotonic() - start))))
    return note(sessions, payload, progress)


def broken(_sessions: Sessions, _payload: Payload, _progress: Progress) -> Store:
    raise ZeroDivisionError("19121212-1212")


def forbidden(_sessions: Sessions, _payload: Payload, _progress: Progress) -> Store:
    raise RuleViolationError("Länet finns inte.")


def dies(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    sign_on(payload)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def kills_its_worker(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    sign_on(payload)
    os.kill(parent_of(os.getppid()), signal.SIGKILL)
    time.sleep(60)
    raise AssertionError


def stores_then_breaks(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    def store(session: Session) -> None:
        ledger.enter(session, payload["entry"])
        raise ZeroDivisionError

    return store


def starts_others(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    def store(session: Session) -> None:
        for entry in payload["entries"]:
            queue.enqueue(session, "note", {"entry": entry}, dedupe_key=entry)

    return store


def sign_on(payload: Payload) -> None:
    """In a file, which a rolled-back transaction cannot undo."""
    with (Path(payload["directory"]) / payload["entry"]).open("a") as starts:
        starts.write(f"{os.getpid()}\n")


KINDS: dict[str, Work] = {
    "note": note,
    "slow": slow,
    "talks": talks,
    "hog": hog,
    "broken": broken,
    "forbidden": forbidden,
    "dies": dies,
    "kills_its_worker": kills_its_worker,
    "stores_then_breaks": stores_then_breaks,
    "starts_others": starts_others,
}

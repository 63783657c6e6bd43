"""Kinds of work that write down outside the database who did what, and when."""

import time
from functools import partial

from sqlalchemy.orm import Session

from app.database import Sessions
from tests.chaos import diary
from tests.jobs import ledger
from workers.kinds import KINDS as REAL
from workers.kinds import Payload, Progress, Store, Work

RESULT = "x" * 200_000


def keep(_sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    """Takes its time, and stores what takes a while to store."""
    entry = payload["entry"]
    diary.note(entry, "started")
    until = time.monotonic() + payload["seconds"]
    while (left := until - time.monotonic()) > 0:
        progress(50, "halvvägs")
        time.sleep(min(left, 0.05))
        diary.note(entry, "at work")
    return partial(store, entry=entry)


def keep_a_date(_sessions: Sessions, payload: Payload, _progress: Progress) -> Store:
    """What a schedule asks for."""
    diary.note(payload["due"], "started")
    return partial(store, entry=payload["due"])


def watched(kind: str, entry: str) -> Work:
    """The real work, written down; its payload says under that name which one it is."""

    def work(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
        name = payload[entry]

        def noted_progress(percent: int, message: str) -> None:
            diary.note(name, "at work")
            progress(percent, message)

        diary.note(name, "started")
        store_result = REAL[kind](sessions, payload, noted_progress)

        def store_both(session: Session) -> None:
            store_result(session)
            store(session, name)

        return store_both

    return work


def store(session: Session, entry: str) -> None:
    ledger.enter(session, entry, RESULT)
    diary.note(entry, "computed")


KINDS: dict[str, Work] = {
    "annual_report": watched("annual_report", "annualReportId"),
    "annual_reports": watched("annual_reports", "due"),
    "keep": keep,
    "keep_a_date": keep_a_date,
}

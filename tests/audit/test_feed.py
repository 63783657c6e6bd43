"""Whoever reads what came after a number misses nothing, whatever was committed late."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.database import Sessions
from app.permissions import INTERNAL
from app.queries.fetching import asked
from app.queries.histories import changes_after
from tests.audit.stage import actor, opened, verdict

WRITERS, READERS, TURNS = 12, 4, 15
PAUSE = 0.01


@pytest.fixture
def own(database_url: str) -> Iterator[Sessions]:
    with opened(database_url, pool_size=20) as sessions:
        yield sessions


def read_on(sessions: Sessions, after: int, limit: int = 7) -> list[int]:
    with sessions.read() as session:
        question = changes_after(after, INTERNAL).limit(limit)
        return [row.seq for row in session.execute(question, asked(session, None))]


def follow(sessions: Sessions, over: Event) -> list[int]:
    """As a client does: asks now and then for what came after the last that it saw."""
    seen: list[int] = []
    while not over.wait(PAUSE):
        seen += read_on(sessions, seen[-1] if seen else 0)
    while late := read_on(sessions, seen[-1] if seen else 0):
        seen += late
    return seen


def write(sessions: Sessions, number: int) -> None:
    chance = random.Random(number)
    for turn in range(TURNS):
        with sessions.begin() as session:
            actor(session, f"Aktör {number}.{turn}")
            if sessions.engine.dialect.name == "postgresql":  # SQLite has one writer at a time
                time.sleep(chance.random() / 20)


def test_readers_see_every_entry_once_and_in_order(own: Sessions) -> None:
    over = Event()
    with ThreadPoolExecutor(READERS) as readers, ThreadPoolExecutor(WRITERS) as writers:
        following = [readers.submit(follow, own, over) for _ in range(READERS)]
        try:
            list(writers.map(lambda number: write(own, number), range(WRITERS)))
        finally:
            over.set()

    every = list(range(1, WRITERS * TURNS + 1))
    assert [one.result() == every for one in following] == [True] * READERS
    assert verdict(own).sound == len(every)


def test_what_was_begun_first_and_committed_last_comes_last(own: Sessions) -> None:
    if own.engine.dialect.name == "sqlite":
        pytest.skip("SQLite har en skrivare i taget")
    with own.begin() as slow:
        actor(slow, "Började först")
        with own.begin() as quick:
            late = actor(quick, "Blev klar först").id
        assert read_on(own, 0) == [1]

    assert read_on(own, 1) == [2]
    with own.read() as session:
        rows = session.execute(changes_after(0, INTERNAL), asked(session, None)).all()
    assert rows[0].record_id == late

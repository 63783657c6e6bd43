"""A worker that waits is woken by a job's commit, where the database can do it."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.database import Sessions, connect
from app.jobs import queue
from app.jobs.listening import Listener
from app.settings import Settings


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    sessions = connect(Settings(database_url=database_url, pool_size=5))
    yield sessions
    sessions.engine.dispose()


@pytest.fixture
def listener(sessions: Sessions) -> Iterator[Listener]:
    listener = Listener(sessions.engine)
    yield listener
    listener.close()


def is_told(sessions: Sessions) -> bool:
    return sessions.engine.dialect.name == "postgresql"


def test_a_committed_job_wakes_at_once(sessions: Sessions, listener: Listener) -> None:
    listener.wait(0)
    with sessions.begin() as session:
        queue.enqueue(session, "note", {})
        start = time.monotonic()
        assert not listener.wait(0.2)

    assert listener.wait(0.6) is is_told(sessions)
    assert (time.monotonic() - start < 0.7) is is_told(sessions)


def test_a_job_that_was_there_already_wakes_nobody(sessions: Sessions, listener: Listener) -> None:
    with sessions.begin() as session:
        queue.enqueue(session, "note", {}, dedupe_key="k")
    listener.wait(0)
    with sessions.begin() as session:
        queue.enqueue(session, "note", {}, dedupe_key="k")

    assert not listener.wait(0.2)


def test_a_cut_connection_is_waited_out_and_made_anew(
    sessions: Sessions, listener: Listener
) -> None:
    if not is_told(sessions):
        pytest.skip("SQLite has no connection to cut.")
    listener.wait(0)
    with sessions.begin() as session:
        others = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        session.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
    start = time.monotonic()

    assert not listener.wait(0.3)
    assert time.monotonic() - start >= 0.3

    listener.wait(0)
    with sessions.begin() as session:
        queue.enqueue(session, "note", {})
    assert listener.wait(5)

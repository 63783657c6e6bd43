"""On the event loop, work that waits for PostgreSQL lets all other work go on."""

import asyncio
import gc
import socket
import threading
import time
from collections.abc import Awaitable, Iterator
from typing import Any

import pytest
from sqlalchemy import Text, bindparam, select, text
from sqlalchemy.exc import DataError, OperationalError

from app import database
from app.database import Sessions, connect
from app.queries.written import WRITING, ask, made_once
from app.settings import Settings
from app.waiting import Connection, aside, on_loop
from tests.databases import asked_alone, end, fresh_postgres, lent

LONG_S = 0.5
STILL_S = 0.3  # at most between two steps of what else goes on


@pytest.fixture(autouse=True)
def no_garbage_searched_for() -> Iterator[None]:
    """That may hold everybody up for as long as is measured here."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def url(postgres_url: str) -> Iterator[str]:
    with fresh_postgres(postgres_url) as url:
        yield url


@pytest.fixture
def sessions(url: str) -> Iterator[Sessions]:
    sessions = connect(Settings(database_url=url, pool_size=2))
    yield sessions
    sessions.engine.dispose()


def slowly(sessions: Sessions) -> int:
    return asked_alone(sessions, f"SELECT pg_backend_pid() FROM pg_sleep({LONG_S})")


async def longest_still(work: Awaitable[Any]) -> tuple[Any, float]:
    """What came of the work, and how long the loop at most did nothing else meanwhile."""
    longest, before = 0.0, time.monotonic()
    task = asyncio.ensure_future(work)
    while not task.done():
        await asyncio.sleep(0.005)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    return task.exception() or task.result(), longest


def test_two_wait_at_once_in_one_thread(sessions: Sessions) -> None:
    threads = set()

    def one() -> int:
        threads.add(threading.get_ident())
        return slowly(sessions)

    async def both() -> tuple[list[int], float]:
        return await longest_still(asyncio.gather(on_loop(one), on_loop(one)))

    began = time.monotonic()
    found, still = asyncio.run(both())

    assert time.monotonic() - began < 2 * LONG_S
    assert len(set(found)) == 2
    assert threads == {threading.get_ident()}
    assert still < STILL_S


def test_what_the_session_asks_waits_so_too(sessions: Sessions) -> None:
    def work() -> int:
        with sessions.read() as session:
            return session.scalar(text(f"SELECT 1 FROM pg_sleep({LONG_S})")) or 0

    assert asked_alone(sessions)
    found, still = asyncio.run(longest_still(on_loop(work)))

    assert found == 1
    assert still < STILL_S


def test_to_open_a_connection_holds_nobody_up() -> None:
    """As to a server that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        nobody = f"postgresql+psycopg://nobody@127.0.0.1:{port}/none?connect_timeout=2"
        sessions = connect(Settings(database_url=nobody))
        error, still = asyncio.run(longest_still(on_loop(asked_alone, sessions)))

    assert isinstance(error, OperationalError)
    assert still < STILL_S


def test_to_open_one_in_place_of_another_holds_nobody_up(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool finds out that one has gone when it hands it over."""
    before = asked_alone(sessions)
    end(sessions.engine, before)
    monkeypatch.setattr(database, "RESTED_S", -1)

    open_one = Connection.connect

    def take_long(*to: Any, **said: Any) -> Connection:
        time.sleep(LONG_S)
        return open_one(*to, **said)

    monkeypatch.setattr(Connection, "connect", take_long)
    found, still = asyncio.run(longest_still(on_loop(asked_alone, sessions)))

    assert found not in {0, before}
    assert still < STILL_S


def test_to_wait_for_one_of_others_holds_nobody_up(sessions: Sessions) -> None:
    async def work() -> tuple[Any, float]:
        held = [sessions.engine.raw_connection() for _ in range(2)]
        waiting = asyncio.ensure_future(longest_still(on_loop(asked_alone, sessions)))
        await asyncio.sleep(LONG_S)
        for one in held:
            one.close()
        return await waiting

    found, still = asyncio.run(work())

    assert found > 0
    assert still < STILL_S


def test_another_takes_the_place_of_one_that_has_gone(sessions: Sessions) -> None:
    async def work() -> tuple[int, int]:
        first = await on_loop(asked_alone, sessions)
        await asyncio.to_thread(end, sessions.engine, first)
        return first, await on_loop(asked_alone, sessions)

    first, second = asyncio.run(work())

    assert second not in {0, first}


def test_the_answer_to_what_was_broken_off_is_nobody_elses(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> tuple[int, int]:
        before = await on_loop(asked_alone, sessions)
        broken = asyncio.ensure_future(
            on_loop(asked_alone, sessions, f"SELECT 7 FROM pg_sleep({LONG_S})")
        )
        await asyncio.sleep(LONG_S / 3)
        broken.cancel()
        with pytest.raises(asyncio.CancelledError):
            await broken
        return before, await on_loop(asked_alone, sessions)

    before, after = asyncio.run(work())

    assert after not in {7, before}
    assert lent(sessions) == 0
    assert not caplog.records


def test_what_is_broken_off_while_it_waits_takes_no_connection(sessions: Sessions) -> None:
    async def work() -> None:
        held = [sessions.engine.raw_connection() for _ in range(2)]
        broken = asyncio.ensure_future(on_loop(asked_alone, sessions))
        await asyncio.sleep(LONG_S / 3)
        broken.cancel()
        with pytest.raises(asyncio.CancelledError):
            await broken
        for one in held:
            one.close()
        await asyncio.sleep(LONG_S / 3)  # in which the thread gets the one that nobody waits for

    asyncio.run(work())
    gc.collect()

    assert lent(sessions) == 0


def test_an_error_is_that_of_the_work(sessions: Sessions) -> None:
    with pytest.raises(DataError):
        asyncio.run(on_loop(asked_alone, sessions, "SELECT 1 / 0"))
    assert asyncio.run(on_loop(asked_alone, sessions))


def test_a_question_is_written_aside(sessions: Sessions) -> None:
    """It takes up to a second, and another may be written just then."""

    def made() -> Any:
        time.sleep(LONG_S)
        return select(bindparam("key", type_=Text).label("key"))

    def work() -> Any:
        with sessions.look() as session:
            return ask(session, {"key": "one"}, made)

    WRITING.acquire()
    threading.Timer(LONG_S, WRITING.release).start()
    found, still = asyncio.run(longest_still(on_loop(work)))

    assert [tuple(one) for one in found] == [("one",)]
    assert still < STILL_S


def test_a_question_is_made_aside() -> None:
    @made_once
    def made(number: int) -> int:
        time.sleep(LONG_S)
        return number

    found, still = asyncio.run(longest_still(on_loop(made, 7)))

    assert found == 7
    assert still < STILL_S


def test_work_that_has_a_thread_does_all_in_it() -> None:
    assert aside(threading.get_ident) == threading.get_ident()

"""What callers ask for is counted by all processes together, and no request waits for that."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.database import connect, sessions_on
from app.http import counting
from app.main import create_app
from app.models import MinuteCount
from app.services import minute_counts
from app.settings import Settings
from tests.callers import Trusting
from tests.databases import engine_at, migrated
from tests.make import API

COUNTED = f"{API}/finns-inte"
MOST = 30
PATIENCE_S = 10


@pytest.fixture(autouse=True)
def one_minute_of_many_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.http.throttle.time", lambda: 1_800_000_015.0)
    monkeypatch.setattr(minute_counts, "time", lambda: 1_800_000_015.0)
    monkeypatch.setattr(counting, "EVERY_S", 0.05)


@pytest.fixture
def processes(database_url: str) -> Iterator[list[TestClient]]:
    """Two that know of each other only by the database."""
    with ExitStack() as stack:
        yield [stack.enter_context(process(stack, database_url)) for _ in range(2)]


def process(stack: ExitStack, database_url: str, most: int = MOST) -> TestClient:
    settings = Settings(database_url=database_url, requests_per_minute=most)
    sessions = connect(settings)
    stack.callback(sessions.engine.dispose)
    return TestClient(create_app(sessions, settings, identity=Trusting()), "http://localhost")


def ask(process: TestClient, times: int = 1) -> list[int]:
    return [process.get(COUNTED).status_code for _ in range(times)]


def slowly(process: TestClient, times: int) -> Iterator[int]:
    for _ in range(times):
        time.sleep(0.1)
        yield from ask(process)


def told(database_url: str) -> list[tuple[str, int]]:
    engine = engine_at(database_url)
    with sessions_on(engine).read() as session:
        rows = session.execute(select(MinuteCount.asker, MinuteCount.count)).all()
    engine.dispose()
    return [(asker, count) for asker, count in rows]


def await_that(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "in vain"
        time.sleep(0.05)


def test_what_one_process_counts_the_other_holds_against_the_caller(
    processes: list[TestClient], database_url: str
) -> None:
    first, second = processes
    assert ask(first, MOST) == [404] * MOST
    await_that(lambda: sum(count for _, count in told(database_url)) == MOST)

    assert ask(second) == [404]
    await_that(lambda: sum(count for _, count in told(database_url)) == MOST + 1)

    assert 429 in [*slowly(second, MOST // 3)]
    assert ask(first) == [429]


def test_requests_are_told_once_however_many_processes_tell_them(
    processes: list[TestClient], database_url: str
) -> None:
    for turn in range(10):
        ask(processes[turn % 2])
        time.sleep(0.03)

    await_that(lambda: sum(count for _, count in told(database_url)) >= 10)
    time.sleep(0.2)
    assert [count for _, count in told(database_url)] == [10]


def test_no_address_can_be_read_from_what_is_told(
    processes: list[TestClient], database_url: str
) -> None:
    ask(processes[0])
    await_that(lambda: bool(told(database_url)))

    ((asker, _),) = told(database_url)
    assert "testclient" not in asker
    settings = Settings(database_url="sqlite:///other.db")
    window = 1_800_000_015 // 60
    assert asker != counting.Counts(settings).asker(window, "testclient")
    own = counting.Counts(Settings(database_url=database_url))
    assert [own.asker(at, "testclient") == asker for at in (window, window + 1)] == [True, False]


def test_of_who_asks_little_nothing_is_told(database_url: str) -> None:
    with ExitStack() as stack:
        client = stack.enter_context(process(stack, database_url, most=1_000))
        ask(client, 9)
        time.sleep(0.3)
        before = told(database_url)
        ask(client)
        await_that(lambda: [count for _, count in told(database_url)] == [10])

    assert before == []


def test_without_a_database_each_counts_alone_and_tells_later(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'later' / 'register.db'}"
    with ExitStack() as stack:
        client = stack.enter_context(process(stack, url, most=3))
        assert ask(client, 2) == [404, 404]
        time.sleep(0.2)
        assert ask(client, 2) == [404, 429]

        (tmp_path / "later").mkdir()
        engine = engine_at(url)
        migrated(engine)
        engine.dispose()
        await_that(lambda: [count for _, count in told(url)] == [4])


def test_a_full_pool_holds_nobody_up_and_what_is_counted_meanwhile_is_told(
    database_url: str,
) -> None:
    settings = Settings(database_url=database_url, requests_per_minute=MOST, pool_size=1)
    sessions = connect(settings)
    app = create_app(sessions, settings, identity=Trusting())
    with TestClient(app, "http://localhost") as client:
        with sessions.look() as session:
            session.scalar(select(func.count(MinuteCount.asker)))
            ask(client)
            time.sleep(0.2)
            began = time.monotonic()
            assert ask(client, 3) == [404] * 3
            took = time.monotonic() - began

        await_that(lambda: [count for _, count in told(database_url)] == [4])
    sessions.engine.dispose()

    assert took < 1

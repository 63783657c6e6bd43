"""Too much at once: whoever cannot be answered is soon told so, nobody hangs, and it passes."""

import asyncio
import resource
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

import httpx2 as httpx
import pytest
from sqlalchemy import Connection, text

from tests.databases import engine_at, fresh_postgres
from tests.make import API
from tests.server import Register, asking, served

FORUMS = f"GET {API}/forums HTTP/1.1"
ALIVE = "GET /health/live HTTP/1.1"
TOLD_WITHIN_S = 3
MARGIN_S = 1  # of a machine that has all of the requests to send as well
ALIVE_WITHIN_S = 0.2
NO_HANG_S = 60
FILES = 4_096
AT_ONCE_S = 5


@dataclass(frozen=True)
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes
    took_s: float

    @property
    def is_in_order(self) -> bool:
        """Given, or refused as it should be."""
        return self.status == 200 or (self.status == 503 and self.headers["retry-after"] == "5")


@pytest.fixture(scope="module", autouse=True)
def room_for_connections() -> Iterator[None]:
    """Also in the processes that are started: they inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, FILES), hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def own_url(postgres_url: str) -> Iterator[str]:
    with fresh_postgres(postgres_url) as url:
        yield url


@pytest.fixture(scope="module")
def register(own_url: str, room_for_connections: None) -> Iterator[Register]:
    with served(own_url) as register:
        yield register


@contextmanager
def locked(url: str) -> Iterator[Connection]:
    """Whoever reads forums waits, and keeps its connection meanwhile, until this is rolled back."""
    engine = engine_at(url)
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE forums IN ACCESS EXCLUSIVE MODE"))
        yield connection
    engine.dispose()


async def asked(port: int, request: bytes, times: int = 1) -> list[Answer]:
    """On one connection, as long as that is kept open."""
    answers: list[Answer] = []
    async with dialled(port) as (reader, writer):
        while len(answers) < times:
            began = time.monotonic()
            writer.write(request)
            answers.append(await read(reader, began))
            if answers[-1].headers.get("connection") == "close":
                break
    return answers


@asynccontextmanager
async def dialled(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def read(reader: asyncio.StreamReader, began: float) -> Answer:
    start, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = httpx.Headers([(name, value) for name, _, value in pairs])
    body = await reader.readexactly(int(headers["content-length"]))
    return Answer(int(start.split()[1]), headers, body, time.monotonic() - began)


async def alive_after(port: int) -> float:
    """Seconds until the process said that it lives: half of them were fewer."""
    answers = [(await asked(port, asking(ALIVE, "Host: localhost")))[0] for _ in range(15)]
    assert {one.status for one in answers} == {200}
    return statistics.median(one.took_s for one in answers)


async def crowd(port: int, request: bytes, connections: int) -> Sequence[list[Answer]]:
    async with asyncio.timeout(NO_HANG_S):
        return await asyncio.gather(*(asked(port, request, 2) for _ in range(connections)))


@pytest.mark.parametrize("pool_size, let_in", [(3, 1), (40, 36)])
def test_while_the_database_is_held_up_the_rest_are_told_so_within_three_seconds(
    own_url: str, pool_size: int, let_in: int
) -> None:
    """Whether they lack a connection or, with connections in plenty, a thread."""
    askers = 3 * let_in + 100
    with served(own_url, pool_size=str(pool_size)) as register, ExitStack() as locking:
        request = asking(FORUMS, "Host: localhost", register.signed_in)
        asyncio.run(crowd(register.port, request, let_in))  # now the connections are there
        lock = locking.enter_context(locked(own_url))

        async def held_up() -> tuple[list[Answer], list[Answer], list[float]]:
            everybody = [asyncio.create_task(asked(register.port, request)) for _ in range(askers)]
            await asyncio.sleep(0.5)
            alive = [await alive_after(register.port)]
            told, waiting = await asyncio.wait(everybody, timeout=TOLD_WITHIN_S + MARGIN_S)
            alive.append(await alive_after(register.port))
            lock.rollback()
            async with asyncio.timeout(NO_HANG_S):
                late = [(await one)[0] for one in waiting]
            return [one.result()[0] for one in told], late, alive

        told, late, alive = asyncio.run(held_up())
        after = register.get("/forums")

    assert [one.status for one in told] == [503] * (askers - let_in)
    assert max(one.took_s for one in told) < TOLD_WITHIN_S + MARGIN_S
    assert {one.headers["retry-after"] for one in told} == {"5"}
    assert {one.headers["content-type"] for one in told} == {"application/problem+json"}
    assert {b"F\xc3\xb6rs\xc3\xb6k igen om en stund." in one.body for one in told} == {True}
    assert [one.status for one in late] == [200] * let_in
    assert max(alive) < ALIVE_WITHIN_S
    assert after.status_code == 200


def test_what_is_asked_by_those_who_hang_up_counts_until_it_is_done(own_url: str) -> None:
    most = 3
    with served(own_url, most_connections=str(most)) as register, ExitStack() as locking:
        request = asking(FORUMS, "Host: localhost", register.signed_in)
        asyncio.run(asked(register.port, request))
        lock = locking.enter_context(locked(own_url))

        async def hung_up() -> list[Answer]:
            for _ in range(most):
                async with dialled(register.port) as (_, writer):
                    writer.write(request)
                    await writer.drain()
                    await asyncio.sleep(0.2)
            return await asyncio.wait_for(asked(register.port, request), TOLD_WITHIN_S)

        (answer,) = asyncio.run(hung_up())
        lock.rollback()

    assert answer.status == 503
    assert answer.took_s < MARGIN_S


@pytest.mark.parametrize("connections", [64, 256, 1_000])
def test_so_many_at_once_are_all_answered(register: Register, connections: int) -> None:
    request = asking(FORUMS, "Host: localhost", register.signed_in)

    answers = asyncio.run(crowd(register.port, request, connections))
    began = time.monotonic()
    after = register.get("/forums")
    took = time.monotonic() - began

    given = [one for each in answers for one in each]
    assert len(answers) == connections
    assert all(one.is_in_order for one in given)
    assert 200 in {one.status for one in given}
    assert after.status_code == 200
    assert took < AT_ONCE_S

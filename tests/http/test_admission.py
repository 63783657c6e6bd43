"""A request has its place until its answer begins, and gives it back however it ends."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from starlette.types import Message

from app.http import admission
from app.http.admission import Admission
from app.settings import Settings
from tests.make import API

Work: TypeAlias = Callable[[Callable[[Message], Awaitable[None]]], Awaitable[None]]


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "PATIENCE_S", 0.1)


def one_at_a_time(work: Work) -> Admission:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await work(send)

    settings = Settings(pool_size=1)
    return Admission(app, SimpleNamespace(state=SimpleNamespace(root=API, settings=settings)))


async def ask(admission: Admission, path: str = f"{API}/forums") -> list[Message]:
    sent: list[Message] = []
    app = SimpleNamespace(state=SimpleNamespace(root=API))
    scope: Any = {"type": "http", "method": "GET", "path": path, "headers": [], "app": app}

    async def receive() -> Message:
        raise AssertionError("read")

    async def send(message: Message) -> None:
        sent.append(message)

    await admission(scope, receive, send)
    return sent


async def begin(send: Callable[[Message], Awaitable[None]]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def test_who_finds_no_place_in_time_is_asked_to_come_back() -> None:
    async def at_once() -> list[list[Message]]:
        async def work(send: Any) -> None:
            await asyncio.sleep(0.5)
            await begin(send)

        place = one_at_a_time(work)
        asking = [ask(place), ask(place), ask(place, "/oauth2/token")]
        health = [ask(place, "/health/live"), ask(place, "/health/ready")]
        return await asyncio.gather(*asking, *health)

    answers = asyncio.run(at_once())

    assert [one[0]["status"] for one in answers] == [200, 503, 503, 200, 200]
    problem, plain = (dict(one[0]["headers"]) for one in answers[1:3])
    assert problem[b"content-type"] == b"application/problem+json"
    assert plain[b"content-type"] == b"text/plain; charset=utf-8"
    assert problem[b"retry-after"] == plain[b"retry-after"] == b"5"


def test_who_reads_its_answer_slowly_keeps_nobody_out() -> None:
    async def at_once() -> list[list[Message]]:
        async def work(send: Any) -> None:
            await begin(send)
            await asyncio.sleep(0.5)

        place = one_at_a_time(work)
        return await asyncio.gather(*(ask(place) for _ in range(3)))

    assert [one[0]["status"] for one in asyncio.run(at_once())] == [200] * 3


def test_a_request_that_ends_in_a_fault_gives_its_place_back() -> None:
    async def one_by_one() -> Message:
        faults = [RuntimeError()]

        async def work(send: Any) -> None:
            while faults:
                raise faults.pop()
            await begin(send)

        place = one_at_a_time(work)
        with pytest.raises(RuntimeError):
            await ask(place)
        return (await ask(place))[0]

    assert asyncio.run(one_by_one())["status"] == 200

"""One caller cannot take everything; and how near the limit it is, every answer says."""

import asyncio
import re
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from app.http.counting import MOST_CALLERS, Counts
from app.http.throttle import Throttle
from app.settings import Settings
from tests.make import API

COUNTED = f"{API}/forums"


@pytest.fixture(autouse=True)
def a_clock_that_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.http.throttle.time", lambda: 75.0)


def contract(most: int, **others: Any) -> Any:
    settings = Settings(requests_per_minute=most, **others)
    state = SimpleNamespace(root=API, settings=settings, counts=Counts(settings))
    return SimpleNamespace(state=state)


def serving(most: int, **others: Any) -> TestClient:
    """A host of next to nothing, behind the throttle."""
    paths = (COUNTED, "/health/live", "/")
    routes = [Route(path, lambda _: PlainTextResponse("")) for path in paths]
    guarded = Middleware(Throttle, contract=contract(most, **others))
    host = Starlette(routes=routes, middleware=[guarded])
    host.state.root = API
    return TestClient(host, base_url="http://localhost", client=("127.0.0.1", 50_000))


def counting(most: int) -> Throttle:
    return Throttle(cast(Any, None), contract(most))


def left(headers: Any) -> int:
    said = re.fullmatch(r'"default";r=(\d+);t=(\d+)', headers["ratelimit"])
    assert said
    assert 1 <= int(said[2]) <= 60
    return int(said[1])


def test_every_answer_of_the_contract_says_what_is_left(client: TestClient) -> None:
    missing = [client.get(f"{API}/finns-inte"), client.post(COUNTED), client.head(API)]

    first, second, third = (left(one.headers) for one in missing)
    assert (second, third) == (first - 1, first - 2)
    assert {one.headers["ratelimit-policy"] for one in missing} == {'"default";q=300000;w=60'}


def test_who_asks_too_much_is_told_when_to_come_back() -> None:
    client = serving(2)

    answers = [client.get(COUNTED) for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert [left(one.headers) for one in answers] == [1, 0, 0, 0]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"].endswith("Försök igen om en stund.")
    assert refused.headers["retry-after"] == "45"
    assert refused.headers["ratelimit"] == '"default";r=0;t=45'
    assert refused.headers["ratelimit-policy"] == '"default";q=2;w=60'


def test_it_is_refused_before_the_body_is_read() -> None:
    sent: list[Message] = []
    throttle = counting(1)
    throttle.counted("192.0.2.1", 75)
    scope: Any = {"type": "http", "method": "POST", "path": COUNTED, "headers": []}
    scope |= {"client": ("192.0.2.1", 50_000), "app": contract(1)}

    async def receive() -> Message:
        raise AssertionError("read")

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(throttle(scope, receive, send))

    assert sent[0]["status"] == 429


def test_health_and_pages_are_not_counted() -> None:
    client = serving(1)

    answers = [client.get(path) for path in ("/health/live", "/", "/health/live")]

    assert {one.status_code for one in answers} == {200}
    assert not any("ratelimit" in one.headers for one in answers)


def test_no_limit_is_no_header() -> None:
    client = serving(0)

    answers = [client.get(COUNTED) for _ in range(3)]

    assert {one.status_code for one in answers} == {200}
    assert not any({"ratelimit", "ratelimit-policy"} & set(one.headers) for one in answers)


def test_callers_behind_a_trusted_proxy_are_counted_each_for_itself() -> None:
    client = serving(1, trusted_proxies=(ip_network("127.0.0.1"),))

    statuses = [
        client.get(COUNTED, headers={"Forwarded": f"for={caller}"}).status_code
        for caller in ("192.0.2.1", "192.0.2.2", "192.0.2.1")
    ]

    assert statuses == [200, 200, 429]


def test_a_new_minute_begins_anew() -> None:
    throttle = counting(2)

    counted = [throttle.counted("a", now) for now in (60.0, 61.5, 119.9, 120.0, 121.0)]

    assert counted == [(1, 60), (0, 59), (-1, 1), (1, 60), (0, 59)]


def test_one_caller_does_not_use_up_what_another_has() -> None:
    throttle = counting(5)
    throttle.counted("a", 0)

    assert throttle.counted("b", 0) == (4, 60)


def test_callers_beyond_number_share_one_count() -> None:
    throttle = counting(5)
    for caller in range(MOST_CALLERS):
        throttle.counted(str(caller), 0)

    late = [throttle.counted(f"late {number}", 0)[0] for number in range(3)]

    assert late == [4, 3, 2]
    assert throttle.counted("0", 0)[0] == 3
    assert len(throttle.counts.counts) == MOST_CALLERS + 1

"""One line per request, which says nothing of what was sent, and the trace that runs through it."""

import asyncio
import json
import logging
import re
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.database import Sessions
from app.http.logs import RequestLog
from app.logs import JsonLines
from tests.conftest import use
from tests.make import API

TRACE = "0af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
SENT = f"00-{TRACE}-{SPAN}-01"


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    form = JsonLines()
    return [json.loads(form.format(one)) for one in caplog.records if one.name == "samverkan.http"]


def test_a_request_leaves_one_line_with_its_trace_id(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.post(
            f"{API}/forums?hemlig=1",
            json={"name": "Hemligt namn"},
            headers={"traceparent": SENT},
        )

    (line,) = lines_of(caplog)
    assert (line["method"], line["status"], line["traceId"]) == ("POST", 400, TRACE)
    assert "emlig" not in json.dumps(line)


def spans(traceparent: str) -> tuple[str, str, str]:
    """Trace, span and flags of a header that is well-formed."""
    parts = re.fullmatch(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})", traceparent)
    assert parts, traceparent
    return parts[1], parts[2], parts[3]


def test_the_answer_carries_the_callers_trace_and_a_span_of_our_own(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.get(f"{API}/forums", headers={"traceparent": SENT})

    trace, span, flags = spans(answer.headers["traceparent"])
    assert (trace, flags) == (TRACE, "01")
    assert span != SPAN
    assert lines_of(caplog)[0]["spanId"] == span


def test_each_request_is_a_span_of_its_own(client: TestClient) -> None:
    sent = [client.get("/", headers={"traceparent": SENT}) for _ in range(2)]

    first, second = (spans(one.headers["traceparent"])[1] for one in sent)
    assert first != second


@pytest.mark.parametrize(("sent", "passed_on"), [("00", "00"), ("01", "01"), ("ff", "01")])
def test_only_the_flag_that_is_defined_is_passed_on(
    client: TestClient, sent: str, passed_on: str
) -> None:
    answer = client.get("/", headers={"traceparent": f"00-{TRACE}-{SPAN}-{sent}"})

    assert spans(answer.headers["traceparent"])[2] == passed_on


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "junk",
        TRACE,
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE[:-1]}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-1",
        f"00-{TRACE}-{SPAN}-01-02",
        f"01-{TRACE}-{SPAN}-01",
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01,00-{TRACE}-{SPAN}-01",
    ],
)
def test_a_trace_that_is_not_well_formed_gives_way_to_a_new_one(
    client: TestClient, sent: str
) -> None:
    answer = client.get("/", headers={"traceparent": sent})

    trace, _, _ = spans(answer.headers["traceparent"])
    assert trace not in {TRACE, "0" * 32}


def test_two_traces_in_one_request_are_none(client: TestClient) -> None:
    twice = [("traceparent", SENT), ("traceparent", SENT)]

    assert spans(client.get("/", headers=twice).headers["traceparent"])[0] != TRACE


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/docs", 200),
        ("GET", "/health/live", 200),
        ("GET", "/finns/inte", 404),
        ("GET", f"{API}/forums", 200),
        ("HEAD", f"{API}/forums", 200),
        ("GET", f"{API}/finns-inte", 404),
        ("DELETE", f"{API}/forums", 405),
        ("OPTIONS", f"{API}/forums", 204),
        ("POST", f"{API}/forums", 415),
    ],
)
def test_every_answer_carries_a_trace(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path, headers={"traceparent": SENT})

    assert (answer.status_code, spans(answer.headers["traceparent"])[0]) == (status, TRACE)


@pytest.mark.parametrize("path", [f"{API}/forums", "/health/ready"])
def test_an_unforeseen_error_carries_its_trace_too(
    client: TestClient, sessions: Sessions, path: str
) -> None:
    use(client, Sessions(sessions.engine, fail, fail, fail))

    answer = client.get(path, headers={"traceparent": SENT})

    assert (answer.status_code, spans(answer.headers["traceparent"])[0]) == (500, TRACE)


def test_an_answer_that_has_begun_is_not_followed_by_another() -> None:
    sent: list[Message] = []

    async def breaks_off(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})
        fail()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "headers": []}
    with pytest.raises(ValueError, match="synas"):
        asyncio.run(RequestLog(breaks_off)(scope, nothing_received, send))

    assert [one["status"] for one in sent] == [200]


async def nothing_received() -> Message:
    return {"type": "http.disconnect"}


def fail() -> Any:
    raise ValueError("det här ska inte synas")


def test_the_line_names_the_route_not_the_record(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    key = "01a20534-fae1-7033-95f6-d9199c2d8185"

    with caplog.at_level(logging.INFO):
        client.get(f"{API}/forums/{key}")

    (line,) = lines_of(caplog)
    assert line["route"] == "/forums/{forumId}"
    assert key not in json.dumps(line)


def test_an_unforeseen_error_is_masked_and_its_place_logged(
    client: TestClient, sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    use(client, Sessions(sessions.engine, fail, fail, fail))
    with caplog.at_level(logging.INFO):
        answer = client.get(f"{API}/forums", headers={"traceparent": SENT})

    assert answer.status_code == 500
    assert answer.json()["detail"] == "Ett oväntat fel inträffade. Felet är loggat."
    assert "ska inte synas" not in answer.text
    error = next(line for line in lines_of(caplog) if line.get("error") == "ValueError")
    assert "ska inte synas" not in json.dumps(error, ensure_ascii=False)
    assert error["traceId"] == TRACE


def test_what_is_logged_cannot_begin_a_line_of_its_own() -> None:
    forged = 'sent\r\n{"event": "token issued"}\x1b[2J'
    record = logging.makeLogRecord({"msg": forged, "facts": {"client": forged}})

    line = JsonLines().format(record)

    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    said = json.loads(line)
    assert (said["event"], said["client"]) == (forged, forged)
    assert said["at"].endswith("Z")

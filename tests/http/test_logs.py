"""One line per request, which says nothing of what was sent."""

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import Sessions
from app.logs import JsonLines
from tests.conftest import use
from tests.make import API

TRACE = "0af7651916cd43dd8448eb211c80319c"


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
            headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"},
        )

    (line,) = lines_of(caplog)
    assert (line["method"], line["status"], line["traceId"]) == ("POST", 400, TRACE)
    assert "emlig" not in json.dumps(line)


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
    def fail() -> Any:
        raise ValueError("det här ska inte synas")

    use(client, Sessions(sessions.engine, fail, fail))
    with caplog.at_level(logging.INFO):
        answer = client.get(f"{API}/forums")

    assert answer.status_code == 500
    assert answer.json()["detail"] == "Ett oväntat fel inträffade. Felet är loggat."
    assert "ska inte synas" not in answer.text
    error = next(line for line in lines_of(caplog) if line.get("error") == "ValueError")
    assert "ska inte synas" not in json.dumps(error, ensure_ascii=False)

"""What every answer carries, so that nobody's browser makes anything else of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from starlette.testclient import TestClient

from app.database import Sessions
from app.http.pages import headers as headers_of_pages
from app.main import create_app
from app.serving import refusal, serve
from app.settings import Settings
from tests.callers import Trusting
from tests.conftest import use
from tests.make import API

NO_DATABASE = cast(Sessions, None)
YEAR_S = 365 * 24 * 3600
OF_ANSWERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def over_http() -> Iterator[TestClient]:
    app = create_app(NO_DATABASE, Settings(public_url="http://register.test"), identity=Trusting())
    with TestClient(app, base_url="http://register.test") as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{API}/forums", 200),
        ("HEAD", f"{API}/forums", 200),
        ("GET", f"{API}/finns-inte", 404),
        ("DELETE", f"{API}/forums", 405),
        ("OPTIONS", f"{API}/forums", 204),
        ("POST", f"{API}/forums", 415),
        ("GET", f"{API}/forums?limit=0", 400),
        ("GET", "/health/live", 200),
        ("GET", "/health/ready", 200),
        ("GET", "/finns/inte", 404),
    ],
)
def test_an_answer_is_no_page_and_is_kept_by_nobody(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert {name: answer.headers[name] for name in OF_ANSWERS} == OF_ANSWERS


@pytest.mark.parametrize("path", [f"{API}/forums", "/health/ready"])
def test_an_unforeseen_error_is_no_page_either(
    client: TestClient, sessions: Sessions, path: str
) -> None:
    def fail() -> Any:
        raise ValueError

    use(client, Sessions(sessions.engine, fail, fail, fail))

    answer = client.get(path)

    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in OF_ANSWERS} == OF_ANSWERS


@pytest.mark.parametrize("path", ["/", "/docs", "/docs/start.js"])
def test_a_page_says_what_it_needs_in_its_own_way_and_only_once(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)

    for name, text in headers_of_pages(Settings()).items():
        assert answer.headers.get_list(name) == [text]
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/health/live", f"{API}/finns-inte"])
def test_browsers_are_told_to_come_encrypted_for_a_year_at_least(
    client: TestClient, over_http: TestClient, path: str
) -> None:
    told = client.get(path).headers["strict-transport-security"]

    age = re.fullmatch(r"max-age=(\d+); includeSubDomains", told)
    assert age
    assert int(age[1]) >= YEAR_S
    assert "strict-transport-security" not in over_http.get(path).headers


@pytest.mark.parametrize(("path", "status"), [("/", 200), (f"{API}/forums/", 404)])
def test_nobody_is_sent_on_to_another_address(
    over_http: TestClient, path: str, status: int
) -> None:
    """What was sent in the clear by mistake shall not seem to have worked."""
    answer = over_http.get(path, follow_redirects=False)

    assert (answer.status_code, answer.headers.get("location")) == (status, None)


@pytest.mark.parametrize("status", [400, 408, 414, 431, 501, 503])
def test_what_the_server_refuses_by_itself_says_the_same(status: int) -> None:
    answer = refusal(status)

    assert {name: answer.headers[name] for name in OF_ANSWERS} == OF_ANSWERS
    assert answer.headers["traceparent"].startswith("00-")


def test_the_server_neither_names_itself_nor_believes_x_forwarded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda _app, **given: run.update(given))

    serve(Settings(database_url=f"sqlite:///{tmp_path / 'register.db'}"), "127.0.0.1", 8000)

    assert (run["server_header"], run["proxy_headers"]) == (False, False)

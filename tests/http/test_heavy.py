"""What costs much is limited for each client, whichever process answers."""

import re

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Sessions
from app.http.heavy import HEAVY
from app.main import create_app
from app.models.principals import Role
from app.permissions import POLICIES
from app.services import minute_counts
from app.settings import Settings
from tests import make
from tests.callers import As, Known
from tests.make import API

STATISTICS = f"{API}/statistics/agreements"
MOST = 3


@pytest.fixture(autouse=True)
def a_clock_that_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minute_counts, "time", lambda: 1_800_000_015.0)


def process(sessions: Sessions) -> TestClient:
    settings = Settings(heavy_requests_per_minute=MOST)
    return TestClient(create_app(sessions, settings, identity=Known()), base_url="http://localhost")


def test_what_is_heavy_are_operations() -> None:
    assert set(POLICIES) >= HEAVY


def test_two_processes_count_together(sessions: Sessions, session: Session) -> None:
    principal = make.principal(session, None, Role.READER)
    first, second = (As(process(sessions), principal) for _ in range(2))

    answers = [one.get(STATISTICS) for one in (first, second, first, second)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    left = [re.findall(r'"heavy";r=(\d)', one.headers["ratelimit"]) for one in answers]
    assert left == [["2"], ["1"], ["0"], ["0"]]
    assert answers[-1].headers["retry-after"] == "45"
    assert '"default"' in answers[-1].headers["ratelimit"]
    assert answers[-1].headers["ratelimit-policy"].endswith('"heavy";q=3;w=60')


def test_one_client_does_not_take_from_another(sessions: Sessions, session: Session) -> None:
    served = process(sessions)
    greedy, other = (As(served, make.principal(session, None, Role.READER)) for _ in range(2))
    for _ in range(MOST + 1):
        last = greedy.get(STATISTICS)

    assert last.status_code == 429
    assert other.get(STATISTICS).status_code == 200
    assert greedy.get(f"{API}/statistics/methods").status_code == 200
    assert greedy.get(f"{API}/forums").status_code == 200

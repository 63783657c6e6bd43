"""The probes: one asks nothing of the database, the other asks whether it answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from starlette.testclient import TestClient

from app.database import sessions_on
from app.main import create_app
from app.migrating import UNMIGRATED
from app.settings import Settings
from tests.callers import Trusting
from tests.databases import engine_at

LOCAL = "http://localhost"


@pytest.fixture
def without_database(tmp_path: Path) -> Iterator[TestClient]:
    engine = create_engine(f"sqlite:///{tmp_path / 'nowhere' / 'register.db'}")
    with TestClient(
        create_app(sessions_on(engine), Settings(), identity=Trusting()), base_url=LOCAL
    ) as client:
        yield client
    engine.dispose()


def test_a_process_that_lives_says_so_without_its_database(without_database: TestClient) -> None:
    assert without_database.get("/health/live").json() == {"status": "ok"}


def test_ready_means_that_the_database_answers(
    client: TestClient, without_database: TestClient
) -> None:
    assert client.get("/health/ready").status_code == 200
    assert without_database.get("/health/ready").status_code == 503


def test_ready_means_that_the_database_has_the_tables(tmp_path: Path) -> None:
    engine = engine_at(f"sqlite:///{tmp_path / 'empty.db'}")
    with TestClient(
        create_app(sessions_on(engine), Settings(), identity=Trusting()), base_url=LOCAL
    ) as client:
        answer = client.get("/health/ready")
    engine.dispose()

    assert answer.status_code == 503
    assert answer.json() == {"status": UNMIGRATED}


def test_a_database_that_is_away_is_a_problem_to_try_again(without_database: TestClient) -> None:
    answer = without_database.get("/samverkan/v1/forums")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "urn:samverkan:problem:unavailable"

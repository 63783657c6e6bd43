"""The real sample, imported once per module and engine; its tests only read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from starlette.testclient import TestClient

import app.imports
from app.database import Sessions
from app.imports.agreements import import_agreements
from app.imports.report import ImportReport
from app.main import create_app
from app.reference.loading import load
from app.settings import Settings
from tests.callers import Trusting
from tests.conftest import PUBLIC_URL
from tests.databases import joined
from tests.make import API

SAMPLE = Path(app.imports.__file__).parent / "data" / "agreements-sodermanland.json"


@dataclass(repr=False)
class Register:
    """A register with the sample in it, as its users see it."""

    sessions: Sessions
    connection: Connection
    client: TestClient
    report: ImportReport

    def get(self, path: str, **params: Any) -> Any:
        answer = self.client.get(f"{API}/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def all(self, path: str, **params: Any) -> list[Any]:
        page = self.get(path, limit=100, **params)
        assert page["_meta"]["count"] == page["_meta"]["totalRecords"], path
        items: list[Any] = page["items"]
        return items

    def record(self, path: str, key: str) -> Any:
        (found,) = self.all(path, externalSystem="import", externalId=key)
        return found


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with engine.connect() as connection:
        outer = connection.begin()
        sessions = joined(connection)
        with sessions.begin() as session:
            load(session)
        report = import_agreements(sessions, SAMPLE)
        app = create_app(sessions, Settings(public_url=PUBLIC_URL), identity=Trusting())
        with TestClient(app, base_url=PUBLIC_URL, raise_server_exceptions=False) as client:
            yield Register(sessions, connection, client, report)
        outer.rollback()

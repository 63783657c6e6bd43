"""One world per engine for all tests here: each takes back what it does to it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.audit.denials import Denials
from app.audit.events import AuditEvent
from tests.authorisation.world import World, built
from tests.callers import Known
from tests.conftest import Sets, contract, identified_by, use
from tests.databases import joined

SECRETS = {"client_secrets": True}
PLACE = {"title": "Brå", "directory": "file:///srv/bra"}
TARGETS = json.dumps([{"key": "bra", **PLACE}, {"key": "riket", "national": True, **PLACE}])


class Unnoted(Denials):
    """To note each refusal would take longer than all else that is tried here."""

    def note(self, event: AuditEvent) -> None:
        """Forgotten."""


@pytest.fixture(scope="module")
def settled(engine: Engine, running: TestClient) -> Iterator[World]:
    with engine.connect() as connection:
        outer = connection.begin()
        yield built(connection, running)
        outer.rollback()


@pytest.fixture
def world(settled: World, sets: Sets) -> Iterator[World]:
    sets(DELIVERY_TARGETS=TARGETS)
    use(settled.client, joined(settled.connection))
    state = contract(settled.client.app).state
    state.denials = Unnoted(joined(settled.connection))
    usual, state.settings = state.settings, state.settings.model_copy(update=SECRETS)
    with identified_by(settled.client, Known()), settled.undone():
        yield settled
    state.settings = usual

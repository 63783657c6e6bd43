"""What reads are called with is taken from the request at once, and most run on the event loop."""

from typing import Any

import pytest
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.http import routing
from app.http.arguments import are_simple
from app.main import routers
from tests import make
from tests.make import API


def test_every_read_but_the_one_about_the_service_is_called_at_once() -> None:
    offered = [one for router in routers() for one in router.routes if isinstance(one, APIRoute)]
    reads = [one for one in offered if one.methods == {"GET"}]

    assert len(reads) > 100
    assert [one.name for one in reads if not are_simple(one)] == ["read_api_info"]


def test_what_is_a_single_question_goes_to_no_thread_on_postgresql(
    client: TestClient, session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over = []

    async def noting(work: Any, **arguments: Any) -> Any:
        handed_over.append(work.__name__)
        return await run_in_threadpool(work, **arguments)

    monkeypatch.setattr(routing, "run_in_threadpool", noting)
    forum = make.forum(session)

    for path in (f"/forums/{forum.id}", "/forums", f"/forums/{forum.id}/history"):
        assert client.get(API + path).status_code == 200

    in_threads = ["read_forum", "list_forums", "read_history"]
    on_postgres = engine.dialect.name == "postgresql"
    assert handed_over == (in_threads[2:] if on_postgres else in_threads)

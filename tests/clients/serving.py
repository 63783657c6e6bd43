"""The service as it runs in earnest: a server and a worker, each a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2 as httpx

from app.database import connect
from app.reference.loading import load
from app.settings import Settings
from tests.databases import migrated
from tests.jobs.stage import until
from tests.make import API
from tests.postgres import free_port

STOPPED_WITHIN_S = 30


@contextmanager
def serving(database_url: str) -> Iterator[str]:
    """The address of the contract's root, while the service runs with its reference data."""
    prepare(database_url)
    port = str(free_port())
    host = f"127.0.0.1:{port}"
    serve = ("serve", "--port", port)
    with samverkan(database_url, "worker"), samverkan(database_url, *serve) as server:
        until(lambda: is_ready(host, server))
        yield f"http://{host}{API}"


def prepare(database_url: str) -> None:
    sessions = connect(Settings(database_url=database_url))
    migrated(sessions.engine)
    with sessions.begin() as session:
        load(session)
    sessions.engine.dispose()


@contextmanager
def samverkan(database_url: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        "SAMVERKAN_DATABASE_URL": database_url,
        "SAMVERKAN_LOG_LEVEL": "error",
        "SAMVERKAN_POLL_S": "0.3",
    }
    command = [sys.executable, "-m", "app.cli", *arguments]
    with subprocess.Popen(command, env={**os.environ, **settings}) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(STOPPED_WITHIN_S)


def is_ready(host: str, server: subprocess.Popen[bytes]) -> bool:
    assert server.poll() is None, "the server stopped by itself"
    try:
        return httpx.get(f"http://{host}/health/ready").status_code == 200
    except httpx.ConnectError:
        return False

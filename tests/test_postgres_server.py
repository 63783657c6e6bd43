"""The tests' own PostgreSQL: alone, loopback only, gone afterwards even when its user is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests import postgres
from tests.postgres import PostgresServer, PostgresUnavailable

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    try:
        with PostgresServer() as server:
            yield server
    except PostgresUnavailable as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


def ask(server: PostgresServer, question: str) -> str:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        answer = connection.execute(text(question)).scalar_one()
    engine.dispose()
    return str(answer)


def is_gone(directory: Path, port: int) -> bool:
    with socket.socket() as probe:
        return not directory.exists() and probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(
    "setting, value",
    [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("fsync", "off"),
        ("synchronous_commit", "off"),
        ("full_page_writes", "off"),
        ("server_encoding", "UTF8"),
    ],
)
def test_the_server_is_fast_and_private(server: PostgresServer, setting: str, value: str) -> None:
    assert ask(server, f"SHOW {setting}") == value


def test_the_server_runs_on_its_own_data(server: PostgresServer) -> None:
    assert ask(server, "SHOW data_directory") == str(server.directory / "data")


def test_the_server_does_not_run_as_root(server: PostgresServer) -> None:
    assert (server.directory / "data").stat().st_uid != 0


def test_two_servers_start_at_once(server: PostgresServer) -> None:
    def directory_of(_: int) -> str:
        with PostgresServer() as another:
            return ask(another, "SHOW data_directory")

    with ThreadPoolExecutor() as pool:
        directories = list(pool.map(directory_of, range(2)))

    assert len({*directories, str(server.directory / "data")}) == 3


def test_a_taken_port_is_tried_again(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = iter([server.port, postgres.free_port()])
    monkeypatch.setattr(postgres, "free_port", lambda: next(ports))

    with PostgresServer() as another:
        assert ask(another, "SHOW data_directory") == str(another.directory / "data")


def test_a_server_that_cannot_start_says_why(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.SETTINGS, "fsync", "perhaps")
    monkeypatch.setattr(postgres, "TRIES", 1)

    with pytest.raises(RuntimeError, match="fsync"), PostgresServer():
        pass


def test_nothing_is_left_when_the_server_stops(server: PostgresServer) -> None:
    with PostgresServer() as another:
        pass

    assert is_gone(another.directory, another.port)


def test_nothing_is_left_when_the_tests_are_killed(server: PostgresServer) -> None:
    program = (
        "import time; from tests.postgres import PostgresServer\n"
        "with PostgresServer() as s: print(s.directory, s.port, flush=True); time.sleep(60)"
    )
    tests = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    with tests:
        assert tests.stdout
        directory, port = tests.stdout.readline().decode().split()
        tests.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 20
    while not is_gone(Path(directory), int(port)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_gone(Path(directory), int(port))


def test_missing_programs_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: PostgresServer
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)

    with pytest.raises(PostgresUnavailable, match="initdb and postgres"):
        PostgresServer()

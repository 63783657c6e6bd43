"""The server in front of the application: patient up to a point, and open to so many."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEntry
from app.models.audit import EventKind
from tests.databases import engine_at
from tests.make import API
from tests.server import HERE, Register, asking, read, served

LIST = f"GET {API}/forums HTTP/1.1"
FEW = 5


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    url = f"sqlite:///{tmp_path_factory.mktemp('serving') / 'register.db'}"
    with served(url, receipt_timeout_s="1", most_connections=str(FEW)) as register:
        yield register


def dialled(register: Register) -> socket.socket:
    return socket.create_connection(("127.0.0.1", register.port), timeout=30)


@pytest.mark.parametrize(
    "begun",
    [
        b"G",
        f"{LIST}\r\nHost: localhost\r\nX-Slow: ".encode(),
        asking(f"POST {API}/forums HTTP/1.1", *HERE, "Content-Length: 20", body=b"{"),
        asking(f"POST {API}/forums HTTP/1.1", *HERE, "Transfer-Encoding: chunked", body=b"1\r\n{"),
    ],
    ids=range(4),
)
def test_a_request_that_does_not_arrive_in_time_is_given_up(
    register: Register, begun: bytes
) -> None:
    answer = register.said(begun)

    assert answer.status_code == 408
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Hela förfrågan kom inte fram i tid. Försök igen."


@pytest.mark.parametrize(
    ("begun", "status"), [(f"{LIST}\r\nX-Long: ", 431), (f"GET {API}/forums?q=", 414)]
)
def test_a_head_without_end_is_not_awaited(register: Register, begun: str, status: int) -> None:
    answer = register.said(f"{begun}{'x' * 100_000}".encode())

    assert answer.status_code == status


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
def test_who_says_nothing_is_hung_up_on(register: Register, sent: bytes) -> None:
    with dialled(register) as wire:
        wire.sendall(sent)

        assert wire.recv(1) == b""


def test_one_answer_is_not_followed_by_another(register: Register) -> None:
    """The refusal of a body that is too large is not told again when the rest of it is late."""
    huge = asking(f"POST {API}/forums HTTP/1.1", "Host: localhost", "Content-Length: 9999999")

    with dialled(register) as wire:
        wire.sendall(huge + b"{")
        sent = b"".join(iter(lambda: wire.recv(65_536), b""))

    assert sent.startswith(b"HTTP/1.1 413 ")
    assert sent.count(b"HTTP/1.1 ") == 1


def test_one_connection_takes_many_requests(register: Register) -> None:
    signed_in = register.signed_in
    line = asking(LIST, "Host: localhost", signed_in)

    with dialled(register) as wire:
        wire.sendall(line * 2 + asking(LIST, *HERE, signed_in))
        sent = b"".join(iter(lambda: wire.recv(65_536), b""))

    assert sent.count(b"HTTP/1.1 200 ") == 3


def told(wire: socket.socket) -> httpx.Response:
    """What is answered to a caller that stays on the line."""
    wire.sendall(asking(LIST, "Host: localhost"))
    return read(wire)


def test_as_many_connections_as_are_allowed_are_served(register: Register) -> None:
    with ExitStack() as held:
        answers = [told(held.enter_context(dialled(register))) for _ in range(FEW)]

    assert [one.status_code for one in answers] == [401] * FEW


def test_one_connection_too_many_is_asked_to_come_back(register: Register) -> None:
    """Those who were let in are answered meanwhile."""
    with ExitStack() as held:
        first = held.enter_context(dialled(register))
        told(first)
        for _ in range(FEW - 1):
            told(held.enter_context(dialled(register)))
        answer = told(held.enter_context(dialled(register)))

        assert told(first).status_code == 401
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["connection"] == "close"
    assert answer.json()["type"] == "urn:samverkan:problem:unavailable"


def test_who_says_nothing_takes_nobodys_place(register: Register) -> None:
    with ExitStack() as held:
        for _ in range(2 * FEW):
            held.enter_context(dialled(register))

        assert register.said(asking(LIST, *HERE)).status_code == 401


def test_there_is_room_again_when_somebody_has_gone(register: Register) -> None:
    with ExitStack() as held:
        for _ in range(FEW):
            told(held.enter_context(dialled(register)))

    deadline = time.monotonic() + 30
    while register.said(asking(LIST, *HERE)).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_operator_is_told_of_one_connection_too_many(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"

    with served(url, most_connections="2", log_level="warning") as register, ExitStack() as held:
        for _ in range(3):
            told(held.enter_context(dialled(register)))

    assert capfd.readouterr().err.count("one connection too many") == 1


def test_what_was_only_counted_is_in_the_chain_when_the_service_has_stopped(
    database_url: str,
) -> None:
    with served(database_url) as register:
        said = [register.said(asking(LIST, *HERE)).status_code for _ in range(3)]
        assert said == [401, 401, 401]

    engine = engine_at(database_url)
    with Session(engine) as session:
        found = session.scalars(
            select(AuditEntry).where(AuditEntry.event == EventKind.THROTTLED)
        ).all()
        assert sum(one.facts["count"] for one in found) == 3
    engine.dispose()

"""A server process of its own, and what it answers over the wire."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
import pytest

from app.database import connect
from app.settings import Settings
from tests.databases import migrated
from tests.make import API
from tests.postgres import free_port

JSON = {"Content-Type": "application/json"}
HERE = ("Host: localhost", "Connection: close")
READY_WITHIN_S = 90
STOPPED_WITHIN_S = 30


class Register:
    """A server process with a database of its own, reached as any caller reaches it."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __init__(self, url: str, port: int) -> None:
        self.port, self.sessions = port, connect(Settings(database_url=url))
        self.http = httpx.Client(base_url=self.address, timeout=60)

    def get(self, path: str, **sent: Any) -> httpx.Response:
        return self.http.get(API + path, **sent)

    def post(self, path: str, body: Any, **sent: Any) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.http.post(API + path, content=content, headers=JSON, **sent)

    def said(self, *pieces: bytes) -> httpx.Response:
        """What is answered to bytes that no client library would send; then it hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            for piece in pieces:
                wire.sendall(piece)
            return read(wire)

    def close(self) -> None:
        self.http.close()
        self.sessions.engine.dispose()


@contextmanager
def served(url: str, **chosen: str) -> Iterator[Register]:
    register = Register(url, free_port())
    migrated(register.sessions.engine)
    # Its own address, as of an installation: what the contract names can be followed.
    settings = {"public_url": f"http://127.0.0.1:{register.port}", **chosen}
    with running(url, "serve", "--port", str(register.port), **settings) as process:
        try:
            await_ready(register, process)
            yield register
        finally:
            register.close()


@contextmanager
def running(url: str, *arguments: str, **chosen: str) -> Iterator[subprocess.Popen[bytes]]:
    """`samverkan serve` or `samverkan worker` as a process, with these settings."""
    settings = {"database_url": url, "log_level": "error", **chosen}
    environment = {f"SAMVERKAN_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "app.cli", *arguments]
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(STOPPED_WITHIN_S)


def await_ready(register: Register, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            assert register.http.get("/health/ready").status_code == 200
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def read(wire: socket.socket) -> httpx.Response:
    sent = b"".join(iter(lambda: wire.recv(65_536), b""))
    head, _, body = sent.partition(b"\r\n\r\n")
    start, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    return httpx.Response(int(start.split()[1]), headers=headers, content=body)


def asking(line: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([line, *headers, "", ""]).encode("latin-1") + body

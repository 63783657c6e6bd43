"""A server process of its own, what it answers over the wire, and those who may ask it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPResponse
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx2 as httpx
import pytest

from app.audit.authors import acting
from app.database import connect
from app.models.actors import ActorKind
from app.models.principals import Role
from app.schemas.principals import PrincipalCreate
from app.services import principals
from app.settings import Settings
from app.tokens.minting import Mint
from app.tokens.own_keys import LONGEST_LIFE_S
from app.tokens.scopes import scopes_of
from tests import make
from tests.databases import AUTHOR, migrated
from tests.make import API
from tests.postgres import free_port

JSON = {"Content-Type": "application/json"}
HERE = ("Host: localhost", "Connection: close")
READY_WITHIN_S = 90
STOPPED_WITHIN_S = 30


@dataclass(frozen=True)
class Client:
    """A system that may call, with what it shows to get a token."""

    client_id: str
    secret: str
    roles: tuple[Role, ...]


class Register:
    """A server process with a database of its own, reached as any caller reaches it.

    Who asks by `get`, `post` and `http` is the keeper.
    """

    def __init__(self, settings: Settings, port: int) -> None:
        self.settings, self.port = settings, port
        self.sessions = acting(connect(settings), AUTHOR)
        self.mint = Mint(settings)
        self.http = httpx.Client(base_url=self.address, timeout=60, auth=self._sign_in)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def keeper(self) -> Client:
        """One that may do most: the county board's coordinator, who also keeps the registers."""
        with self.sessions.begin() as session:
            county = make.county(session).code
            kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
            board = make.actor(session, "Länsstyrelsen", kind=kind, county_code=county)
        return self.client(board.id, Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR)

    def client(self, actor_id: UUID, *roles: Role) -> Client:
        """A new one of the organisation, registered and given a secret as by the operator."""
        told = {"title": "Provsystemet", "actorId": str(actor_id), "roles": roles}
        with self.sessions.begin() as session:
            added = principals.register(session, PrincipalCreate.model_validate(told))
            secret = principals.renew_secret(session, added, lifetime_days=1)
        return Client(added.subject, secret.text, roles)

    def token(self, client: Client) -> str:
        """Good for as long as a token can be."""
        scopes = scopes_of(client.roles)
        return self.mint.token(client.client_id, scopes, LONGEST_LIFE_S).text

    @property
    def signed_in(self) -> str:
        """The keeper's header, for requests that are written by hand."""
        return f"Authorization: Bearer {self.token(self.keeper)}"

    def _sign_in(self, request: httpx.Request) -> httpx.Request:
        name, _, value = self.signed_in.partition(": ")
        request.headers.setdefault(name, value)
        return request

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
            return read(wire, pieces[0].partition(b" ")[0].decode("latin-1"))

    def close(self) -> None:
        self.http.close()
        self.sessions.engine.dispose()


@contextmanager
def served(url: str, port: int = 0, **chosen: str) -> Iterator[Register]:
    port = port or free_port()
    # Its own address, as of an installation: what the contract names can be followed.
    told = {"database_url": url, "public_url": f"http://127.0.0.1:{port}", "client_secrets": "1"}
    with TemporaryDirectory() as keys:
        settings = {**told, "keys_directory": keys, **chosen}
        register = Register(Settings.model_validate(settings), port)
        migrated(register.sessions.engine)
        with running("serve", "--port", str(port), **settings) as process:
            try:
                await_ready(register, process)
                yield register
            finally:
                register.close()


@contextmanager
def running(*arguments: str, **chosen: str) -> Iterator[subprocess.Popen[bytes]]:
    """`samverkan serve` or `samverkan worker` as a process, with these settings."""
    settings = {"log_level": "error", **chosen}
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
            assert httpx.get(f"{register.address}/health/ready").status_code == 200
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def read(wire: socket.socket, method: str = "GET") -> httpx.Response:
    """Its length tells where the answer ends, but of one to HEAD."""
    with HTTPResponse(wire, method=method) as answer:
        answer.begin()
        return httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read())


def asking(line: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([line, *headers, "", ""]).encode("latin-1") + body

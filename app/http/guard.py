"""What every request must be before the application sees it: bounded, for us, and readable."""

import re
from hashlib import sha256
from typing import Any

from fastapi import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Fault
from app.http.bodies import fault_in
from app.http.headers import is_below
from app.http.methods import methods_at
from app.http.origin import allowed_hosts, name_of
from app.http.problems import DETAIL_OF, problem

MOST_HEADERS = 100
MOST_HEADER_BYTES = 16_384
LONGEST_HEADER = 7_500  # so that two of the longest, and what every caller sends, are let in
LONGEST_ADDRESS = 8_000
LARGEST_BODY = 262_144
WRITING = frozenset({"POST", "PATCH", "PUT"})
JSON_TYPE = re.compile(rb'application/json[ \t]*(;[ \t]*charset="?utf-8"?[ \t]*)?', re.IGNORECASE)

WRONG_HOST = "Huvudet Host ska anges en gång och vara en adress som tjänsten svarar på."
BROKEN_OFF = "Förfrågan avbröts innan hela innehållet hade kommit fram."


class RefusedError(Exception):
    """The request goes no further."""

    def __init__(self, status: int, detail: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail or DETAIL_OF[status], faults


class Guard:
    """In front of the whole host. HEAD is answered as GET; the server leaves the body out."""

    def __init__(self, app: ASGIApp, contract: Any) -> None:
        self.app, self.contract = app, contract
        self.hosts = allowed_hosts(contract.state.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] == "HEAD":
            as_get = {**scope, "method": "GET"}
            await self.guarded(as_get, receive, send)
            scope.update(as_get, method="HEAD")  # the log reads the route from it
        else:
            await self.guarded(scope, receive, send)

    async def guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == self.contract.state.root:
            scope["path"] += "/"  # the mount takes only what lies below it
        try:
            refuse_head(scope, self.hosts)
            receive = await self.bounded(scope, receive)
        except RefusedError as refused:
            await refusal(self.contract.state.root, scope, refused)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def bounded(self, scope: Scope, receive: Receive) -> Receive:
        """The body is read once, within bounds, and handed on; most requests have none."""
        headers = dict(scope["headers"])
        if scope["method"] not in WRITING and not has_body(headers):
            return receive
        body = await read(headers, receive)
        if b"idempotency-key" in headers:
            scope.setdefault("state", {})["fingerprint"] = fingerprint(scope, body)
        if scope["method"] in WRITING and is_below(self.contract.state.root, scope):
            self.refuse_content(scope, body)
        return handing_on(body, receive)

    def refuse_content(self, scope: Scope, body: bytes) -> None:
        """An address or a method that does not exist is told before what is wrong with a body."""
        try:
            refuse_other_than_json(scope, body)
        except RefusedError:
            if scope["method"] in methods_at(self.contract, scope["path"]):
                raise


def refusal(root: str, scope: Scope, refused: RefusedError) -> Response:
    if is_below(root, scope):
        return problem(Request(scope), refused.status, refused.detail, refused.faults)
    return PlainTextResponse(refused.detail, refused.status)


def refuse_head(scope: Scope, hosts: frozenset[str]) -> None:
    headers = scope["headers"]
    size = sum([len(name) + len(value) for name, value in headers])
    longest = max((len(value) for _, value in headers), default=0)
    too_long = longest > LONGEST_HEADER or size > MOST_HEADER_BYTES
    if too_long or len(headers) > MOST_HEADERS:
        raise RefusedError(431)
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise RefusedError(414)
    if b"%2f" in scope["raw_path"].lower():
        raise RefusedError(400)
    if "\n" in scope["path"]:  # the framework's patterns end at a line break
        raise RefusedError(400)
    named = [value for name, value in headers if name == b"host"]
    if len(named) != 1 or name_of(named[0].decode("latin-1")) not in hosts:
        raise RefusedError(400, WRONG_HOST)


def has_body(headers: dict[bytes, bytes]) -> bool:
    return b"content-length" in headers or b"transfer-encoding" in headers


async def read(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise RefusedError(415)
    if int(headers.get(b"content-length", 0)) > LARGEST_BODY:
        raise RefusedError(413)
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, BROKEN_OFF)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise RefusedError(413)
        more = message.get("more_body", False)
    return bytes(body)


def refuse_other_than_json(scope: Scope, body: bytes) -> None:
    sent = [value for name, value in scope["headers"] if name == b"content-type"]
    if len(sent) != 1 or not JSON_TYPE.fullmatch(sent[0]):
        raise RefusedError(415)
    reason = fault_in(body) if body else None  # that none was sent, the operation itself says
    if reason:
        raise RefusedError(400, reason, (Fault("body", reason),))


def fingerprint(scope: Scope, body: bytes) -> str:
    """Equal for two requests that ask for the same thing."""
    asked = scope["method"].encode(), scope["raw_path"], scope["query_string"], body
    return sha256(b"\0".join(asked)).hexdigest()


def handing_on(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def once() -> Message:
        return messages.pop() if messages else await receive()

    return once

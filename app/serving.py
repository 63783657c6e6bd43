"""Runs the HTTP server: one parser, bounds on what it is sent, no server header, a bounded stop."""

import logging
import sys
from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any, ClassVar

import uvicorn
from httptools import HttpParserInvalidMethodError
from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.database import connect
from app.http.guard import LONGEST_ADDRESS
from app.http.headers import SAFE
from app.http.logs import new_trace
from app.http.problems import DETAIL_OF, problem_at
from app.logs import say
from app.main import ROOT, create_app
from app.settings import Settings
from app.tokens.own_keys import OwnKeys

LOG = logging.getLogger("samverkan.serving")
STOP_WITHIN_S = 20
LONGEST_HEAD = 65_536  # above what the guard allows: only what never ends meets this one
LINGER_S = 2


class BoundedProtocol(HttpToolsProtocol):
    """Answers what cannot be read, does not end or is one too many, as the application would."""

    receipt_s: ClassVar[int]
    most_connections: ClassVar[int]
    let_in: ClassVar[set["BoundedProtocol"]] = set()
    url = b""
    in_head = in_body = refused = False
    head_bytes = 0
    deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_clock()
        self.let_in.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.refused:
            return
        if self.deadline is None:
            self.start_clock()
        super().data_received(data)
        self.head_bytes = self.head_bytes + len(data) if self.in_head else 0
        if self.head_bytes > LONGEST_HEAD:
            self.refuse(414 if len(self.url) > LONGEST_ADDRESS else 431)

    def on_message_begin(self) -> None:
        self.in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self.in_head, self.in_body = False, True

    def on_message_complete(self) -> None:
        self.in_body = False
        self.stop_clock()
        super().on_message_complete()

    def start_clock(self) -> None:
        self.deadline = self.loop.call_later(self.receipt_s, self.refuse, 408)

    def stop_clock(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def send_400_response(self, _msg: str) -> None:
        """Called while the parser's error is handled."""
        if isinstance(sys.exception(), HttpParserInvalidMethodError):
            self.refuse(501)
        elif len(self.url) > LONGEST_ADDRESS:
            self.refuse(414)
        else:
            self.refuse(405 if self.parser.get_method() == b"CONNECT" else 400)

    def refuse(self, status: int) -> None:
        """Says why and lets the caller read it: to close at once would reset the connection."""
        if self.refused or self.is_answering() or not (self.in_head or self.in_body):
            self.transport.close()
            return
        self.refused = True
        self.transport.write(self.written(refusal(status)))
        self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.close)

    def is_answering(self) -> bool:
        """An answer is under way or, to the request whose body still comes, already given."""
        if self.cycle is None or (self.in_body and not self.cycle.response_started):
            return False
        return self.in_body or not self.cycle.response_complete

    def written(self, answer: Response) -> bytes:
        headers = [*self.server_state.default_headers, *answer.raw_headers]
        lines = [name + b": " + value + b"\r\n" for name, value in headers]
        head = STATUS_LINE[answer.status_code] + b"".join(lines)
        return head + b"connection: close\r\n\r\n" + bytes(answer.body)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        super()._start_asgi_task(cycle, app if self.has_room() else too_busy)

    def has_room(self) -> bool:
        """Whoever was let in stays so until it leaves, however many more come.

        What was asked by those who did not wait for the answer is still worked on, so that counts.
        """
        if len(self.let_in) < self.most_connections:
            self.let_in.add(self)
        return self in self.let_in and len(self.tasks) < self.most_connections


def refusal(status: int) -> Response:
    answer = problem_at(ROOT, status, DETAIL_OF[status])
    answer.raw_headers += [*SAFE, (b"traceparent", new_trace().traceparent.encode())]
    if status == HTTPStatus.METHOD_NOT_ALLOWED:  # CONNECT, which has no address of ours
        answer.headers["Allow"] = "GET, HEAD, OPTIONS, PATCH, POST"
    return answer


async def too_busy(scope: Any, receive: Any, send: Any) -> None:
    say(LOG, "one connection too many", level=logging.WARNING)
    answer = refusal(503)
    answer.headers.update({"Retry-After": "5", "Connection": "close"})
    await answer(scope, receive, send)


def serve(settings: Settings, host: str, port: int) -> None:
    BoundedProtocol.receipt_s = settings.receipt_timeout_s
    BoundedProtocol.most_connections = settings.most_connections
    if settings.embedded_issuer:
        OwnKeys(settings.keys_directory).signing()  # a directory that is shut stops the start
    uvicorn.run(
        create_app(connect(settings), settings),
        host=host,
        port=port,
        http=BoundedProtocol,
        ws="none",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # only Forwarded is believed, and only from our own proxies
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )

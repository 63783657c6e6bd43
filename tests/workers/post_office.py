"""A mail server on the loopback, that takes letters or refuses them as a test has asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import BaseRequestHandler, TCPServer
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller

from tests.postgres import free_port

PATIENCE_S = 60.0


class PostOffice:
    """`refusals` by mailbox or, of the letter itself, by "*": the reply instead of 250.

    With `slow` each letter is read whole, and then waits for `go` before it is answered.
    """

    def __init__(self) -> None:
        self.refusals: dict[str, str] = {}
        self.letters: list[tuple[str, EmailMessage]] = []
        self.slow = False
        self.reached, self.go = Event(), Event()
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if "*" in self.refusals:
            return self.refusals["*"]
        mail = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        (mailbox,) = envelope.rcpt_tos
        self.letters.append((mailbox, mail))
        self.reached.set()
        if self.slow:
            await server.loop.run_in_executor(None, self.go.wait, PATIENCE_S)
        return "250 OK"

    def mailboxes(self) -> list[str]:
        return sorted(mailbox for mailbox, _ in self.letters)


@contextmanager
def closed() -> Iterator[tuple[int, list[str]]]:
    """A port where everybody is turned away at the door, and who has been."""
    callers: list[str] = []

    class Door(BaseRequestHandler):
        def handle(self) -> None:
            callers.append(self.client_address[0])

    with TCPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_address[1], callers
        server.shutdown()


@contextmanager
def opened() -> Iterator[PostOffice]:
    office = PostOffice()
    office.port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        office.go.set()
        controller.stop()

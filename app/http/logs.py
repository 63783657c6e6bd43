"""One structured line per request, which its trace runs through (W3C Trace Context).

The line names the route's pattern, never its filled-in path or its query.
"""

import logging
import re
import secrets
import time
from typing import Any, NamedTuple

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.origin import header
from app.logs import say

LOG = logging.getLogger("samverkan.http")

TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")
SAMPLED = 1


class Trace(NamedTuple):
    """Where this request stands in the caller's trace; handlers find it in `state["trace"]`."""

    trace_id: str
    span_id: str
    flags: int = SAMPLED

    @property
    def traceparent(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{self.flags:02x}"


def new_trace() -> Trace:
    return Trace(secrets.token_hex(16), secrets.token_hex(8))


def trace_of(scope: Scope) -> Trace:
    """A new span of the caller's trace; a trace of its own when the caller sent none that holds.

    Of the flags only the one that version 00 defines is passed on.
    """
    sent = TRACEPARENT.fullmatch(header(scope, b"traceparent"))
    if sent is None:
        return new_trace()
    return Trace(sent[1], secrets.token_hex(8), int(sent[2], 16) & SAMPLED)


class RequestLog:
    """Writes the line when the answer has been sent, also when the application failed.

    Status 0 says that nothing was answered, as when the server stops.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, trace = time.perf_counter(), 0, trace_of(scope)
        scope.setdefault("state", {})["trace"] = trace

        async def traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                ours = (b"traceparent", trace.traceparent.encode())
                message["headers"] = [*message.get("headers", ()), ours]
            await send(message)

        try:
            await self.app(scope, receive, traced)
        except Exception:
            if not status:  # outside the contract, which answers for its own faults
                await PlainTextResponse("Fel i tjänsten.", 500)(scope, receive, traced)
            raise
        finally:
            say(LOG, "request", **_facts(scope, status, started))


def _facts(scope: Scope, status: int, started: float) -> dict[str, Any]:
    route = getattr(scope.get("route"), "path", None)
    trace: Trace = scope["state"]["trace"]
    return {
        "method": scope["method"],
        "route": route if route is not None else "unknown",
        "status": status,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        "traceId": trace.trace_id,
        "spanId": trace.span_id,
    }

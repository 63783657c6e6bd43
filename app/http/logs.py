"""One structured line per request: the route's pattern, never its filled-in path or its query."""

import logging
import secrets
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import say

LOG = logging.getLogger("samverkan.http")


class RequestLog:
    """Writes the line when the answer has been sent, also when the application failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            say(LOG, "request", **_facts(scope, status, started))


def _facts(scope: Scope, status: int, started: float) -> dict[str, Any]:
    route = getattr(scope.get("route"), "path", None)
    return {
        "method": scope["method"],
        "route": route if route is not None else "unknown",
        "status": status,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        "traceId": trace_id(scope),
    }


def trace_id(scope: Scope) -> str:
    """The caller's W3C trace id when it sent a well-formed one, else a new one."""
    sent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1").split("-")
    if len(sent) == 4 and len(sent[1]) == 32 and set(sent[1]) <= set("0123456789abcdef"):
        return str(sent[1])
    return secrets.token_hex(16)

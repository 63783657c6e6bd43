"""One structured line per request: no bodies, no queries, no personal data."""

import json
import logging
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("samverkan.requests")


class JsonLines(logging.Formatter):
    """Every record as one JSON object; what a caller gives as `extra={"fields": ..}` goes along."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(level: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


class RequestLog:
    """Writes the line when the answer is sent; the route's pattern, never its filled-in path."""

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
            log.info("request", extra={"fields": _fields(scope, status, started)})


def _fields(scope: Scope, status: int, started: float) -> dict[str, Any]:
    return {
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", "unknown"),
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

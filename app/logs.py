"""Structured log lines: one JSON object each, never the content of a request, a job or a record."""

import json
import logging
import sys
import traceback
from typing import Any

from app.clock import now
from app.models.base import instant_text


class JsonLines(logging.Formatter):
    """What is given as `extra={"facts": {..}}` goes along; an exception's message never does."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": instant_text(now()),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= place_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Alembic tells of every step it takes; only its warnings are wanted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def say(logger: logging.Logger, event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    logger.log(level, event, extra={"facts": facts})


def place_of(error: BaseException) -> dict[str, Any]:
    """What sort of error and where; its message may quote what a record says."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "places": places[-10:]}

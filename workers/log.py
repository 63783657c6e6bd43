"""What a worker says of its doings: one JSON object per line, never the content of a job."""

import json
import logging
import sys
import traceback
from typing import Any

from app.clock import now
from app.models.base import instant_text

_LOG = logging.getLogger("samverkan.worker")


def set_up(level: str) -> None:
    logging.basicConfig(level=level.upper(), format="%(message)s", stream=sys.stderr)


def say(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    line = {"at": instant_text(now()), "level": logging.getLevelName(level).lower(), "event": event}
    _LOG.log(level, json.dumps({**line, **facts}, ensure_ascii=False, default=str))


def place_of(error: BaseException) -> list[str]:
    """Where it went wrong. Never the message: it may quote what a record says."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]

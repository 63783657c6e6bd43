"""The file itself: its records as they stand, and what tells one content from another."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.errors import InvalidError

MOST_LEVELS = 50
WRONG_FILE = "Filen är inte en JSON-lista med poster."


def records_in(path: Path) -> list[Any]:
    """The file's records as they stand; InvalidError when it is no such file at all."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidError(WRONG_FILE) from error
    if not isinstance(found, list) or not _within(found, MOST_LEVELS):
        raise InvalidError(WRONG_FILE)
    return found


def _within(value: Any, levels: int) -> bool:
    """Nested no deeper than that, as no real record is."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_within(one, levels - 1) for one in inner)


def checksum(record: Any) -> str:
    """The same for the same content, whatever the order of its keys."""
    text = json.dumps(record, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a record, to be looked through before anything is written."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)

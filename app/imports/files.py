"""The file itself: its records as they stand, and what tells one content from another."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.errors import InvalidError
from app.imports.reading import without_controls
from app.personal_numbers import has_personal_number

MOST_LEVELS, MOST_DIGITS, LONGEST_STEP = 50, 1_000, 60
WRONG_FILE = "Filen är inte en JSON-lista med poster."
NO_RECORD = "Posten är inget JSON-objekt."
TOO_DEEP = f"Posten har fler än {MOST_LEVELS} nivåer i varandra."
TOO_LONG = f"Posten har ett heltal med fler än {MOST_DIGITS} siffror."


class OverlongInteger(str):
    """The digits of an integer that is too long for any register, as the file writes them."""

    __slots__ = ()


def records_in(path: Path) -> list[Any]:
    """The file's records as they stand; InvalidError when it is no such file at all."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), parse_int=_integer)
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidError(WRONG_FILE) from error
    if not isinstance(found, list):
        raise InvalidError(WRONG_FILE)
    return found


def _integer(digits: str) -> int | OverlongInteger:
    """Python refuses to read the longest ones, and with them the whole file."""
    return int(digits) if len(digits) <= MOST_DIGITS else OverlongInteger(digits)


def fault_in(record: Any) -> str | None:
    """Why this one cannot be read at all; the others of its file can."""
    if not isinstance(record, dict):
        return NO_RECORD
    if not _within(record, MOST_LEVELS):
        return TOO_DEEP
    overlong = (isinstance(text, OverlongInteger) for _, text in texts_in(record))
    return TOO_LONG if any(overlong) else None


def _within(value: Any, levels: int) -> bool:
    """Nested no deeper than that, as no real record is."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_within(one, levels - 1) for one in inner)


def checksum(record: Any) -> str:
    """The same for the same content, whatever the order of its keys."""
    text = json.dumps(record, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def personal_number_in(record: Any) -> str | None:
    """Where in the record something looks like a personal identity number; never the number."""
    return next((path for path, text in texts_in(record) if _is_suspect(text)), None)


def _is_suspect(text: str) -> bool:
    return has_personal_number(text) or has_personal_number(without_controls(text))


def texts_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text and whole number of a record, each with its place in it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, int):
        yield path, str(value)
    for inner, one in _parts(value, path):
        yield from texts_in(one, inner)


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            step = _step(path, key)
            yield from ((step, key), (step, one))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield f"{path}[{place}]", one


def _step(path: str, key: str) -> str:
    """A name that may itself be a number that nobody should see is left out."""
    name = "…" if _is_suspect(key) else without_controls(key)[:LONGEST_STEP]
    return f"{path}.{name}" if path else name

"""Where the audit chain names a person: found by the database roughly, then told apart exactly."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.errors import InvalidError
from app.language import folded
from app.models.base import instant_text
from app.queries.persons import last_entry, payloads_that_may_say

FIELD = "personName"
WINDOW = 20_000  # entries that one statement looks through: each must be done in time

NO_NAME = "Ange personens namn."

Told = dict[str, Any]


class Mention(NamedTuple):
    """An entry of the chain, and whether the name stands there as a person's own."""

    seq: int
    exact: bool
    told: Told


@dataclass(frozen=True)
class Said:
    """What the chain says about a person, up to and with entry `until`."""

    mentions: tuple[Mention, ...]
    until: int

    @property
    def exact(self) -> list[Mention]:
        return [one for one in self.mentions if one.exact]

    @property
    def possible(self) -> list[Mention]:
        return [one for one in self.mentions if not one.exact]


def normal(name: str) -> str:
    """The form in which two names are the same: case and white space do not count."""
    text = " ".join(folded(name).split())
    if not re.search(r"\w", text):
        raise InvalidError(NO_NAME)
    return text


def is_named(stated: str, name: str) -> bool:
    return " ".join(folded(stated).split()) == name


def mentions(text: str, name: str) -> bool:
    """Each word of the name occurs as a word, in any order, perhaps in the genitive."""
    words = set(re.findall(r"\w+", folded(text)))
    return all({part, f"{part}s"} & words for part in re.findall(r"\w+", name))


def said(session: Session, name: str, after: int = 0) -> Said:
    """Looks through the whole chain, or what was added to it since; the name in normal form."""
    until = session.scalars(last_entry()).one()
    starts = range(after, until, WINDOW)
    found = [one for start in starts for one in _said_in(session, name, start, until)]
    return Said(tuple(found), until)


def _said_in(session: Session, name: str, start: int, until: int) -> Iterator[Mention]:
    question = payloads_that_may_say(name, start, min(start + WINDOW, until))
    for row in session.execute(question):
        stated = list(_stated(row))
        exact = any(field == FIELD and is_named(text, name) for field, text in stated)
        if exact or any(mentions(text, name) for _, text in stated):
            yield Mention(row.seq, exact, _entry(row))


def _stated(row: Row[Any]) -> Iterator[tuple[str, str]]:
    """Every text that the entry holds, and the name of the field that it stands in."""
    yield "reason", row.reason or ""
    for document in (row.before, row.after):
        yield from _fields(json.loads(document or "null"))


def _fields(part: Any, field: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _fields(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from _fields(value, field)
    elif isinstance(part, str):
        yield field, part


def _entry(row: Row[Any]) -> Told:
    return {
        "seq": row.seq,
        "at": instant_text(row.at),
        "operation": row.operation,
        "recordKind": row.record_kind,
        "recordId": row.record_id and str(row.record_id),
    }

"""Answers from the records: which there are, and what one rests on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Answer(StrEnum):
    """What is not known is no data, and never a no."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "notFulfilled"
    NO_DATA = "noData"
    NOT_APPLICABLE = "notApplicable"


LONGEST_LABEL = 200


def first_line(text: str | None) -> str | None:
    """What a longer text is known by: a label is a name and no text."""
    line = (text or "").partition("\n")[0].strip()
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1].rstrip()}…"


@dataclass(frozen=True)
class Record:
    """Where it stands (`situation-pictures`), in which version, and the day that it speaks for."""

    collection: str
    id: UUID
    version: int
    label: str
    day: date | None = None

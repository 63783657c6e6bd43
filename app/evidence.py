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


@dataclass(frozen=True)
class Record:
    """Where it stands (`situation-pictures`), in which version, and the day that it speaks for."""

    collection: str
    id: UUID
    version: int
    label: str
    day: date | None = None

"""What an answer rests on: records, each in the version that was read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Record:
    """Where the record stands (`situation-pictures`), what it is called, the day it speaks for."""

    collection: str
    id: UUID
    version: int
    label: str
    day: date | None = None

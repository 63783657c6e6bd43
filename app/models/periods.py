"""The first and the last day of a commitment, which follow from what its period states."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper

from app.clock import months_after
from app.models.commitments import Commitment, StartBasis


@dataclass(frozen=True)
class Stated:
    """What a source says of when a commitment holds; unknown is None."""

    starts_on: date | None = None
    ends_on: date | None = None
    length_months: int | None = None
    signed_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class Days:
    first: date | None
    basis: StartBasis | None
    last: date | None


def days(stated: Stated) -> Days:
    """The start is what the period states, else the signing, else the publication."""
    starts = (
        (stated.starts_on, StartBasis.STATED),
        (stated.signed_on, StartBasis.SIGNING),
        (stated.published_on, StartBasis.PUBLICATION),
    )
    first, basis = next(((day, basis) for day, basis in starts if day), (None, None))
    return Days(first, basis, stated.ends_on or _by_length(first, stated.length_months))


def _by_length(first: date | None, months: int | None) -> date | None:
    """Through the day before the same day some months later: 1 January to 31 December."""
    if first is None or months is None:
        return None
    return months_after(first, months) - timedelta(days=1)


@event.listens_for(Commitment, "before_insert", propagate=True)
@event.listens_for(Commitment, "before_update", propagate=True)
def keep_days(_mapper: Mapper[Any], _connection: object, row: Commitment) -> None:
    found = days(
        Stated(row.starts_on, row.ends_on, row.length_months, row.signed_on, row.published_on)
    )
    row.first_day, row.first_day_basis, row.last_day = found.first, found.basis, found.last

"""Definitions change: each edition holds between two days, and an old answer is given by the old.

A requirement, criterion or indicator that is worded or reckoned anew is added as another edition
with the same id; the earlier one gets its last day and is never rewritten.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Edition(Protocol):
    """`valid_from` None: from the beginning. `valid_to` None: until further notice."""

    @property
    def id(self) -> str: ...
    @property
    def edition(self) -> int: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


Defined = TypeVar("Defined", bound=Edition)


def in_force(definitions: Iterable[Defined], day: date) -> list[Defined]:
    """Those that hold on the day, in their order."""
    return [one for one in definitions if _holds(one, day)]


def _holds(one: Edition, day: date) -> bool:
    begun = one.valid_from is None or one.valid_from <= day
    return begun and (one.valid_to is None or day <= one.valid_to)

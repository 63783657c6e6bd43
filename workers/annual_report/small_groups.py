"""Counts of persons: few of them are never told as a number, nor reckoned from a sum."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.settings import settings

LEFT_OUT = "utelämnade ur summan"  # how the note of a kept report is known again


@dataclass(frozen=True)
class Persons:
    """The sum of the counts that may be told, and how many may not; None where none is told."""

    told: int | None
    hidden: int

    @property
    def note(self) -> str | None:
        if not self.hidden:
            return None
        whole = "alla" if self.told is None else str(self.hidden)
        return f"{LEFT_OUT}, {few()} deltagare: {whole}"


def few() -> str:
    return f"färre än {settings().report_small_group}"


def told(count: int | None) -> int | str | None:
    return few() if count is not None and _is_small(count) else count


def summed(counts: Iterable[int | None]) -> Persons:
    """A hidden count is left out: with it in the sum, the others would give it away."""
    known = [one for one in counts if one is not None]
    shown = [one for one in known if not _is_small(one)]
    return Persons(sum(shown) if shown else None, len(known) - len(shown))


def _is_small(count: int) -> bool:
    return count < settings().report_small_group

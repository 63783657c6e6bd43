"""The small sums and joinings that the sheets have in common."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

UNKNOWN = "uppgift saknas"


def share(part: int | None, whole: int | None) -> Decimal | None:
    """None, not zero, when there is nothing to take a share of."""
    if part is None or not whole:
        return None
    return (Decimal(part) / whole).quantize(Decimal("0.0001"))


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The values of each key, in the order they came."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def listed(texts: Iterable[str | None]) -> str | None:
    """One a line, each once; None when there are none."""
    return "\n".join(dict.fromkeys(text for text in texts if text)) or None


def named(texts: Iterable[str]) -> str | None:
    """On one line, as the missing ones are named."""
    return ", ".join(texts) or None


def yes_or_no(fact: bool | None) -> str:
    if fact is None:
        return UNKNOWN
    return "ja" if fact else "nej"


def number(value: Decimal) -> str:
    """As Swedish writes it: a comma, and no zeros at the end."""
    return f"{value.normalize():f}".replace(".", ",")

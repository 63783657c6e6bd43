"""Days as sources write them: whole, a month, a year, or impossible."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.imports.reading import Source
from app.models.commitments import Precision
from app.schemas.values import FIRST_DAY, LAST_DAY

PRECISIONS = {
    "day": Precision.DAY,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "year_ambiguous": Precision.AMBIGUOUS_YEAR,
    "corrected": Precision.CORRECTED,
}
WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


@dataclass(frozen=True)
class KnownDay:
    """A day and how exactly it is known; `is_corrected` where the source's own cannot be."""

    day: date
    precision: Precision
    is_corrected: bool = False


def day_in(source: Source, key: str, *, last: bool = False) -> KnownDay | None:
    """What is known of a day; a month or year becomes its first day, or its last for an end."""
    stated = source.line(key)
    precision, unknown = source.code(f"{key}_precision", PRECISIONS)
    source.left.keep(f"{source.path}{key}_precision", unknown)
    if stated is None:
        return None
    known = _known(stated, last)
    if known is None or known.is_corrected:
        source.left.keep(source.path + key, stated)
        source.left.note(_fault(source.path + key, stated, known))
    if known is None or precision is None or known.is_corrected:
        return known
    return KnownDay(known.day, precision)


def _fault(name: str, stated: str, known: KnownDay | None) -> str:
    what = "utelämnad" if known is None else f"läst som {known.day.isoformat()}"
    return f"Dagen i {name} finns inte ({stated[:40]}); {what}."


def _known(stated: str, last: bool) -> KnownDay | None:
    written = WRITTEN.fullmatch(stated)
    if written is None:
        return None
    year, month, day = (int(one) if one else None for one in written.groups())
    known = _of(year or 0, month, day, last)
    return known if known and FIRST_DAY <= known.day <= LAST_DAY else None


def _of(year: int, month: int | None, day: int | None, last: bool) -> KnownDay | None:
    if not 1 <= year <= 9999:
        return None
    if month is None:
        return KnownDay(date(year, 12, 31) if last else date(year, 1, 1), Precision.YEAR)
    if not 1 <= month <= 12:
        return KnownDay(_edge(year, 12 if last else 1, last), Precision.YEAR, is_corrected=True)
    if day is None:
        return KnownDay(_edge(year, month, last), Precision.MONTH)
    return _whole(year, month, day, last)


def _whole(year: int, month: int, day: int, last: bool) -> KnownDay:
    """31 June is the end of June for an end; for a start only the month is known."""
    try:
        return KnownDay(date(year, month, day), Precision.DAY)
    except ValueError:
        how = Precision.CORRECTED if last else Precision.MONTH
        return KnownDay(_edge(year, month, last), how, is_corrected=True)


def _edge(year: int, month: int, last: bool) -> date:
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def first_day(stated: Any) -> date | None:
    known = _known(stated.strip(), last=False) if isinstance(stated, str) else None
    return known.day if known else None


def span_in(stated: str | None) -> tuple[date | None, date | None]:
    """The days of `2017`, `2017-05` or `2017-01-01/2017-04-30`; none for other words."""
    first, _, last = (stated or "").partition("/")
    begins, ends = _known(first.strip(), last=False), _known((last or first).strip(), last=True)
    if begins is None or ends is None or begins.day > ends.day:
        return None, None
    return begins.day, ends.day

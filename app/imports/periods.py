"""When an imported agreement or promise holds, as far as its source says."""

import re
from typing import Any

from app.imports.days import KnownDay, day_in
from app.imports.kinds import END_TYPES
from app.imports.reading import Source
from app.imports.rhythms import NUMBERS
from app.language import folded
from app.models.commitments import EndType

MOST_YEARS = 100
PROLONGED_BY = re.compile(rf"\b({'|'.join(NUMBERS)}|[0-9]{{1,2}})\s+(år|månad)")


def period_in(source: Source) -> tuple[dict[str, Any], str | None]:
    """The period's fields, and the source's word for an end that nobody knows."""
    starts, ends = _in_order(source)
    end_type, unknown = source.code("end_type", END_TYPES)
    extension = source.text("extension")
    period = {
        "period_as_stated": source.line("period_as_stated"),
        **_dated("starts_on", starts),
        **_dated("ends_on", ends),
        "end_type": end_type or (EndType.FIXED if ends and not unknown else EndType.NOT_STATED),
        "length_months": _months(source),
        "prolongation_as_stated": extension,
        "termination_as_stated": source.text("termination"),
        **_prolongation(extension),
    }
    return {name: value for name, value in period.items() if value is not None}, unknown


def _in_order(source: Source) -> tuple[KnownDay | None, KnownDay | None]:
    stated = {key: source.values.get(key) for key in ("valid_from", "valid_to")}
    starts, ends = day_in(source, "valid_from"), day_in(source, "valid_to", last=True)
    if starts and ends and starts.day > ends.day:
        source.left.keep(f"{source.path}valid_to", stated["valid_to"])
        source.left.note("Perioden slutar innan den börjar; slutdagen är utelämnad.")
        return starts, None
    return starts, ends


def _dated(name: str, known: KnownDay | None) -> dict[str, Any]:
    return {name: known.day, f"{name}_precision": known.precision} if known else {}


def _months(source: Source) -> int | None:
    years = source.number("duration_years", 0, MOST_YEARS)
    months = round(years * 12) if years is not None else 0
    return months or None


def _prolongation(extension: str | None) -> dict[str, Any]:
    """Only where the words say that it happens by itself."""
    text = folded(extension or "")
    if "automatisk" not in text:
        return {}
    length = PROLONGED_BY.search(text)
    if length is None:
        return {"prolongs_automatically": True}
    number = NUMBERS.get(length[1]) or int(length[1])
    months = number * (12 if length[2] == "år" else 1)
    return {"prolongs_automatically": True, "prolongation_months": months or None}

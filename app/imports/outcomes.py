"""How an imported commitment is to be followed up, what came of it, and what it rests on."""

import re
from typing import Any

from app.imports.days import KnownDay, day_in, span_in
from app.imports.keys import reference
from app.imports.reading import Source, as_number
from app.imports.work import Work
from app.models.commitments import Precision

LARGEST = 1_000_000_000
REGISTRY_NUMBER = re.compile(r"(?:PRÖ|PM|Dnr|Diarienummer|A[0-9]{3})\b.{1,90}", re.IGNORECASE)


def follow_up_in(work: Work, source: Source) -> dict[str, Any]:
    """What was counted; whether it tells of production, process or effect the source never says."""
    period = source.line("period")
    starts, ends = span_in(period)
    published = day_in(source, "published")
    work.made["followUps"] += 1
    values = {
        "kind": "unknown",
        "period_as_stated": period,
        "period_starts_on": starts,
        "period_ends_on": ends,
        "published_on": published.day if published else None,
        "summary": _published_about(published),
        "values": [_value(one) for one in source.parts("outcomes", 200)],
        "external_references": [reference(work.part_key("follow-up", work.made["followUps"]))],
    }
    source.rest()
    return values


def _published_about(published: KnownDay | None) -> str | None:
    if published is None or published.precision is Precision.DAY:
        return None
    known = published.day.isoformat()[: 7 if published.precision is Precision.MONTH else 4]
    return f"Publicerad {known}; dagen är okänd."


def _value(source: Source) -> dict[str, Any]:
    """A number where it is one; the source's own words where they are not the same."""
    what = source.line("what") or source.line("name") or "Resultat"
    stated = source.values.get("value")
    number = as_number(stated)
    if number is not None and (abs(number) > LARGEST or number != round(number, 3)):
        number = None
    words = source.line("value")
    value = {
        "what": what,
        "value": number,
        "value_as_stated": words if number is None or isinstance(stated, str) else None,
        "unit": source.line("unit"),
    }
    source.rest()
    return value


def rules_in(source: Source) -> list[dict[str, Any]]:
    """The rules for how it is to be followed up."""
    rules = []
    for one in source.parts("follow_up", 50):
        stated, what = one.text("as_stated"), one.text("what")
        name = one.text("name")
        rules.append(
            {
                "as_stated": stated or name or what or "Regeln saknar text i källan.",
                "times_per_year": one.whole("times_per_year", 1, 366),
                "by": one.line("by"),
                "reported_to": one.line("reported_to"),
                "indicators": one.lines("indicators", most=50),
                "what": what,
            }
        )
        one.rest()
    return rules


def legal_bases_in(source: Source) -> list[dict[str, Any]]:
    """A guideline goes by the number that its authority gave it; a law does not."""
    return [
        {"text": one, "registry_number": one if REGISTRY_NUMBER.fullmatch(one) else None}
        for one in source.lines("legal_basis", most=50)
    ]

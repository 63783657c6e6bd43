"""Promises that are told of inside another record."""

from dataclasses import dataclass
from typing import Any

from app.imports.commitments import Plan
from app.imports.keys import reference
from app.imports.names import key_of
from app.imports.periods import period_in
from app.imports.reading import NAME, Source
from app.imports.signing import sign
from app.imports.work import Work
from app.models import CitizenPromise, Commitment
from app.schemas.citizen_promises import CitizenPromiseCreate
from app.services import commitments

TOLD = "Löftet nämns i en annan post; parter och innehåll i övrigt framgår inte."
OWN_DAYS = ("valid_from", "valid_to")


@dataclass
class Told:
    """A promise as another record tells of it."""

    summary: str | None
    period: dict[str, Any]


def own_summary(work: Work) -> str | None:
    """A promise's record often tells of itself: the first entry with no other period."""
    entries = work.source.values.get("medborgarloften")
    if not isinstance(entries, list):
        return None
    for place, one in enumerate(entries):
        if isinstance(one, dict) and _is_about_itself(work, one):
            work.source.values["medborgarloften"] = entries[:place] + entries[place + 1 :]
            return _taken(work, Source(dict(one), work.left, f"medborgarloften[{place}]."))
    return None


def _is_about_itself(work: Work, entry: dict[str, Any]) -> bool:
    own = work.source.values
    same = all(entry.get(day) in (None, own.get(day)) for day in OWN_DAYS)
    return same and entry.get("record_id") in (None, work.key)


def _taken(work: Work, entry: Source) -> str | None:
    summary, period = entry.text("summary"), entry.line("period_as_stated")
    own = work.source.values.get("period_as_stated")
    if period is not None and (not isinstance(own, str) or own != period):
        work.left.remember(f"{entry.path}period_as_stated", period)
    for key in (*OWN_DAYS, "record_id"):
        entry.values.pop(key, None)
    entry.rest()
    return summary


def told_in(work: Work) -> list[Told]:
    """Those that have no record of their own; the words of the others stay as provenance."""
    found = []
    for entry in work.source.parts("medborgarloften"):
        record = entry.values.pop("record_id", None)
        if isinstance(record, str) and work.expects(record):
            work.left.remember(entry.path.rstrip("."), entry.values | {"record_id": record})
            continue
        work.left.keep(f"{entry.path}record_id", record)
        found.append(_told(entry))
    return found


def _told(entry: Source) -> Told:
    summary = entry.text("summary") or entry.text("name")
    period, unknown = period_in(entry)
    entry.left.keep(f"{entry.path}end_type", unknown)
    entry.rest()
    return Told(summary, period)


def add_promises(work: Work, told: list[Told], parent: Commitment, plan: Plan) -> None:
    for number, one in enumerate(told, start=1):
        values = {
            "title": _title(one, parent.title),
            "title_is_constructed": True,
            "summary": one.summary,
            "parent_id": parent.id,
            "level": parent.level,
            "municipality_codes": work.home.municipalities,
            "stated_county_codes": work.home.counties,
            "period": one.period,
            "registered_afterwards": True,
            "provenance": {"source_record_id": work.key, "sources": plan.sources},
            "data_quality_notes": [TOLD],
            "external_references": [reference(work.part_key("promise", number))],
        }
        body = CitizenPromiseCreate.model_validate(values, by_name=True)
        row = commitments.register(work.session, CitizenPromise, body)
        work.session.expunge(row)
        sign(work, row, {"signing": plan.signing["signing"]}, [])
        work.made["citizenPromises"] += 1


def _title(told: Told, parent: str) -> str:
    period = told.period.get("period_as_stated")
    words = f"Medborgarlöfte {period}" if period and key_of(period).isdigit() else "Medborgarlöfte"
    return f"{words} enligt {parent}"[:NAME]

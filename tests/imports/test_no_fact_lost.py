"""Every value of the sample is found in the documents that are served for its record."""

import json
from collections.abc import Iterator
from typing import Any

from app.imports.days import PRECISIONS
from app.imports.kinds import ACTOR_KINDS, END_TYPES, KINDS, LEVELS, PROMISE, ROLES, SIGNINGS
from tests.imports.conftest import SAMPLE, Register

RECORDS: list[dict[str, Any]] = json.loads(SAMPLE.read_text("utf-8"))
CODES: dict[str, dict[str, Any]] = {
    "kind": KINDS,
    "status": SIGNINGS,
    "level": LEVELS,
    "role": ROLES,
    "end_type": END_TYPES,
    "type": ACTOR_KINDS,
    **dict.fromkeys(
        ("signed_on_precision", "valid_from_precision", "valid_to_precision"), PRECISIONS
    ),
}
FLAGS = {
    "title_is_constructed": "titleIsConstructed",
    "part1_present": "hasPartOne",
    "part2_present": "hasPartTwo",
    "is_named_method": "isNamedMethod",
    "replacement_is_inferred": "isInferred",
}
PARTS = ("areas", "measures_without_area", "follow_up_results")


def test_no_fact_is_lost(register: Register) -> None:
    categories = {
        alias: one["code"] for one in register.all("area-categories") for alias in one["aliases"]
    }
    lost = [
        (record["id"], path, value)
        for record in RECORDS
        for path, value, documents in _facts(register, record)
        if not _is_found(path.rsplit(".")[-1], value, documents, categories)
    ]

    assert lost == []


def _facts(register: Register, record: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Path and value, with the document where it must stand."""
    whole = _whole(register, record)
    yield from _leaves({k: v for k, v in record.items() if k not in PARTS}, "", whole)
    number = 0
    for place, area in enumerate(record["areas"], start=1):
        served = whole["areas"][f"{record['id']}#area-{place}"]
        own = {k: v for k, v in area.items() if k != "methods"}
        yield from _leaves(own, f"areas{place}.", served)
        for measure in area["methods"]:
            number += 1
            served = whole["measures"][f"{record['id']}#measure-{number}"]
            yield from _leaves(measure, f"areas{place}.methods.", served)
    for measure in record["measures_without_area"]:
        number += 1
        served = whole["measures"][f"{record['id']}#measure-{number}"]
        yield from _leaves(measure, "measures.", served)
    for place, result in enumerate(record["follow_up_results"], start=1):
        served = whole["followUps"][f"{record['id']}#follow-up-{place}"]
        yield from _leaves(result, "results.", served)


def _whole(register: Register, record: dict[str, Any]) -> dict[str, Any]:
    own = register.record(_path(record), record["id"])
    whole: dict[str, Any] = {"own": own}
    for name, path in (
        ("areas", "prioritised-areas"),
        ("measures", "measures"),
        ("followUps", "follow-ups"),
    ):
        whole[name] = _by_key(register.all(path, commitmentId=own["id"]))
    whole["promises"] = register.all("citizen-promises", parentId=own["id"])
    keys = [one["actorId"] for one in own.get("parties", [])]
    keys += [own[one] for one in ("commissionedById", "reviewerId") if own.get(one)]
    whole["actors"] = [register.get(f"actors/{key}") for key in keys]
    return whole


def _path(record: dict[str, Any]) -> str:
    if record["kind"] == "granskningsuppdrag":
        return "review-assignments"
    return "citizen-promises" if record["kind"] == PROMISE else "agreements"


def _by_key(items: list[Any]) -> dict[str, Any]:
    return {one["externalReferences"][0]["id"]: one for one in items}


def _leaves(value: Any, path: str, served: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{path}{key}.", served)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, path, served)
    elif value is not None:
        yield path.rstrip("."), value, served


def _is_found(name: str, value: Any, documents: Any, categories: dict[str, str]) -> bool:
    if isinstance(value, bool):
        return any(one is value for one in _values_of(documents, FLAGS[name])) or (
            {"name": name, "text": "ja" if value else "nej"} in _dicts(documents)
        )
    served = [one for _, one, _ in _leaves(documents, "", None)]
    if value in served or (isinstance(value, str) and _is_told(value, served)):
        return True
    if name == "kind" and value == PROMISE:
        return True  # the very path says so
    if name == "role" and value in ("uppdragsgivare", "uppdragstagare"):
        return bool(documents["own"].get("reviewerId"))
    meaning = CODES.get(name, {}).get(value) if name in CODES else categories.get(value)
    return meaning is not None and str(meaning) in served


def _is_told(value: str, served: list[Any]) -> bool:
    """A month is the start of a day; an entry that points to another record is kept as JSON."""
    month = len(value) == 7 and value[4] == "-"
    return any(
        isinstance(one, str)
        and ((month and one.startswith(value)) or (one.startswith("{") and f'"{value}"' in one))
        for one in served
    )


def _values_of(documents: Any, field: str) -> list[Any]:
    return [one[field] for one in _dicts(documents) if field in one]


def _dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for one in value.values() for inner in _dicts(one))]
    if isinstance(value, list):
        return [inner for one in value for inner in _dicts(one)]
    return []

"""docs/authorisation.csv as requests: what each operation sends, and what its cells mean."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx2 import Response

from app.models import Actor, NationalReport, Principal
from app.queries.fetching import version_of
from tests.authorisation.places import Place
from tests.authorisation.world import KINDS, World
from tests.callers import As
from tests.contract import CONTRACT
from tests.make import API

FILE = Path(__file__).parents[2] / "docs" / "authorisation.csv"
EMPTY = "empty list"
NAMES = ("resource", "state", "operation")

# Method and path by operation.
OPERATIONS: dict[str, tuple[str, str]] = {
    operation["operationId"]: (verb.upper(), path)
    for path, item in CONTRACT["paths"].items()
    for verb, operation in item.items()
}
# States of the register that are made from those of the world by one statement.
REPORT_NOT_SUBMITTED = "UPDATE annual_reports SET submitted_at = NULL"
MADE_BY: dict[str, tuple[str, str]] = {
    "signedNotReported": ("signed", REPORT_NOT_SUBMITTED),
    "acrossCountiesNotReported": ("acrossCounties", REPORT_NOT_SUBMITTED),
}

DAY = "2024-11-20"
KEYS = {"externalReferences": [{"system": "stratsys", "id": "17"}]}
RETITLED = {"title": "En annan titel"}
ENDING = {"endedOn": "2024-12-31", "reason": "Felregistrerad."}
CHANGES: dict[str, dict[str, Any]] = {
    "agreement": RETITLED,
    "annual_report": {"narrative": [{"question": "R1", "text": "Stöd till kommunerna."}]},
    "citizen_promise": RETITLED,
    "prioritised_area": {"name": "Ett annat namn"},
    "measure": {"progress": "done"},
}


@dataclass(frozen=True)
class Row:
    resource: str
    state: str
    operation: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return "-".join(one for one in (self.operation, self.state) if one)


def rows() -> Iterator[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            resource, state, operation = (one.pop(name) for name in NAMES)
            yield Row(resource, state, operation, dict(one))


def answered(world: World, row: Row) -> dict[str, str]:
    """What every kind of caller gets, each as if it were the only one to ask."""
    found = {}
    for kind in KINDS:
        with world.undone():
            found[kind] = cell_of(attempted(world, row, kind))
    return found


def attempted(world: World, row: Row, kind: str) -> Response:
    state, statement = MADE_BY.get(row.state, (row.state, None))
    if statement is not None:
        world.unlock_reports()
        world.run(statement)
    method, path = OPERATIONS[row.operation]
    record = world.record(row.resource, state) if "{" in path else None
    caller = world.caller(kind)
    body = body_of(world.first, row, record, _actor_of(world.first, kind))
    return sent(caller, method, path, record, body)


def sent(caller: As, method: str, path: str, record: Any, body: Any = None) -> Response:
    """With the version of the record, whether or not the caller could have read it."""
    headers, address = {}, path
    if record is not None:
        key = record.id if hasattr(record, "id") else record.code
        before, _, after = path.partition("{")
        address = before + str(key) + after.partition("}")[2]
        headers = {"If-Match": f'"{version_of(key, getattr(record, "version", 0))}{"0" * 16}"'}
    if method == "GET":
        return caller.get(API + address)
    return caller.request(method, API + address, json=body, headers=headers)


def cell_of(answer: Response) -> str:
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    listed = answer.json().get("items") if is_json and answer.status_code == 200 else None
    return EMPTY if listed == [] else str(answer.status_code)


def _actor_of(place: Place, kind: str) -> Actor | None:
    names = {"ownMunicipality": "town", "policeParty": "police", "countyBoard": "board"}
    return place.actors[names[kind]] if kind in names else None


def body_of(place: Place, row: Row, record: Any, actor: Actor | None) -> Any:
    """About the first place and its municipality, whoever sends it; a party acts for itself."""
    verb = row.operation.partition("_")[0]
    if verb in ("register", "request"):
        return REGISTERED[row.resource](place) | OF_STATE.get((row.resource, row.state), {})
    if verb == "change":
        return CHANGES.get(row.resource, KEYS)
    return ACTIONS[verb](place, record, actor) if verb in ACTIONS else None


def _party(place: Place, record: Any, actor: Actor | None) -> str:
    """The caller's own, or the first that has any."""
    parties = {whose: one for (of, whose), one in place.parties.items() if of == record.id}
    own = parties.get(actor.id) if actor is not None else None
    return str((own or next(iter(parties.values()))).id)


Acted = Callable[[Place, Any, Actor | None], dict[str, Any]]
ACTIONS: dict[str, Acted] = {
    "order": lambda _place, _record, _actor: {
        "recordKind": "forums",
        "beforeOn": "2010-01-01",
        "decisionReference": "KA 2024/17",
        "decidedOn": DAY,
    },
    "record": lambda place, _record, _actor: {
        "reviews": [
            {"commitmentId": _id(place, "agreement", "acrossCounties"), "reviewedOn": "2024-10-01"}
        ]
    },
    "approve": lambda _place, _record, _actor: {"approvedAs": "länsråd"},
    "return": lambda _place, _record, _actor: {"comment": "Skriv om R2."},
    "reissue": lambda _place, _record, _actor: {"reason": "Rättade uppgifter."},
    "compile": lambda _place, _record, _actor: {},
    "cancel": lambda _place, _record, _actor: {},
    "submit": lambda _place, _record, _actor: {},
    "deliver": lambda _place, record, _actor: {
        "target": "riket" if isinstance(record, NationalReport) else "bra",
        "reason": "Försvann.",
    },
    "repeat": lambda _place, _record, _actor: {"reason": "Försvann."},
    "note": lambda _place, _record, _actor: {"reason": "Brevlådan finns inte."},
    "renew": lambda _place, record, _actor: (
        {"lifetimeDays": 90} if isinstance(record, Principal) else {"reason": "Röjd."}
    ),
    "end": lambda _place, _record, _actor: ENDING,
    "sign": lambda place, record, actor: {
        "partyId": _party(place, record, actor),
        "title": "ordförande",
        "signedOn": "2024-02-01",
    },
    "prolong": lambda _place, _record, _actor: {"decidedOn": DAY, "endsOn": "2040-12-31"},
    "amend": lambda _place, _record, _actor: {
        "revision": 2,
        "decidedOn": DAY,
        "effectiveOn": "2025-01-01",
        "reason": "Utvidgad.",
        "changes": RETITLED,
    },
    "correct": lambda _place, _record, _actor: {"reason": "Felskriven.", "changes": RETITLED},
    "terminate": lambda place, record, actor: {
        "decidedOn": DAY,
        "terminatedOn": "2025-01-01",
        "reason": "En ny tecknas.",
        "partyId": _party(place, record, actor),
    },
}


def _id(place: Place, noun: str, state: str) -> str:
    return str(place.records[noun, state].id)


def _between(place: Place) -> list[dict[str, str]]:
    return [
        {"actorId": str(place.actors[one].id), "role": "contracting"} for one in ("town", "police")
    ]


REGISTERED: dict[str, Callable[[Place], dict[str, Any]]] = {
    "action_plan": lambda place: {
        "title": "Åtgärdsplan",
        "kind": "statutory",
        "municipalityCode": place.home,
    },
    "activity": lambda place: {
        "title": "Utbildning",
        "kind": "training",
        "municipalityCodes": [place.home],
        "countyCode": place.county,
    },
    "actor": lambda place: {
        "name": "Bostadsbolaget",
        "kind": "housingCompany",
        "municipalityCode": place.home,
    },
    "agreement": lambda place: {
        "title": "Överenskommelse",
        "level": "municipality",
        "municipalityCodes": [place.home],
        "parties": _between(place),
    },
    "annual_report": lambda place: {"countyCode": place.county, "year": 2023},
    "area_category": lambda _place: {"name": "Båtar", "code": "boats"},
    "calendar": lambda _place: {"title": "Kalendern"},
    "citizen_promise": lambda place: {
        "title": "Löfte",
        "level": "municipality",
        "municipalityCodes": [place.home],
        "parties": _between(place),
    },
    "council_report": lambda place: {"municipalityCode": place.home, "reportedOn": "2024-06-12"},
    "follow_up": lambda place: {
        "kind": "production",
        "commitmentId": _id(place, "agreement", "signed"),
    },
    "forum": lambda place: {
        "name": "Rådet",
        "kind": "localCouncil",
        "municipalityCodes": [place.home],
    },
    "function": lambda place: {
        "title": "Samordnare",
        "kind": "coordinator",
        "actorId": str(place.actors["town"].id),
    },
    "indicator_answer": lambda place: {
        "actorId": str(place.actors["town"].id),
        "indicator": "I13s",
        "year": 2024,
        "grade": 4,
        "answeredOn": "2025-01-15",
    },
    "measure": lambda place: {
        "name": "Grannsamverkan",
        "commitmentId": _id(place, "agreement", "draft"),
    },
    "meeting": lambda place: {
        "heldOn": "2024-03-14",
        "forumId": _id(place, "forum", "localCouncil"),
    },
    "method": lambda _place: {"name": "Värdar", "code": "vardar", "evidence": "unclear"},
    "national_report": lambda _place: {"year": 2024},
    "operating_plan": lambda place: {
        "title": "Verksamhetsplan",
        "countyCode": place.county,
        "year": 2025,
    },
    "principal": lambda place: {
        "title": "Ärendesystemet",
        "roles": ["reader"],
        "actorId": str(place.actors["town"].id),
    },
    "prioritised_area": lambda place: {
        "name": "Stöld",
        "commitmentId": _id(place, "agreement", "draft"),
    },
    "review": lambda place: {
        "reviewedOn": "2024-10-01",
        "commitmentId": _id(place, "agreement", "signed"),
    },
    "review_assignment": lambda place: {"title": "Granskning", "countyCode": place.county},
    "situation_picture": lambda place: {
        "title": "Lägesbild",
        "kind": "own",
        "municipalityCodes": [place.home],
    },
    "state_grant": lambda place: {
        "title": "Trygga kvällar",
        "year": 2024,
        "applicantId": str(place.actors["town"].id),
        "municipalityCode": place.home,
    },
    "support_need": lambda place: {
        "topic": "Orsaksanalys",
        "askedOn": "2024-02-20",
        "askedById": str(place.actors["town"].id),
    },
}
SIGNED_ON_PAPER = {
    "registeredAfterwards": True,
    "signing": "signed",
    "provenance": {"sources": [{"name": "Kommunens webbplats"}]},
}
# What a state adds to the body of a registration.
OF_STATE: dict[tuple[str, str], dict[str, Any]] = {
    ("agreement", "registeredAfterwards"): SIGNED_ON_PAPER,
    ("citizen_promise", "registeredAfterwards"): SIGNED_ON_PAPER,
}

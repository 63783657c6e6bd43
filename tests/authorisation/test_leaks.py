"""What a caller may not see it learns nothing of: not by lists, counts, tags, filters or names."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Response

from app.queries.fetching import version_of
from tests.authorisation.matrix import ENDING, OPERATIONS
from tests.authorisation.world import World
from tests.callers import As
from tests.make import API

NOUNS = {
    operation.removeprefix("read_"): path.partition("/{")[0]
    for operation, (_, path) in OPERATIONS.items()
    if operation.startswith("read_") and path.endswith("}")
}
KNOWN_TO_ALL = {"actor", "area_category", "county", "method", "municipality"}
# Those who see something, in the one place, the other, or the whole country.
SEEING = (
    "ownMunicipality 1",
    "otherMunicipality 1",
    "policeParty 1",
    "policeNotParty 1",
    "countyBoard 1",
    "countyBoard 2",
    "reviewer 1",
    "reviewer 2",
    "bra",
)
ADMINISTERING = (
    "systemAdministrator 1",
    "organisationAdministrator 1",
    "auditor 1",
    "archivist 1",
    "nobody 1",
)
# What a record tells of another one that its reader may not read: id, title or both. Whoever
# wrote the record put it there; docs/authorisation.md says of each why it stands or that it goes.
ALWAYS = {"operating_plan: forum"}
TOLD: Mapping[str, set[str]] = {
    "ownMunicipality 1": {
        "agreement: agreement",
        "agreement: situation_picture",
        "review: review_assignment",
        *ALWAYS,
    },
    "otherMunicipality 1": ALWAYS,
    "policeParty 1": {
        "action_plan: agreement draft",
        "action_plan: forum",
        "agreement: agreement",
        "agreement: forum",
        "council_report: forum",
        "follow_up: forum",
        "measure: prioritised_area inDraft",
        "review: review_assignment",
        *ALWAYS,
    },
    "policeNotParty 1": ALWAYS,
    "countyBoard 1": {
        "action_plan: agreement draft",
        "activity: agreement draft",
        "agreement: agreement draft",
        "agreement: situation_picture",
        "forum: agreement draft",
        "measure: prioritised_area inDraft",
    },
    "reviewer 1": {
        "action_plan: forum",
        "agreement: agreement draft",
        "agreement: forum",
        "agreement: situation_picture",
    },
    "reviewer 2": {
        "action_plan: forum",
        "agreement: agreement",
        "agreement: agreement draft",
        "agreement: forum",
    },
    "bra": {
        "agreement: agreement draft",
        "agreement: forum",
        "agreement: prioritised_area",
        "agreement: situation_picture",
    },
}


def listed(caller: As, path: str, **asked: Any) -> list[str]:
    """The keys of all, as the count says too; of nothing when the list is not for the caller."""
    answer = caller.get(API + path, params={"limit": 100, **asked})
    if answer.status_code == 403:
        return []
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert answer.json()["_meta"]["totalRecords"] == len(items) < 100
    return [str(one.get("id") or one["code"]) for one in items]


def keys(world: World, noun: str) -> set[str]:
    found = [row for (of, _, _), row in world.records.items() if of == noun]
    return {str(row.id if hasattr(row, "id") else row.code) for row in found}


def an_invisible(world: World, caller: As, noun: str) -> Any:
    """A record of the kind that the caller may not see, if there is any."""
    seen = set(listed(caller, NOUNS[noun]))
    found = (row for (of, _, _), row in world.records.items() if of == noun)
    return next((row for row in found if hasattr(row, "id") and str(row.id) not in seen), None)


@pytest.mark.parametrize("who", sorted({*SEEING} - {"otherMunicipality 1", "reviewer 1"}))
def test_what_is_listed_can_be_read_and_nothing_else(world: World, who: str) -> None:
    caller = world.everybody[who]
    for noun, path in NOUNS.items():
        known = keys(world, noun)
        readable = {key for key in known if caller.get(f"{API}{path}/{key}").status_code == 200}
        assert set(listed(caller, path)) & known == readable, noun


@pytest.mark.parametrize("who", ADMINISTERING)
def test_who_only_administers_is_told_of_nothing(world: World, who: str) -> None:
    """Neither how many records there are nor what one of them is called."""
    caller = world.everybody[who]
    for noun, path in NOUNS.items():
        if noun not in KNOWN_TO_ALL | {"principal", "disposal"}:
            assert listed(caller, path) == [], noun
    for asked in ("agreements", "methods", "areas"):
        answer = caller.get(f"{API}/statistics/{asked}", params={"asOf": "2024-06-30"})
        assert answer.status_code == 403 or "⟦" not in answer.text


@pytest.mark.parametrize("who", SEEING)
def test_no_answer_names_what_its_reader_may_not_see(world: World, who: str) -> None:
    caller = world.everybody[who]
    answers = {noun: caller.get(API + path, params={"limit": 100}) for noun, path in NOUNS.items()}
    seen = {
        one["id"]
        for answer in answers.values()
        for one in answer.json().get("items", [])
        if "id" in one
    }
    hidden = {
        named: row
        for named, row in world.records.items()
        if hasattr(row, "id") and str(row.id) not in seen
    }
    told = {
        f"{noun}: {of}" + (f" {state}" if "raft" in state else "")
        for noun, answer in answers.items()
        for (of, state, number), row in hidden.items()
        if str(row.id) in answer.text or f"⟦{of} {state} {number}⟧" in answer.text
    }
    assert told == TOLD.get(who, TOLD.get(who.replace("2", "1")))


def test_what_is_invisible_is_as_if_it_were_not(world: World) -> None:
    """The same answer, byte for byte, as for an id that nobody has; no tag, no HEAD, no 304."""
    caller = world.caller("otherMunicipality")
    for noun, path in NOUNS.items():
        row = an_invisible(world, caller, noun)
        if row is not None:
            tag = f'"{version_of(row.id, row.version)}{"0" * 16}"'
            hidden, nowhere = f"{API}{path}/{row.id}", f"{API}{path}/{uuid4()}"
            for method in ("GET", "HEAD", "PATCH"):
                assert told(caller, method, hidden, tag) == told(caller, method, nowhere, tag), noun
            ending = {told(caller, "POST", f"{one}/endings", tag) for one in (hidden, nowhere)}
            assert len(ending) == 1, noun
            untagged = (
                caller.patch(one, {}, headers={"If-Match": ""}) for one in (hidden, nowhere)
            )
            assert len({one.status_code for one in untagged}) == 1, noun


def told(caller: As, method: str, address: str, tag: str) -> tuple[Any, ...]:
    condition = "If-None-Match" if method in {"GET", "HEAD"} else "If-Match"
    body = {"json": ENDING if method == "POST" else {}} if method in {"POST", "PATCH"} else {}
    answer = caller.request(method, address, headers={condition: tag}, **body)
    assert "etag" not in answer.headers
    assert "location" not in answer.headers
    return answer.status_code, _same(answer, address), tuple(sorted(answer.headers))


def _same(answer: Response, address: str) -> str:
    path = address.removeprefix("https://register.test")
    return answer.text.replace(path, "…")


def test_no_search_finds_what_is_invisible(world: World) -> None:
    """By its words, or by its key in another system; in whatever order."""
    caller = world.caller("otherMunicipality")
    for noun, path in NOUNS.items():
        row = an_invisible(world, caller, noun)
        if row is not None and noun != "annual_report":
            keep_key(world, row)
            seen = listed(caller, path)
            word = str(getattr(row, type(row).WORDING[0]))
            assert str(row.id) not in listed(caller, path, q=word), noun
            assert listed(caller, path, externalId="17") == [], noun
            assert sorted(listed(caller, path, sort="-updatedAt")) == sorted(seen), noun


def keep_key(world: World, row: Any) -> None:
    """Another system's key for the record."""
    world.run(
        "INSERT INTO external_references (id, position, resource_id, system, external_id)"
        " VALUES (:key, 0, :row, :system, '17')",
        key=str(uuid4()),
        row=str(row.id),
        system=f"hemligt {row.id}",
    )

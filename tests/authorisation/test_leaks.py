"""What a caller may not see it learns nothing of: not by lists, counts, tags, filters or names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Response

from app.queries.fetching import version_of
from tests.authorisation.matrix import ENDING, KEYS, OPERATIONS
from tests.authorisation.world import World
from tests.callers import As
from tests.make import API

NOUNS = {
    operation.removeprefix("read_"): path.partition("/{")[0]
    for operation, (_, path) in OPERATIONS.items()
    if operation.startswith("read_") and path.endswith("}")
}
KNOWN_TO_ALL = {"actor", "area_category", "county", "method", "municipality"}
# What there is for those who administer: who may call, what was sent and let open.
OVERSEEN = {"calendar", "delivery", "disposal", "mailing", "principal"}
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
# Where a record refers by id to one that its reader may not see, as its writer has put it there.
REFERENCES = {
    "action_plan: adoptedByForumId",
    "action_plan: commitmentId",
    "activity: commitmentId",
    "agreement: parentId",
    "agreement: partOne.rhythms.forumId",
    "agreement: partTwo.situationPictureId",
    "calendar: principalId",
    "council_report: forumId",
    "follow_up: reportedToForumId",
    "measure: prioritisedAreaId",
    "operating_plan: decidedByForumId",
    "review: reviewAssignmentId",
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
        if noun not in KNOWN_TO_ALL | OVERSEEN:
            assert listed(caller, path) == [], noun
    assert caller.get(f"{API}/due", params={"within": 1_830}).json().get("items", []) == []
    for asked in ("agreements", "methods", "areas"):
        answer = caller.get(f"{API}/statistics/{asked}", params={"asOf": "2024-06-30"})
        assert answer.status_code == 403 or "⟦" not in answer.text


@pytest.mark.parametrize("who", SEEING)
def test_no_list_names_what_its_reader_may_not_see(world: World, who: str) -> None:
    caller = world.everybody[who]
    lists = every_list(caller)
    for noun, items in lists.items():
        for title in hidden_titles(world, lists):
            assert title not in json.dumps(items, ensure_ascii=False), noun


@pytest.mark.parametrize("who", ["countyBoard 1", "policeParty 1", "bra"])
def test_no_history_names_what_its_reader_may_not_see(world: World, who: str) -> None:
    caller = world.everybody[who]
    lists = every_list(caller)
    titles = hidden_titles(world, lists)
    asked = [
        f"{API}{NOUNS[noun]}/{one['id']}{what}"
        for noun, items in lists.items()
        if noun not in KNOWN_TO_ALL
        for one in items
        for what in ("", "/history", "?knownAt=2099-01-01T00:00:00Z")
    ]
    answers = [(address, caller.get(address)) for address in asked]
    assert [one for one, answer in answers if answer.status_code != 200] == []
    told = [(one, title) for one, answer in answers for title in titles if title in answer.text]
    assert told == []


@pytest.mark.parametrize("who", ["countyBoard 1", "policeParty 1", "reviewer 1", "bra"])
def test_no_verdict_names_what_its_reader_may_not_see(world: World, who: str) -> None:
    """Evidence, reasons, reviewers and what has not been reviewed: all by what may be read."""
    caller = world.everybody[who]
    lists = every_list(caller)
    titles = hidden_titles(world, lists)
    below = {
        "agreement": "quality",
        "citizen_promise": "quality",
        "review_assignment": "summary",
    }
    asked = [
        f"{API}{NOUNS[noun]}/{one['id']}/{what}"
        for noun, what in below.items()
        for one in lists[noun]
    ]
    answers = [(address, caller.get(address)) for address in asked]
    assert asked
    assert [one for one, answer in answers if answer.status_code != 200] == []
    told = [(one, title) for one, answer in answers for title in titles if title in answer.text]
    assert told == []


@pytest.mark.parametrize("who", SEEING)
def test_nothing_that_is_reckoned_names_what_its_reader_may_not_see(world: World, who: str) -> None:
    caller = world.everybody[who]
    lists = every_list(caller)
    titles = hidden_titles(world, lists)
    asked = [f"/agreements/{one['id']}/cycle" for one in lists["agreement"]]
    for what in ("cycle", "data-quality"):
        asked += [f"/municipalities/{one['code']}/{what}" for one in lists["municipality"]]
        asked += [f"/counties/{one['code']}/{what}" for one in lists["county"]]
    answers = [
        caller.get(API + address, params={"limit": 100} if "quality" in address else {})
        for address in asked
    ]
    assert {one.status_code for one in answers} <= {200, 403}
    told = [(one.url, title) for one in answers for title in titles if title in one.text]
    assert told == []


def test_an_id_of_what_is_hidden_stands_only_where_its_writer_put_it(world: World) -> None:
    """An id opens nothing. What the register itself finds to refer to a record is left out."""
    found = set()
    for who in SEEING:
        lists = every_list(world.everybody[who])
        ids = {str(row.id) for row in hidden(world, lists).values()}
        found |= {
            f"{noun}: {path}"
            for noun, items in lists.items()
            for one in items
            for path, value in leaves(one)
            if value in ids
        }
    assert found == REFERENCES


def every_list(caller: As) -> dict[str, list[dict[str, Any]]]:
    """The records of each noun that the caller is given."""
    answers = {noun: caller.get(API + path, params={"limit": 100}) for noun, path in NOUNS.items()}
    given = {noun: answer for noun, answer in answers.items() if answer.status_code != 403}
    return {noun: answer.json()["items"] for noun, answer in given.items()}


def hidden(world: World, lists: Mapping[str, list[dict[str, Any]]]) -> dict[Any, Any]:
    """What there is in the world and not in the lists."""
    seen = {one["id"] for items in lists.values() for one in items if "id" in one}
    records = world.records.items()
    return {named: row for named, row in records if str(getattr(row, "id", "")) not in {"", *seen}}


def hidden_titles(world: World, lists: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    return [f"⟦{noun} {state} {number}⟧" for noun, state, number in hidden(world, lists)]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    else:
        yield path, value


def test_what_is_invisible_is_as_if_it_were_not(world: World) -> None:
    """The same answer, byte for byte, as for an id that nobody has; no tag, no HEAD, no 304."""
    caller = world.caller("otherMunicipality")
    for noun, path in NOUNS.items():
        row = an_invisible(world, caller, noun)
        if row is not None:
            tag = tag_of(row)
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


def test_a_key_tells_nothing_of_who_else_has_it(world: World) -> None:
    """Many have a system of the same name, and each keeps its keys in order for itself."""
    hidden = world.record("forum", "localCouncil")
    written = world.caller("ownMunicipality").request(
        "PATCH", f"{API}/forums/{hidden.id}", json=KEYS, headers={"If-Match": tag_of(hidden)}
    )
    stranger = world.caller("policeNotParty")
    answers = [
        stranger.request("POST", f"{API}/forums", json={"name": name, "kind": "network"} | KEYS)
        for name in ("Nätverket", "Ett annat")
    ]

    assert [one.status_code for one in (written, *answers)] == [200, 201, 409]
    assert "extern" in answers[1].json()["detail"]


def tag_of(row: Any) -> str:
    return f'"{version_of(row.id, row.version)}{"0" * 16}"'


def keep_key(world: World, row: Any) -> None:
    """Another system's key for the record."""
    world.run(
        "INSERT INTO external_references"
        " (id, position, resource_id, keeper_id, system, external_id)"
        " VALUES (:key, 0, :row, :row, :system, '17')",
        key=str(uuid4()),
        row=str(row.id),
        system=f"hemligt {row.id}",
    )

"""A body cannot point at what its sender may not see, nor find out that it is there."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.authorisation.matrix import OPERATIONS, REGISTERED
from tests.authorisation.places import Place
from tests.authorisation.world import World
from tests.contract import CONTRACT
from tests.make import API

SHAPES: dict[str, Any] = CONTRACT["components"]["schemas"]
# What everybody may see, and ids of parts of the very record that is sent.
KNOWN_TO_ALL = {
    "actorId",
    "applicantId",
    "askedById",
    "askedOfId",
    "commissionedById",
    "id",
    "leaderId",
    "madeById",
    "methodId",
    "organiserId",
    "participantIds",
    "reviewerId",
    "successorId",
}
# Field by operation, and the noun and state of what it is pointed at in the other place.
POINTED_AT: dict[tuple[str, str], tuple[str, str]] = {
    ("action_plan", "adoptedByForumId"): ("forum", "localCouncil"),
    ("action_plan", "commitmentId"): ("agreement", "signed"),
    ("action_plan", "situationPictureId"): ("situation_picture", "ofMunicipality"),
    ("activity", "commitmentId"): ("agreement", "signed"),
    ("activity", "operatingPlanId"): ("operating_plan", "ofCounty"),
    ("agreement", "parentId"): ("agreement", "signed"),
    ("agreement", "partOne.rhythms[].forumId"): ("forum", "localCouncil"),
    ("agreement", "partTwo.situationPictureId"): ("situation_picture", "ofMunicipality"),
    ("agreement", "replaces[].replacedId"): ("agreement", "signed"),
    ("citizen_promise", "parentId"): ("agreement", "signed"),
    ("citizen_promise", "replaces[].replacedId"): ("citizen_promise", "signed"),
    ("council_report", "forumId"): ("forum", "localCouncil"),
    ("follow_up", "actionPlanId"): ("action_plan", "statutory"),
    ("follow_up", "commitmentId"): ("agreement", "signed"),
    ("follow_up", "measureId"): ("measure", "inSigned"),
    ("follow_up", "operatingPlanId"): ("operating_plan", "ofCounty"),
    ("follow_up", "prioritisedAreaId"): ("prioritised_area", "inSigned"),
    ("follow_up", "reportedToForumId"): ("forum", "localCouncil"),
    ("follow_up", "ruleId"): ("follow_up_rule", ""),
    ("follow_up", "values[].indicatorId"): ("indicator", ""),
    ("measure", "actionPlanId"): ("action_plan", "statutory"),
    ("measure", "causeId"): ("cause", ""),
    ("measure", "commitmentId"): ("agreement", "draft"),
    ("measure", "goalId"): ("goal", ""),
    ("measure", "prioritisedAreaId"): ("prioritised_area", "inDraft"),
    ("meeting", "forumId"): ("forum", "localCouncil"),
    ("operating_plan", "decidedByForumId"): ("forum", "network"),
    ("prioritised_area", "commitmentId"): ("agreement", "draft"),
    ("prioritised_area", "parentId"): ("prioritised_area", "inDraft"),
    ("review", "commitmentId"): ("agreement", "signed"),
    ("review", "reviewAssignmentId"): ("review_assignment", "ordered"),
    ("review_assignment", "commitmentIds[]"): ("agreement", "draft"),
    ("support_need", "visitId"): ("activity", "ofMunicipality"),
}
# What else must stand where the field does.
BESIDE: dict[str, dict[str, Any]] = {
    "forumId": {"nameAsStated": "Rådet"},
    "indicatorId": {"what": "Anmälda brott"},
}
# One of these is what a follow-up is about.
SUBJECTS = {"commitmentId", "prioritisedAreaId", "measureId", "actionPlanId", "operatingPlanId"}
OWN = {"activity": "ofMunicipality"}
COUNTYS = {"operating_plan", "review", "review_assignment"}


def _ids_in(shape: str, path: str = "") -> Iterator[str]:
    for name, field in SHAPES[shape].get("properties", {}).items():
        for one in field.get("anyOf", [field]):
            yield from _ids_at(one, f"{path}{name}")


def _ids_at(field: dict[str, Any], path: str) -> Iterator[str]:
    if field.get("format") == "uuid":
        yield path
    if "items" in field:
        yield from _ids_at(field["items"], f"{path}[]")
    if "$ref" in field:
        yield from _ids_in(field["$ref"].rpartition("/")[2], f"{path}.")


def _bodies() -> Iterator[tuple[str, str]]:
    """The noun and the shape of what registers it."""
    for operation, (verb, path) in OPERATIONS.items():
        noun = operation.partition("_")[2]
        if operation.startswith("register_") and noun in REGISTERED:
            (sent,) = CONTRACT["paths"][path][verb.lower()]["requestBody"]["content"].values()
            yield noun, sent["schema"]["$ref"].rpartition("/")[2]


def test_every_reference_in_a_body_is_tried() -> None:
    found = {
        (noun, path)
        for noun, shape in _bodies()
        for path in _ids_in(shape)
        if path.rpartition(".")[2].removesuffix("[]") not in KNOWN_TO_ALL
    }
    # An actor's parent is an actor.
    assert found - {("actor", "parentId")} == set(POINTED_AT)


@pytest.mark.parametrize("noun, field", sorted(POINTED_AT), ids=str)
def test_what_is_invisible_cannot_be_pointed_at(world: World, noun: str, field: str) -> None:
    """The same answer as for an id that nobody has, and nothing is registered."""
    kind = "countyBoard 2" if noun in COUNTYS else "ownMunicipality 2"
    _, path = OPERATIONS[f"register_{noun}"]
    answers = []
    for target in (_key(world.first, *POINTED_AT[noun, field]), str(uuid4())):
        with world.undone():
            body = _pointing(world.second, noun, field, target)
            answers.append(world.everybody[kind].post(API + path, body))

    assert [one.status_code for one in answers] == [422, 422], answers[0].text
    assert answers[0].json() == answers[1].json()
    named = [one["name"] for one in answers[0].json()["invalidParameters"]]
    assert named == [field.replace("[]", "[0]")]


@pytest.mark.parametrize("noun, field", sorted(POINTED_AT), ids=str)
def test_a_change_cannot_point_there_either(world: World, noun: str, field: str) -> None:
    place = world.second
    kind = "countyBoard 2" if noun in COUNTYS else "ownMunicipality 2"
    state = OWN.get(noun) or next(state for of, state in place.records if of == noun)
    _, path = OPERATIONS[f"change_{noun}"]
    address = f"{API}{path.partition('{')[0]}{place.records[noun, state].id}"
    caller, answers = world.everybody[kind], []
    for target in (_key(world.first, *POINTED_AT[noun, field]), str(uuid4())):
        sent: dict[str, Any] = {}
        _set(sent, field, target)
        with world.undone():
            answers.append(caller.patch(address, sent))

    assert answers[0].status_code == answers[1].status_code == 422, answers[0].text
    assert answers[0].json() == answers[1].json()


def _key(place: Place, noun: str, state: str) -> str:
    return str(place.parts[noun].id if noun in place.parts else place.records[noun, state].id)


def _pointing(place: Place, noun: str, field: str, target: str) -> dict[str, Any]:
    body = REGISTERED[noun](place)
    if field in SUBJECTS and noun == "follow_up":
        del body["commitmentId"]
    if noun == "action_plan" and field == "adoptedByForumId":
        body = {"title": "Handlingsplan", "kind": "operational"}
    _set(body, field, target)
    return body


def _set(body: dict[str, Any], path: str, value: Any) -> None:
    """`a.b[].c` becomes a, in it b with one item, and in that c with what stands beside it."""
    name, _, rest = path.partition(".")
    if rest:
        inner = dict(BESIDE.get(rest, {}))
        _set(inner, rest, value)
        value = inner
    body[name.removesuffix("[]")] = [value] if name.endswith("[]") else value


def test_what_others_have_replaced_is_not_told_by_refusing_it(world: World) -> None:
    """One that is seen, but is not the caller's own, is refused with a reason of its own."""
    caller = world.everybody["countyBoard 1"]
    seen = str(world.first.records["agreement", "signed"].id)
    body = {"title": "Ny", "level": "county", "replaces": [{"replacedId": seen}]}

    answer = caller.post(f"{API}/agreements", body)

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["replaces[0].replacedId"]
    assert "part" in answer.json()["detail"]

"""A field and a parameter have one name, the contract's; the name in the code is no second one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.schemas.sentences import SENTENCES
from tests.contract import CONTRACT
from tests.make import API
from tests.profile.contract import JSON, named, operations, resolved

RESOLVED: dict[str, Any] = resolved(CONTRACT)
OPERATIONS = dict(operations(RESOLVED))
WITH_BODY = sorted(place for place, one in OPERATIONS.items() if "requestBody" in one)
WITH_QUERY = sorted(place for place, one in OPERATIONS.items() if named(one, "query"))
UNKNOWN = SENTENCES["parameter_unknown"]
SEEN = {"If-Match": '"1-0123456789abcdef"'}


def _in_code(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def _fields(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field whose name in code is another: where it stands, and a body that has it."""
    for name, field in schema.get("properties", {}).items():
        if _in_code(name) != name:
            yield path + _in_code(name), {_in_code(name): None}
        for one in field.get("anyOf", [field]):
            yield from ((place, {name: body}) for place, body in _fields(one, f"{path}{name}."))
            listed = _fields(one.get("items", {}), f"{path}{name}[0].")
            yield from ((place, {name: [body]}) for place, body in listed)


def _address(place: str) -> str:
    """Keys that are well-formed; nothing is read before body and query are right."""
    path = place.partition(" ")[2]
    for name, one in named(OPERATIONS[place], "path").items():
        code = "04" if "{2}" in one["schema"].get("pattern", "") else "0480"
        key = "018f3b5e-0000-7000-8000-000000000000" if "format" in one["schema"] else code
        path = path.replace(f"{{{name}}}", key)
    return API + path


def _faults(answer: Any) -> list[str]:
    return [one["name"] for one in answer.json()["invalidParameters"]]


@pytest.mark.parametrize("place", WITH_BODY)
def test_a_body_is_refused_the_names_that_fields_have_in_code(
    client: TestClient, place: str
) -> None:
    verb, schema = place.partition(" ")[0], OPERATIONS[place]["requestBody"]["content"][JSON]
    asked = list(_fields(schema["schema"]))
    assert asked

    for name, body in asked:
        answer = client.request(verb, _address(place), json=body, headers=SEEN)
        assert (answer.status_code, name in _faults(answer)) == (422, True), answer.text


@pytest.mark.parametrize("place", WITH_QUERY)
def test_a_query_is_refused_the_names_that_parameters_have_in_code(
    client: TestClient, place: str
) -> None:
    known = named(OPERATIONS[place], "query").keys()

    for name in {_in_code(one) for one in known} - known:
        answer = client.get(_address(place), params={name: "1"})
        assert (answer.status_code, answer.json()["detail"]) == (400, UNKNOWN), name
        assert _faults(answer) == [name]

"""What holds for every noun of the contract, also for those that are added later."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models.commitments import Signing
from tests import make
from tests.contract import CONTRACT
from tests.make import API

PATHS: dict[str, dict[str, Any]] = CONTRACT["paths"]
SHAPES: dict[str, dict[str, Any]] = CONTRACT["components"]["schemas"]

EVERYWHERE = {"asOf", "page", "limit", "sort", "q", "updatedSince", "externalSystem", "externalId"}
# Reference data, and what a machine is ordered to do, have no keys, words or days of their own.
NOT_RECORDS = {
    "/counties",
    "/municipalities",
    "/annual-reports",
    "/national-reports",
    "/disposals",
    "/due",
    "/audit-entries",
}
PROBLEM = "application/problem+json"


def _shape(schema: dict[str, Any]) -> dict[str, Any]:
    return SHAPES[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _answered(operation: dict[str, Any]) -> dict[str, Any]:
    answer = operation["responses"].get("200", {}).get("content", {})
    return _shape(answer.get("application/json", {}).get("schema", {}))


def _is_list(path: str) -> bool:
    return "_meta" in _answered(PATHS[path].get("get", {"responses": {}})).get("properties", {})


# What the register asks is part of it, so that this list is never empty.
BUILT_IN = "/definitions"
LISTS = sorted(path for path in PATHS if _is_list(path) and "{" not in path and path != BUILT_IN)
RECORDS = [path for path in LISTS if path not in NOT_RECORDS and "post" in PATHS[path]]
READ_BY_KEY = sorted(path for path in PATHS if "{" in path and "get" in PATHS[path])


def _declared(path: str, verb: str) -> list[dict[str, Any]]:
    shared = CONTRACT["components"]["parameters"]
    return [
        shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for one in PATHS[path][verb].get("parameters", [])
    ]


def _parameters(path: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in _declared(path, "get") if one["in"] == "query"}


SAMPLES = {
    "^[0-9]{2}$": "99",
    "^[0-9]{4}$": "9999",
    "^[0-9]{6}-?[0-9]{4}$": "212000-0142",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "est",
    "^Q(0[1-9]|1[0-9]|2[0-2])$": "Q01",
    "^[0-9]{4}-W[0-9]{2}$": "2026-W48",
    "uuid": str(uuid4()),
    "date": "2024-06-30",
    "date-time": "2024-06-30T12:00:00Z",
    "boolean": "true",
    "string": "ord",
}


def _sample(schema: dict[str, Any]) -> Any:
    """Some value that the schema allows."""
    schema = _shape(schema.get("anyOf", [schema])[0])
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    if schema["type"] == "integer":
        return schema.get("maximum", 1)
    return SAMPLES[schema.get("pattern") or schema.get("format") or schema["type"]]


def _path_with_keys(path: str, verb: str) -> str:
    for one in _declared(path, verb):
        path = path.replace(f"{{{one['name']}}}", str(_sample(one["schema"])))
    return f"{API}{path}"


def _made(session: Session, path: str) -> Any:
    """A record that may still be changed: an agreement that is signed may not."""
    noun = PATHS[path]["post"]["operationId"].partition("_")[2]
    unsigned = {"signing": Signing.UNSIGNED} if noun in ("agreement", "citizen_promise") else {}
    return getattr(make, noun)(session, **unsigned)


def test_the_contract_has_its_nouns() -> None:
    assert len(RECORDS) >= 10


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_says_so(client: TestClient, path: str) -> None:
    answer = client.get(f"{API}{path}")

    assert answer.status_code == 200, answer.text
    meta = {"totalRecords": 0, "page": 1, "limit": 20, "count": 0}
    assert (answer.json()["_meta"], answer.json()["items"]) == (meta, [])


@pytest.mark.parametrize("path", LISTS)
def test_every_parameter_of_a_list_is_understood(client: TestClient, path: str) -> None:
    """Each alone, so that the statement of each is run."""
    for name, parameter in _parameters(path).items():
        answer = client.get(f"{API}{path}", params={name: _sample(parameter["schema"])})
        assert (name, answer.status_code) == (name, 200), answer.text
        assert answer.json()["items"] == []


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(f"{API}{path}", params={"okand": "1"})

    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["okand"]


@pytest.mark.parametrize("path", READ_BY_KEY)
def test_an_unknown_key_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(_path_with_keys(path, "get"))

    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("path", [one for one in PATHS if "post" in PATHS[one] and "{" not in one])
def test_an_empty_body_names_what_is_missing(client: TestClient, path: str) -> None:
    body = PATHS[path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    required = set(_shape(body).get("required", []))

    answer = client.post(f"{API}{path}", json={})

    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert {one["name"] for one in answer.json()["invalidParameters"]} == required


@pytest.mark.parametrize("path", RECORDS)
def test_a_change_of_nothing_makes_no_new_version(
    client: TestClient, session: Session, path: str
) -> None:
    row = _made(session, path)

    answer = client.patch(f"{API}{path}/{row.id}", json={})

    assert (answer.status_code, answer.json()["version"]) == (200, 1)


@pytest.mark.parametrize("path", RECORDS)
def test_a_record_is_read_changed_and_ended(
    client: TestClient, session: Session, statements: list[str], path: str
) -> None:
    """The list takes one statement, says what the record says, and goes past its end."""
    row = _made(session, path)
    statements.clear()

    listed = client.get(f"{API}{path}")

    assert len(statements) == 1
    one = f"{API}{path}/{row.id}"
    assert listed.json()["items"] == [client.get(one).json()]
    beyond = client.get(f"{API}{path}", params={"page": 2}).json()
    assert (beyond["items"], beyond["_meta"]["totalRecords"]) == ([], 1)
    key = {"system": "stratsys", "id": "17"}
    changed = client.patch(one, json={"externalReferences": [key]})
    assert changed.json().get("externalReferences") == [key], changed.text
    for value, found in (("17", 1), ("18", 0)):
        found_by_key = client.get(f"{API}{path}", params={"externalId": value}).json()
        assert found_by_key["_meta"]["totalRecords"] == found
    ending = {"endedOn": "2024-12-31", "reason": "Felregistrerad."}
    assert client.post(f"{one}/endings", json=ending).status_code == 201
    assert client.post(f"{one}/endings", json=ending).status_code == 409
    assert client.get(one).json()["endedReason"] == "Felregistrerad."


@pytest.mark.parametrize("path", RECORDS)
def test_an_answer_has_the_fields_that_are_promised(
    client: TestClient, session: Session, path: str
) -> None:
    row = _made(session, path)
    promised = _answered(PATHS[f"{path}/{_key_of(path)}"]["get"])["properties"]

    read = client.get(f"{API}{path}/{row.id}").json()

    assert read.keys() == promised.keys()  # in whatever order: JSON knows none


def _key_of(path: str) -> str:
    (key,) = (one.rpartition("/")[2] for one in READ_BY_KEY if one.rpartition("/")[0] == path)
    return key


@pytest.mark.parametrize("path", RECORDS)
def test_a_record_can_be_changed_and_ended_but_not_deleted(path: str) -> None:
    one = f"{path}/{_key_of(path)}"

    assert {"get", "patch"} <= set(PATHS[one])
    assert "post" in PATHS[f"{one}/endings"]


@pytest.mark.parametrize("path", [one for one in LISTS if one not in NOT_RECORDS])
def test_a_list_can_be_narrowed_as_every_other(path: str) -> None:
    assert set(_parameters(path)) >= EVERYWHERE


@pytest.mark.parametrize("path", sorted(PATHS))
def test_an_operation_is_told_in_swedish_and_english(path: str) -> None:
    for verb, operation in PATHS[path].items():
        assert len(operation["summary"].split(" / ")) == 2, verb
        swedish, english = operation["description"].split("\n\n")
        assert (swedish[-1], english[-1]) == (".", "."), verb
        for parameter in _declared(path, verb):
            assert parameter.get("description"), parameter["name"]


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_change_says_which_version_it_changes_and_a_post_can_be_retried(path: str) -> None:
    for verb in PATHS[path].keys() - {"get"}:
        taken = {one["name"]: one["required"] for one in _declared(path, verb)}
        assert taken.get("If-Match", False) == (verb == "patch" or "{" in path), verb
        assert ("Idempotency-Key" in taken) == (verb == "post"), verb


@pytest.mark.parametrize("path", sorted(PATHS))
def test_nothing_is_deleted(path: str) -> None:
    assert set(PATHS[path]) <= {"get", "post", "patch"}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_field_is_described(shape: str) -> None:
    """By itself, or by the shape that it refers to when both would say the same."""
    fields = SHAPES[shape].get("properties", {}).items()

    described = {name for name, one in fields if {**_shape(one), **one}.get("description")}
    assert {name for name, _ in fields} - described == set()

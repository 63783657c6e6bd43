"""No client is broken by a new contract without its version saying so."""

import json
from pathlib import Path
from typing import Any

import pytest

from openapi import release
from openapi.comparing import breaking_changes
from openapi.essence import essence
from openapi.write import CONTRACT

Node = dict[str, Any]

TEXT: Node = {"type": "string"}
WHOLE: Node = {"type": "integer"}
LOOP: Node = {"$ref": "#/components/schemas/Loop"}


def contract(schemas: Node | None = None, **operation: Any) -> Node:
    paths = {"/forums": {"post": {"responses": {}} | operation}}
    return {"paths": paths, "components": {"schemas": schemas or {}}}


def asking(*parameters: Node) -> Node:
    return contract(parameters=list(parameters))


def query(schema: Node = TEXT, **more: Any) -> Node:
    return {"in": "query", "name": "q", "schema": schema} | more


def taking(schema: Node, media_type: str = "application/json", **more: Any) -> Node:
    return contract(requestBody={"content": {media_type: {"schema": schema}}} | more)


def answering(schema: Node, status: str = "200", **more: Any) -> Node:
    return contract(responses={status: holding(schema, **more)})


def holding(schema: Node, **more: Any) -> Node:
    return {"content": {"application/json": {"schema": schema}}} | more


Q = "POST /forums: query parameter `q`"

BREAKING = [
    (contract(), {"paths": {}}, "POST /forums is gone"),
    (contract(), {"paths": {"/forums": {}}}, "POST /forums is gone"),
    (
        contract(),
        contract(security=[{"bearer": []}]),
        "POST /forums: nobody may call it without credentials any longer",
    ),
    (
        contract(security=[{}, {"bearer": []}]),
        contract() | {"security": [{"bearer": []}]},
        "POST /forums: nobody may call it without credentials any longer",
    ),
    (asking(query()), asking(), f"{Q} is gone"),
    (asking(), asking(query(required=True)), f"{Q} is new and required"),
    (asking(query()), asking(query(required=True)), f"{Q} became required"),
    (asking(query(TEXT)), asking(query(WHOLE)), f"{Q} no longer takes string"),
    (contract(), taking(TEXT, required=True), "POST /forums: the body became required"),
    (taking(TEXT), taking(TEXT, required=True), "POST /forums: the body became required"),
    (taking(TEXT), taking(WHOLE), "POST /forums: the body no longer takes string"),
    (
        taking(TEXT),
        taking(TEXT, "text/plain"),
        "POST /forums: the body in `application/json` is gone",
    ),
    (answering(TEXT), answering(TEXT, status="201"), "POST /forums 200 is gone"),
    (answering(TEXT), answering(WHOLE), "POST /forums 200: the body may now be integer"),
    (
        answering(TEXT),
        contract(responses={"200": {}}),
        "POST /forums 200: the body in `application/json` is gone",
    ),
    (
        answering(TEXT, headers={"Location": {}}),
        answering(TEXT, headers={"ETag": {}}),
        "POST /forums 200: header `Location` is gone",
    ),
]

HARMLESS = [
    ({"paths": {}}, contract()),
    (contract(), contract(security=[{}, {"bearer": []}])),
    (contract(security=[{"bearer": []}]), contract(security=[{"code": []}])),
    (contract(), contract(summary="Ett forum", operationId="register")),
    (asking(), asking(query())),
    (asking(query(required=True)), asking(query())),
    (asking(query({"anyOf": [TEXT, {"type": "null"}]})), asking(query(TEXT))),
    (contract(), taking(TEXT)),
    (answering(TEXT), contract(responses={"200": holding(TEXT), "201": holding(TEXT)})),
    (answering(TEXT, headers={"etag": {}}), answering(TEXT, headers={"ETag": {}})),
]


@pytest.mark.parametrize(("old", "new", "sentence"), BREAKING)
def test_what_breaks_a_client_is_named_and_nothing_else(
    old: Node, new: Node, sentence: str
) -> None:
    assert breaking_changes(old, new) == [sentence]


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_what_breaks_no_client_is_not_named(old: Node, new: Node) -> None:
    assert breaking_changes(old, new) == []


def looping(leaf: Node, inner: Node = LOOP) -> Node:
    loop = {"type": "object", "properties": {"leaf": leaf, "next": inner}, "required": ["next"]}
    between = {"type": "object", "properties": {"next": LOOP}, "required": ["next"]}
    schemas = {"Loop": loop, "Between": between}
    return contract(schemas, requestBody=holding(LOOP), responses={"200": holding(LOOP)})


def test_a_change_is_found_behind_references_that_lead_in_a_circle() -> None:
    assert breaking_changes(looping(TEXT), looping(WHOLE)) == [
        "POST /forums: request field `leaf` no longer takes string",
        "POST /forums 200: field `leaf` may now be integer",
    ]


def test_a_circle_that_closes_a_step_later_is_no_change_by_itself() -> None:
    short, long = looping(TEXT), looping(TEXT, {"$ref": "#/components/schemas/Between"})

    assert breaking_changes(long, short) == []
    assert breaking_changes(short, long) == []


def test_what_is_only_read_is_left_out_but_no_field_that_is_called_so() -> None:
    said = {"description": "Vad det heter.", **TEXT}
    schema = {"title": "Forum", "properties": {"title": said, "content": said}}

    assert essence(schema) == {"properties": {"title": TEXT, "content": TEXT}}


@pytest.mark.parametrize(
    ("released", "version", "may"),
    [
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.1.9", False),
        ("0.9.0", "0.10.0", True),
        ("0.1.0", "1.0.0", True),
        ("1.0.0", "1.1.0", False),
        ("1.9.0", "2.0.0", True),
        ("2.0.0", "1.9.0", False),
    ],
)
def test_only_a_version_that_says_so_may_break_clients(
    released: str, version: str, may: bool
) -> None:
    assert release.may_break(released, version) is may


def test_the_newest_release_is_told_by_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("0.9.0", "0.10.0", "0.2.0"):
        (tmp_path / f"{version}.json").touch()
    monkeypatch.setattr(release, "RELEASED", tmp_path)

    assert release.newest().stem == "0.10.0"


def test_a_released_contract_is_never_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "RELEASED", tmp_path)
    release.release(contract() | {"info": {"version": "0.2.0"}})

    with pytest.raises(SystemExit, match=r"0\.2\.0 is released"):
        release.release(asking(query()) | {"info": {"version": "0.2.0"}})

    assert json.loads((tmp_path / "0.2.0.json").read_text())["paths"] == contract()["paths"]


def test_the_contract_breaks_no_client_of_the_newest_release() -> None:
    released = json.loads(release.newest().read_text(encoding="utf-8"))
    committed = json.loads(CONTRACT.read_text(encoding="utf-8"))
    was, is_now = released["info"]["version"], committed["info"]["version"]

    changes = [] if release.may_break(was, is_now) else breaking_changes(released, committed)

    assert not changes, f"{is_now} breaks clients of {was}:\n" + "\n".join(changes)

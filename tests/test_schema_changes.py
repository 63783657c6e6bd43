"""What breaks a client in the schema of a field is named; what doesn't is not."""

from typing import Any

import pytest

from openapi.schema_changes import Place, schema_changes

Node = dict[str, Any]

SENT = Place("POST /forums", "request field", request=True, field="kind")
COMING = Place("GET /forums/{forumId} 200", "field", request=False, field="kind")

TEXT: Node = {"type": "string"}
DAY: Node = {"type": "string", "format": "date"}
WHOLE: Node = {"type": "integer"}
NUMBER: Node = {"type": "number"}
NOTHING: Node = {"type": "null"}
TEXT_OR_NOTHING: Node = {"anyOf": [TEXT, NOTHING]}
EMPTY: Node = {"type": "object", "properties": {}}
ONE: Node = {"type": "object", "properties": {"name": TEXT}}
ONE_REQUIRED: Node = ONE | {"required": ["name"]}
TWO_VALUES: Node = {"type": "string", "enum": ["network", "council"]}
ONE_VALUE: Node = {"type": "string", "const": "council"}


def object_of(schema: Node) -> Node:
    return {"type": "object", "additionalProperties": schema}


def list_of(schema: Node) -> Node:
    return {"type": "array", "items": schema}


BREAKING_IN_REQUESTS = [
    (TEXT, WHOLE, "`kind` no longer takes string"),
    (TEXT_OR_NOTHING, TEXT, "`kind` no longer takes null"),
    ({"type": ["string", "null"]}, TEXT, "`kind` no longer takes null"),
    (NUMBER, WHOLE, "`kind` no longer takes number"),
    ({}, TEXT, "`kind` no longer takes just anything"),
    (TEXT, DAY, "`kind` changed format from none to date"),
    (TEXT | {"maxLength": 500}, TEXT | {"maxLength": 100}, "`kind` got maxLength 100 (was 500)"),
    (TEXT, TEXT | {"maxLength": 9}, "`kind` got maxLength 9 (was none)"),
    (WHOLE | {"minimum": 1}, WHOLE | {"minimum": 2}, "`kind` got minimum 2 (was 1)"),
    (WHOLE, WHOLE | {"minimum": 0}, "`kind` got minimum 0 (was none)"),
    (TEXT, TEXT | {"minLength": 1}, "`kind` got minLength 1 (was none)"),
    (TEXT_OR_NOTHING, TEXT_OR_NOTHING | {"maxLength": 9}, "`kind` got maxLength 9 (was none)"),
    (TEXT | {"pattern": "^a$"}, TEXT | {"pattern": "^b$"}, "`kind` got another pattern"),
    (TWO_VALUES, ONE_VALUE, "`kind` no longer takes `network`"),
    (TEXT, TWO_VALUES, "`kind` takes only named values now"),
    (list_of(TEXT), list_of(WHOLE), "`kind[]` no longer takes string"),
    ({"type": "array"}, list_of(TEXT), "`kind[]` no longer takes just anything"),
    (ONE, EMPTY, "`kind.name` is gone"),
    (EMPTY, ONE_REQUIRED, "`kind.name` is new and required"),
    (ONE, ONE_REQUIRED, "`kind.name` became required"),
    (object_of(TEXT), object_of(WHOLE), "`kind.*` no longer takes string"),
    (
        object_of(TEXT),
        EMPTY | {"additionalProperties": False},
        "`kind` takes no fields but the named ones any longer",
    ),
    (
        EMPTY,
        EMPTY | {"additionalProperties": False},
        "`kind` takes no fields but the named ones any longer",
    ),
]

HARMLESS_IN_REQUESTS = [
    (TEXT, TEXT_OR_NOTHING),
    (WHOLE, NUMBER),
    (TEXT, {}),
    (DAY, TEXT),
    (DAY, DAY | {"maxLength": 10}),
    (WHOLE, WHOLE | {"format": "int32"}),
    (TEXT | {"maxLength": 100}, TEXT | {"maxLength": 500}),
    (TEXT | {"minLength": 2}, TEXT | {"minLength": 1}),
    (TEXT, TEXT | {"minLength": 0}),
    (TEXT | {"pattern": "^a$"}, TEXT),
    (ONE_VALUE, TWO_VALUES),
    (TWO_VALUES, TEXT),
    (EMPTY, ONE),
    (ONE_REQUIRED, ONE),
    ({"oneOf": [DAY, TEXT]}, {"oneOf": [TEXT, DAY]}),
    (EMPTY | {"additionalProperties": False}, EMPTY),
]

BREAKING_IN_RESPONSES = [
    (TEXT, WHOLE, "`kind` may now be integer"),
    (TEXT, TEXT_OR_NOTHING, "`kind` may now be null"),
    (WHOLE, NUMBER, "`kind` may now be number"),
    (TEXT, {}, "`kind` may now be just anything"),
    (DAY, TEXT, "`kind` changed format from date to none"),
    (list_of(TEXT), list_of(WHOLE), "`kind[]` may now be integer"),
    (ONE, EMPTY, "`kind.name` is gone"),
    (ONE_REQUIRED, ONE, "`kind.name` may now be missing"),
    (object_of(TEXT), object_of(WHOLE), "`kind.*` may now be integer"),
]

HARMLESS_IN_RESPONSES = [
    (TEXT_OR_NOTHING, TEXT),
    (NUMBER, WHOLE),
    (TEXT, DAY),
    (TEXT, TEXT | {"maxLength": 9}),
    (TEXT | {"maxLength": 9}, TEXT),
    (ONE_VALUE, TWO_VALUES),
    (EMPTY, ONE_REQUIRED),
    (EMPTY, EMPTY | {"additionalProperties": False}),
]


@pytest.mark.parametrize(("old", "new", "sentence"), BREAKING_IN_REQUESTS)
def test_a_request_that_is_no_longer_taken_is_named(old: Node, new: Node, sentence: str) -> None:
    assert list(schema_changes(SENT, old, new)) == [f"POST /forums: request field {sentence}"]


@pytest.mark.parametrize(("old", "new"), HARMLESS_IN_REQUESTS)
def test_a_request_that_is_still_taken_is_not_named(old: Node, new: Node) -> None:
    assert list(schema_changes(SENT, old, new)) == []


@pytest.mark.parametrize(("old", "new", "sentence"), BREAKING_IN_RESPONSES)
def test_an_answer_that_nobody_expected_is_named(old: Node, new: Node, sentence: str) -> None:
    changes = list(schema_changes(COMING, old, new))

    assert changes == [f"GET /forums/{{forumId}} 200: field {sentence}"]


@pytest.mark.parametrize(("old", "new"), HARMLESS_IN_RESPONSES)
def test_an_answer_that_was_to_be_expected_is_not_named(old: Node, new: Node) -> None:
    assert list(schema_changes(COMING, old, new)) == []

"""The examples of the contract can be sent as they stand, and tell of nobody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.http.contract.examples import IDENTIFIER
from app.personal_numbers import has_personal_number
from app.reference.loading import load
from app.schemas.bodies import Body
from tests import make
from tests.contract import CONTRACT
from tests.make import API

SHAPES: dict[str, dict[str, Any]] = CONTRACT["components"]["schemas"]
# What must stand in the register before the example can refer to it.
REFERRED = {
    "actorId": make.actor,
    "applicantId": make.actor,
    "askedById": make.actor,
    "commitmentId": make.draft,
    "forumId": make.forum,
}

# What needs more than reference data, and is shown in tests of its own.
ELSEWHERE = {"CalendarCreate", "NationalReportCreate"}


def _bodies_sent() -> Iterator[tuple[str, str, str]]:
    """Path, verb and shape of every operation that takes a body."""
    for path, item in CONTRACT["paths"].items():
        for verb, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {})
            for sent in content.values():
                yield path, verb, sent["schema"]["$ref"].rpartition("/")[2]


def _made_from(shape: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in shape.__subclasses__():
        yield one
        yield from _made_from(one)


# A body for PATCH is made from one of the same name; the last of a name is what is served.
MODELS = {one.__name__: one for one in _made_from(Body)}
BODIES = sorted({shape for _, _, shape in _bodies_sent()})
REGISTERED = sorted((path, shape) for path, verb, shape in _bodies_sent() if "{" not in path)


def _examples_in(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for one in node:
            yield from _examples_in(one)
    elif isinstance(node, dict):
        yield from (node[key] for key in ("example", "examples") if key in node)
        for one in node.values():
            yield from _examples_in(one)


def _texts_in(example: Any) -> Iterator[str]:
    if isinstance(example, str):
        yield example
    elif isinstance(example, dict):
        yield from _texts_in(list(example.values()))
    elif isinstance(example, list):
        for one in example:
            yield from _texts_in(one)


TEXTS = {text for example in _examples_in(CONTRACT) for text in _texts_in(example)}


def _told(name: str) -> dict[str, Any]:
    """The examples that the fields of the shape give by themselves."""
    fields = MODELS[name].model_fields.items()
    return {field.alias or name: list(field.examples) for name, field in fields if field.examples}


def _with_real_references(session: Session, example: dict[str, Any]) -> dict[str, Any]:
    real = {
        name: str(REFERRED[name](session).id)
        for name, value in example.items()
        if value == IDENTIFIER
    }
    return example | real


def test_there_are_bodies_to_look_at() -> None:
    assert len(BODIES) > 40
    assert len(REGISTERED) > 15


@pytest.mark.parametrize("name", BODIES)
def test_the_example_of_a_body_is_a_body_that_is_accepted(name: str) -> None:
    sent = MODELS[name].model_validate(SHAPES[name]["example"])

    assert sent.model_fields_set or set(SHAPES[name]["properties"]) == {"falseAlarmReason"}


@pytest.mark.parametrize("name", BODIES)
def test_a_field_shows_the_example_that_it_was_given(name: str) -> None:
    shown = {
        field: [schema.get("example")]
        for field, schema in SHAPES[name]["properties"].items()
        if field in _told(name)
    }

    assert shown == _told(name)


def test_every_example_can_be_registered_where_only_reference_data_stands(
    client: TestClient, session: Session, connection: Connection
) -> None:
    """Each is taken back before the next, since all show the same key of another system.

    A calendar is somebody's own, and the register itself is nobody. A national report rests on
    what the counties have submitted.
    """
    load(session)
    answers = {}
    for path, name in (one for one in REGISTERED if one[1] not in ELSEWHERE):
        with connection.begin_nested() as alone:
            body = _with_real_references(session, SHAPES[name]["example"])
            answers[name] = client.post(f"{API}{path}", json=body)
            alone.rollback()

    refused = {name: one.text for name, one in answers.items() if one.status_code > 202}
    assert refused == {}


def test_no_example_looks_like_a_persons_number() -> None:
    assert {one for one in TEXTS if has_personal_number(one)} == set()


def test_no_example_is_an_address_that_somebody_may_have() -> None:
    assert {one for one in TEXTS if re.search(r"@(?!.*\bexample\b)", one)} == set()

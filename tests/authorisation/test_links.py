"""A record's links offer what the caller may do, and nothing that is refused it."""

from typing import Any

import pytest

from tests.authorisation.matrix import EMPTY, MADE_BY, OPERATIONS, Row, rows
from tests.authorisation.test_leaks import NOUNS
from tests.authorisation.world import KINDS, World
from tests.make import API

DONE = {EMPTY, "200", "201", "202"}
# Offered, and refused only for what it would change: what comes after signing may be noted.
REFUSED_BY_STATE = {"409", "422"}
# Of each thing that can be done with a record, as it stands, beyond reading it.
ROWS = [
    row
    for row in rows()
    if "{" in OPERATIONS[row.operation][1]
    and row.operation != f"read_{row.resource}"
    and row.state not in MADE_BY
]


def _rel(row: Row) -> tuple[str, str]:
    method, path = OPERATIONS[row.operation]
    below = path.partition("}")[2].removeprefix("/")
    return method, {"": "edit", "workbook": "enclosure"}.get(below, below)


def _offered(world: World, kind: str) -> dict[str, set[tuple[str, str]]]:
    """By record, of all the lists that the caller may ask for."""
    caller, found = world.caller(kind), {}
    for path in NOUNS.values():
        answer = caller.get(API + path, params={"limit": 100})
        items: list[dict[str, Any]] = answer.json().get("items", [])
        for one in items:
            links = {(link["method"], link["rel"]) for link in one["_links"]}
            found[str(one.get("id") or one["code"])] = links
    return found


@pytest.mark.parametrize("kind", KINDS[1:])
def test_what_is_offered_is_what_the_matrix_lets_the_caller_do(world: World, kind: str) -> None:
    offered = _offered(world, kind)
    for row in ROWS:
        record = world.record(row.resource, row.state)
        key = str(record.id if hasattr(record, "id") else record.code)
        if key not in offered:
            continue
        cell, is_offered = row.cells[kind], _rel(row) in offered[key]
        assert cell in DONE | REFUSED_BY_STATE or not is_offered, (row, cell)
        assert is_offered or cell not in DONE, (row, cell)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_link_to_a_list_leads_to_one_that_holds_the_record(world: World, kind: str) -> None:
    for links in _offered(world, kind).values():
        assert {("GET", "self"), ("GET", "collection")} <= links

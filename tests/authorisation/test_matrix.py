"""Every cell of docs/authorisation.csv, over HTTP, on both engines."""

import pytest
from fastapi import APIRouter

from app.main import refuse_unruled, routers
from app.permissions import POLICIES, PUBLIC
from tests.authorisation.matrix import EMPTY, OPERATIONS, Row, answered, rows
from tests.authorisation.world import KINDS, World

ROWS = list(rows())
# What is answered to one who asks for something: no other word stands in a cell.
KNOWN = {EMPTY, "200", "201", "202", "401", "403", "404", "409", "422"}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_caller_gets_what_the_matrix_says(world: World, row: Row) -> None:
    assert answered(world, row) == row.cells


def test_the_matrix_has_every_operation_of_the_contract_and_no_other() -> None:
    assert {row.operation for row in ROWS} == set(OPERATIONS)


def test_the_matrix_has_every_kind_of_caller_and_says_each_thing_once() -> None:
    assert {tuple(row.cells) for row in ROWS} == {KINDS}
    assert {cell for row in ROWS for cell in row.cells.values()} <= KNOWN
    named = [str(row) for row in ROWS]
    assert sorted(named) == sorted(set(named))


def test_nobody_without_a_token_gets_more_than_what_is_public() -> None:
    let_in = {row.operation for row in ROWS if row.cells["anonymous"] != "401"}

    assert let_in == PUBLIC & set(OPERATIONS)


def test_what_cannot_be_read_can_be_done_nothing_with() -> None:
    """404 for reading is 404 for all else, and never 403; the log of it too."""
    readable = {
        (row.resource, row.state, kind): cell
        for row in ROWS
        for kind, cell in row.cells.items()
        if row.operation == f"read_{row.resource}"
    }
    for row in (one for one in ROWS if "{" in OPERATIONS[one.operation][1]):
        for kind, cell in row.cells.items():
            if readable.get((row.resource, row.state, kind)) == "404":
                assert cell == "404", (row, kind)


def test_a_route_without_a_policy_keeps_the_service_from_starting() -> None:
    router = APIRouter()
    router.add_api_route("/forums/{forumId}/secrets", lambda: None, name="read_forum_secrets")

    with pytest.raises(RuntimeError, match="read_forum_secrets"):
        refuse_unruled(router.routes)


def test_every_route_has_a_policy_or_is_public() -> None:
    served = {str(getattr(route, "name", "")) for one in routers() for route in one.routes}

    assert served <= POLICIES.keys() | PUBLIC
    assert not POLICIES.keys() & PUBLIC

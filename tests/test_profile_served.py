"""What Sweden's REST API profile asks that shows only in a running service."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API
from tests.profile.contract import committed, paged

PATHS: dict[str, Any] = committed()["paths"]
LISTS = sorted(place.removeprefix("get ") for place, _ in paged(committed()))
RECORDS = {
    path: PATHS[path]["post"]["operationId"].partition("_")[2]
    for path in LISTS
    if "post" in PATHS[path] and path not in {"/annual-reports", "/disposals", "/national-reports"}
}


@pytest.mark.parametrize("path", RECORDS)
def test_reading_changes_nothing(
    client: TestClient, session: Session, statements: list[str], path: str
) -> None:
    row = getattr(make, RECORDS[path])(session)
    session.flush()
    statements.clear()

    for address in (f"{API}{path}", f"{API}{path}/{row.id}"):
        answers = [client.request(verb, address) for verb in ("GET", "GET", "HEAD", "OPTIONS")]
        assert [one.status_code for one in answers] == [200, 200, 200, 204]
        assert answers[0].content == answers[1].content

    assert statements
    assert [one for one in statements if not one.startswith(("SELECT", "WITH"))] == []


@pytest.mark.parametrize("page", [0, 99])
@pytest.mark.parametrize("path", RECORDS)
def test_a_page_outside_the_list_is_empty(
    client: TestClient, session: Session, path: str, page: int
) -> None:
    getattr(make, RECORDS[path])(session)

    answer = client.get(f"{API}{path}", params={"page": page})

    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert answer.json()["_meta"]["totalRecords"] >= 1

"""Functions at actors over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

FUNCTIONS = f"{API}/functions"


def test_a_function_is_shown_with_its_actor(client: TestClient, session: Session) -> None:
    actor = make.actor(session, "Oxelösunds kommun")
    body = {
        "actorId": str(actor.id),
        "kind": "coordinator",
        "title": "Brottsförebyggande samordnare",
        "percentOfFullTime": 50,
        "coordinatesAndSupports": True,
        "mailbox": "trygghet@oxelosund.example",
    }

    answer = client.post(FUNCTIONS, json=body)

    assert answer.status_code == 201, answer.text
    function = answer.json()
    assert (function["actorName"], function["actorKind"]) == ("Oxelösunds kommun", "municipality")
    assert (function["isContactPoint"], function["personName"]) == (None, None)
    assert client.get(f"{FUNCTIONS}/{function['id']}").json() == function


@pytest.mark.parametrize("percent", [-1, 101, 50.5, "50", True])
def test_a_share_of_full_time_is_a_whole_percentage(
    client: TestClient, session: Session, percent: Any
) -> None:
    function = make.function(session)

    answer = client.patch(f"{FUNCTIONS}/{function.id}", json={"percentOfFullTime": percent})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "percentOfFullTime"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"kind": "coordinator"}, ["Samordnare"]),
        ({"municipalityCode": "0481"}, ["Kommunpolis", "Samordnare"]),
        ({"municipalityCode": "0480"}, ["Kommunpolis"]),
        ({"countyCode": "04"}, ["Kommunpolis", "Samordnare"]),
        ({"countyCode": "05"}, ["Strateg"]),
        ({"q": "stra"}, ["Strateg"]),
    ],
)
def test_functions_are_found_by_where_their_actor_is_at_home_or_at_work(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    for code in ("0480", "0481", "0580"):
        make.municipality(session, code, f"Kommun {code}")
    home = make.actor(session, municipality_code="0481")
    police = make.actor(session, "Lokalpolisområdet", kind="localPoliceArea")
    make.area_of_work(session, police, "0481")
    make.area_of_work(session, police, "0480")
    other = make.actor(session, "Linköping", municipality_code="0580")
    make.function(session, home)
    make.function(session, police, kind="municipalPoliceOfficer", title="Kommunpolis")
    make.function(session, other, kind="other", title="Strateg")

    answer = client.get(FUNCTIONS, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["title"] for one in answer.json()["items"]] == titles


def test_functions_are_listed_for_one_actor_in_one_statement(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    function = make.function(session)
    make.function(session, make.actor(session, "En annan"))
    statements.clear()

    answer = client.get(FUNCTIONS, params={"actorId": str(function.actor_id)})

    assert [one["id"] for one in answer.json()["items"]] == [str(function.id)]
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("day", "found"), [("2023-12-31", 0), ("2024-01-01", 1), ("2024-06-29", 1), ("2024-06-30", 0)]
)
def test_functions_are_found_by_a_day_they_were_valid(
    client: TestClient, session: Session, day: str, found: int
) -> None:
    make.function(session, valid_from=date(2024, 1, 1), ended_on=date(2024, 6, 30))

    answer = client.get(FUNCTIONS, params={"validOn": day, "asOf": "2020-01-01"})

    assert answer.json()["_meta"]["totalRecords"] == found

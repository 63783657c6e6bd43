"""Counties and municipalities over HTTP: reference data, by the codes of SCB."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

COUNTIES = f"{API}/counties"
MUNICIPALITIES = f"{API}/municipalities"


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    make.county(session, "04", "Södermanlands län")
    make.county(session, "18", "Örebro län")
    make.county(session, "01", "Stockholms län")
    make.municipality(session, "1880", "Örebro")
    make.municipality(session, "0488", "Trosa")
    make.municipality(session, "0481", "Oxelösund")
    dissolved = make.municipality(session, "0400", "Ålberga")
    dissolved.valid_to = date(2023, 12, 31)
    session.flush()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["01", "04", "18"]),
        ({"sort": "-name"}, ["18", "04", "01"]),
        ({"sort": "-code"}, ["18", "04", "01"]),
        ({"sort": "code", "limit": 1, "page": 2}, ["04"]),
        ({"q": "ÖRE"}, ["18"]),
        ({"q": "södermanland LÄN"}, ["04"]),
        ({"q": "_"}, []),
        ({"countyCode": "04"}, ["04"]),
    ],
)
def test_counties_are_found_by_name_and_code(
    client: TestClient, query: dict[str, str], codes: list[str]
) -> None:
    answer = client.get(COUNTIES, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["code"] for one in answer.json()["items"]] == codes


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Oxelösund", "Trosa", "Ålberga", "Örebro"]),
        ({"sort": "code"}, ["Ålberga", "Oxelösund", "Trosa", "Örebro"]),
        ({"countyCode": "04"}, ["Oxelösund", "Trosa", "Ålberga"]),
        ({"countyCode": "04", "status": "valid"}, ["Oxelösund", "Trosa"]),
        ({"status": "ended"}, ["Ålberga"]),
        ({"status": "valid", "asOf": "2023-12-31"}, ["Oxelösund", "Trosa", "Ålberga", "Örebro"]),
        ({"q": "åLB"}, ["Ålberga"]),
    ],
)
def test_municipalities_are_found_as_of_a_day(
    client: TestClient, query: dict[str, str], names: list[str]
) -> None:
    answer = client.get(MUNICIPALITIES, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["items"]] == names
    assert answer.json()["_meta"]["totalRecords"] == len(names)


def _without_links(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "_links"}


def test_a_municipality_is_read_by_its_code_with_its_county(client: TestClient) -> None:
    municipality = client.get(f"{MUNICIPALITIES}/0481").json()
    county = client.get(f"{COUNTIES}/04").json()

    assert _without_links(municipality) == {
        "code": "0481",
        "name": "Oxelösund",
        "countyCode": "04",
        "countyName": "Södermanlands län",
        "validFrom": None,
        "validTo": None,
        "status": "valid",
    }
    assert _without_links(county) == {
        "code": "04",
        "name": "Södermanlands län",
        "policeRegion": "Öst",
    }


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{MUNICIPALITIES}/0499", 404),
        (f"{MUNICIPALITIES}/481", 400),
        (f"{COUNTIES}/02", 404),
        (f"{COUNTIES}/4", 400),
        (f"{COUNTIES}?updatedSince=2024-01-01T00:00:00Z", 400),
    ],
)
def test_an_unknown_code_is_not_found_and_an_ill_formed_one_is_400(
    client: TestClient, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize("address", [COUNTIES, MUNICIPALITIES])
def test_nobody_changes_reference_data_over_http(client: TestClient, address: str) -> None:
    assert client.post(address, json={}).status_code == 405


@pytest.mark.parametrize("address", [COUNTIES, MUNICIPALITIES])
def test_a_list_of_places_takes_one_statement(
    client: TestClient, statements: list[str], address: str
) -> None:
    statements.clear()

    client.get(address)

    assert len(statements) == 1

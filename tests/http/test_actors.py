"""Actors over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import ActorArea
from tests import make
from tests.make import API

ACTORS = f"{API}/actors"


def test_an_actor_is_shown_with_the_names_of_what_it_refers_to(
    client: TestClient, session: Session
) -> None:
    make.county(session, "04", "Södermanlands län")
    make.municipality(session, "0481", "Oxelösund")
    make.municipality(session, "0480", "Nyköping")
    above = make.actor(session, "Polisområde Södermanland", kind="policeArea")
    heir = make.actor(session, "Lokalpolisområde Södra Sörmland", kind="localPoliceArea")

    answer = client.post(
        ACTORS,
        json={
            "kind": "localPoliceArea",
            "name": "Lokalpolisområde Nyköping",
            "aliases": ["LPO Nyköping"],
            "countyCode": "04",
            "parentId": str(above.id),
            "mailbox": "lpo@polisen.example",
            "areas": [{"municipalityCode": "0481", "validFrom": "2015-01-01"}],
            "successors": [
                {"successorId": str(heir.id), "kind": "merge", "succeededOn": "2026-01-01"}
            ],
        },
    )

    assert answer.status_code == 201, answer.text
    actor = answer.json()
    assert actor["parentName"] == "Polisområde Södermanland"
    assert (actor["countyName"], actor["municipalityName"]) == ("Södermanlands län", None)
    assert actor["areas"] == [
        {
            "municipalityCode": "0481",
            "municipalityName": "Oxelösund",
            "validFrom": "2015-01-01",
            "validTo": None,
        }
    ]
    assert actor["successors"] == [
        {
            "successorId": str(heir.id),
            "successorName": "Lokalpolisområde Södra Sörmland",
            "kind": "merge",
            "succeededOn": "2026-01-01",
        }
    ]
    assert client.get(f"{ACTORS}/{actor['id']}").json() == actor


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("212000-0142", 201),
        ("2120000142", 201),
        ("212000-0144", 422),
        ("811218-9876", 422),
        ("19811218-9876", 422),
        ("212000-014", 422),
        (2120000142, 422),
    ],
)
def test_an_organisation_number_is_checked(client: TestClient, sent: Any, status: int) -> None:
    body = {"kind": "region", "name": "Regionen", "organisationNumber": sent}

    answer = client.post(ACTORS, json=body)

    assert answer.status_code == status, answer.text
    if status == 201:
        assert answer.json()["organisationNumber"] == "212000-0142"
    else:
        assert answer.json()["invalidParameters"][0]["name"] == "organisationNumber"


def test_two_actors_do_not_share_an_organisation_number(client: TestClient) -> None:
    body = {"kind": "region", "name": "Regionen", "organisationNumber": "212000-0142"}
    assert client.post(ACTORS, json=body).status_code == 201

    answer = client.post(ACTORS, json=body | {"name": "En annan"})

    assert answer.status_code == 409
    assert answer.json()["detail"] == "En aktör med samma organisationsnummer finns redan."


@pytest.fixture
def police(session: Session) -> dict[str, Any]:
    """The region over the area over the local area."""
    region = make.actor(session, "Polisregion Öst", kind="policeRegion")
    area = make.actor(session, "Polisområdet", kind="policeArea", parent_id=region.id)
    local = make.actor(session, "Lokalpolisområdet", kind="localPoliceArea", parent_id=area.id)
    return {"region": region, "area": area, "local": local}


@pytest.mark.parametrize("parent", ["region", "area", "local"])
def test_an_actor_is_not_part_of_itself(
    client: TestClient, police: dict[str, Any], parent: str
) -> None:
    region = f"{ACTORS}/{police['region'].id}"

    answer = client.patch(region, json={"parentId": str(police[parent].id)})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "parentId"
    assert client.get(region).json()["parentId"] is None


def test_an_actor_may_move_to_another_parent(client: TestClient, police: dict[str, Any]) -> None:
    local = f"{ACTORS}/{police['local'].id}"

    answer = client.patch(local, json={"parentId": str(police["region"].id)})

    assert answer.status_code == 200, answer.text
    assert answer.json()["parentName"] == "Polisregion Öst"


def test_an_actor_does_not_succeed_itself(client: TestClient, police: dict[str, Any]) -> None:
    key = str(police["local"].id)

    answer = client.patch(
        f"{ACTORS}/{key}", json={"successors": [{"successorId": key, "kind": "rename"}]}
    )

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "successors[0].successorId"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "localPoliceArea"}, ["Lokalpolisområdet"]),
        ({"municipalityCode": "0481"}, ["Lokalpolisområdet", "Oxelösunds kommun"]),
        ({"municipalityCode": "0481", "asOf": "2014-12-31"}, ["Oxelösunds kommun"]),
        ({"countyCode": "04"}, ["Lokalpolisområdet", "Länsstyrelsen", "Oxelösunds kommun"]),
        ({"countyCode": "04", "asOf": "2014-12-31"}, ["Länsstyrelsen", "Oxelösunds kommun"]),
        ({"organisationNumber": "2120000142"}, ["Länsstyrelsen"]),
        ({"q": "lst d"}, ["Länsstyrelsen"]),
        ({"q": "212000-01"}, ["Länsstyrelsen"]),
    ],
)
def test_actors_are_found_where_they_are_at_home_or_at_work_on_the_day(
    client: TestClient, session: Session, police: dict[str, Any], query: Any, names: list[str]
) -> None:
    make.municipality(session, "0481")
    make.actor(session, "Oxelösunds kommun", municipality_code="0481")
    make.actor(
        session,
        "Länsstyrelsen",
        county_code="04",
        aliases=["Lst D"],
        organisation_number="212000-0142",
    )
    key = police["local"].id
    session.add(ActorArea(actor_id=key, municipality_code="0481", valid_from=date(2015, 1, 1)))
    session.flush()

    answer = client.get(ACTORS, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["items"]] == names


def test_actors_are_found_by_their_parent(client: TestClient, police: dict[str, Any]) -> None:
    answer = client.get(ACTORS, params={"parentId": str(police["area"].id)})

    assert [one["name"] for one in answer.json()["items"]] == ["Lokalpolisområdet"]


def test_a_list_of_actors_takes_one_statement(
    client: TestClient, police: dict[str, Any], statements: list[str]
) -> None:
    statements.clear()

    client.get(ACTORS, params={"kind": "localPoliceArea"})

    assert len(statements) == 1


def test_an_actor_is_at_home_in_the_county_of_its_municipality(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "0481")
    make.county(session, "05", "Östergötlands län")
    body = {"kind": "municipality", "name": "Kommunen", "municipalityCode": "0481"}

    wrong = client.post(ACTORS, json=body | {"countyCode": "05"})
    right = client.post(ACTORS, json=body | {"countyCode": "04"})

    assert (wrong.status_code, right.status_code) == (422, 201)
    assert wrong.json()["invalidParameters"][0]["name"] == "countyCode"
    moved = client.patch(f"{ACTORS}/{right.json()['id']}", json={"countyCode": "05"})
    assert moved.status_code == 422


def test_an_actor_does_not_succeed_itself_through_others(
    client: TestClient, police: dict[str, Any]
) -> None:
    def succeeded(name: str, *heirs: str) -> Any:
        sent = [{"successorId": str(police[one].id), "kind": "rename"} for one in heirs]
        return client.patch(f"{ACTORS}/{police[name].id}", json={"successors": sent})

    assert succeeded("region", "area").status_code == 200
    assert succeeded("area", "local").status_code == 200
    circle = succeeded("local", "region")
    assert circle.status_code == 422
    assert circle.json()["invalidParameters"][0]["name"] == "successors[0].successorId"
    assert succeeded("region", "area", "local").status_code == 200

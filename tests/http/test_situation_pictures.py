"""Situation pictures over HTTP."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

PICTURES = f"{API}/situation-pictures"


def test_a_picture_shows_which_sections_of_the_law_it_has(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "0481")
    maker = make.actor(session, "Oxelösunds kommun")

    answer = client.post(
        PICTURES,
        json={
            "title": "Lägesbild för Oxelösund",
            "kind": "joint",
            "madeById": str(maker.id),
            "municipalityCodes": ["0481"],
            "sections": {"mapsCrime": True, "hasAnalysis": False},
            "sources": ["Trygghetsmätning"],
        },
    )

    assert answer.status_code == 201, answer.text
    picture = answer.json()
    assert picture["madeByName"] == "Oxelösunds kommun"
    assert picture["sources"] == ["Trygghetsmätning"]
    assert picture["sections"] == {
        "mapsCrime": True,
        "mapsExtent": None,
        "mapsConsequences": None,
        "hasOtherInformation": None,
        "hasAnalysis": False,
    }


def test_a_change_of_one_section_leaves_the_others(client: TestClient, session: Session) -> None:
    picture = make.situation_picture(session, maps_crime=True, has_analysis=True)

    answer = client.patch(f"{PICTURES}/{picture.id}", json={"sections": {"hasAnalysis": None}})

    sections = answer.json()["sections"]
    assert (sections["mapsCrime"], sections["hasAnalysis"]) == (True, None)


@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_picture_is_of_some_municipality(client: TestClient, session: Session, verb: str) -> None:
    picture = make.situation_picture(session)
    path = PICTURES if verb == "post" else f"{PICTURES}/{picture.id}"

    answer = client.request(
        verb, path, json={"title": "Lägesbild", "kind": "own", "municipalityCodes": []}
    )

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"] == [
        {"name": "municipalityCodes", "reason": "Ska ha minst 1 värden."}
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"kind": "own"}, ["Egen"]),
        ({"countyCode": "04"}, ["Egen", "Gemensam"]),
        ({"municipalityCode": "0482"}, ["Gemensam"]),
        ({"municipalityCode": "0580"}, ["Annan"]),
        ({"year": 2024}, ["Gemensam"]),
    ],
)
def test_pictures_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    for code in ("0480", "0481", "0482", "0580"):
        make.municipality(session, code)
    make.situation_picture(session, "Egen", ("0481",), kind="own", made_on=date(2023, 12, 31))
    make.situation_picture(session, "Gemensam", ("0480", "0482"), made_on=date(2024, 1, 1))
    make.situation_picture(session, "Annan", ("0580",))

    answer = client.get(PICTURES, params=query)

    assert [one["title"] for one in answer.json()["items"]] == titles


def test_pictures_are_found_by_who_made_them(client: TestClient, session: Session) -> None:
    actor = make.actor(session)
    make.situation_picture(session, "Vår", made_by_id=actor.id)
    make.situation_picture(session, "En annans")

    answer = client.get(f"{API}/situation-pictures", params={"madeById": str(actor.id)})

    assert [one["title"] for one in answer.json()["items"]] == ["Vår"]

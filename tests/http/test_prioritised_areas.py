"""Prioritised areas over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Cause, Commitment, Goal, Measure, PrioritisedArea
from tests import make
from tests.make import API

AREAS = f"{API}/prioritised-areas"


def area_in(
    session: Session, commitment: Commitment, name: str = "Trygga ungdomar", **values: Any
) -> PrioritisedArea:
    return make.prioritised_area(session, name, commitment_id=commitment.id, **values)


def measure_in(
    session: Session, commitment: Commitment, name: str = "EST-möten", **values: Any
) -> Measure:
    return make.measure(session, name, commitment_id=commitment.id, **values)


def test_an_area_is_shown_with_its_commitment_and_its_measures(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session, "Överenskommelse för Oxelösund")
    make.area_category(session, "theft")
    make.area_category(session, "housing")
    body = {
        "commitmentId": str(draft.id),
        "name": "Stöld- och tillgreppsbrott",
        "categoryCodes": ["theft", "housing"],
        "priorityGrounds": ["mostCommon", "exposedPlaces"],
        "causes": [{"text": "Olåsta cykelrum", "analysedOn": "2024-02-01"}],
        "goals": [{"text": "Färre cykelstölder", "isMeasurable": True}],
        "indicators": [
            {"name": "Anmälda cykelstölder", "baseline": 120.5, "direction": "decrease"},
            {"name": "Avslöjade narkotikabrott", "direction": "increase"},
        ],
    }

    answer = client.post(AREAS, json=body)

    assert answer.status_code == 201, answer.text
    area = answer.json()
    assert area["commitmentTitle"] == "Överenskommelse för Oxelösund"
    assert area["categoryCodes"] == ["housing", "theft"]
    assert area["priorityGrounds"] == ["mostCommon", "exposedPlaces"]
    assert [one["text"] for one in area["causes"]] == ["Olåsta cykelrum"]
    assert (area["goals"][0]["isMeasurable"], area["goals"][0]["isSpecific"]) == (True, None)
    assert [one["baseline"] for one in area["indicators"]] == [120.5, None]
    assert area["measures"] == []

    method = make.method(session, "est", name="EST")
    measure = measure_in(
        session, draft, "Veckomöten", prioritised_area_id=area["id"], method_id=method.id
    )
    assert client.get(f"{AREAS}/{area['id']}").json()["measures"] == [
        {
            "id": str(measure.id),
            "name": "Veckomöten",
            "methodCode": "est",
            "methodName": "EST",
            "methodEvidence": {
                "evidence": "unclear",
                "evidenceQuality": None,
                "evidenceNote": None,
                "caution": None,
                "evidenceSource": None,
                "evidenceYear": None,
            },
            "endedOn": None,
        }
    ]


def test_a_part_that_is_sent_with_its_id_keeps_it(client: TestClient, session: Session) -> None:
    draft = make.draft(session)
    area = area_in(
        session, draft, goals=[Goal(text="Färre stölder", is_specific=True), Goal(text="Bort")]
    )
    kept = str(area.goals[0].id)

    answer = client.patch(
        f"{AREAS}/{area.id}", json={"goals": [{"text": "Nytt"}, {"id": kept, "text": "Färre"}]}
    )

    assert answer.status_code == 200, answer.text
    new, old = answer.json()["goals"]
    assert (new["text"], old["text"], old["id"], old["isSpecific"]) == ("Nytt", "Färre", kept, True)


def test_a_part_of_another_area_is_refused(client: TestClient, session: Session) -> None:
    draft = make.draft(session)
    other = area_in(session, draft, causes=[Cause(text="En orsak")])
    area = area_in(session, draft, "Ett annat")
    stranger = {"id": str(other.causes[0].id), "text": "Tagen"}

    answer = client.patch(f"{AREAS}/{area.id}", json={"causes": [{"text": "Egen"}, stranger]})

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["causes[1].id"]


def test_a_cause_that_a_measure_meets_is_not_taken_away(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    area = area_in(session, draft, causes=[Cause(text="En orsak")])
    measure_in(session, draft, prioritised_area_id=area.id, cause_id=area.causes[0].id)

    answer = client.patch(f"{AREAS}/{area.id}", json={"causes": []})

    assert answer.status_code == 409
    assert len(client.get(f"{AREAS}/{area.id}").json()["causes"]) == 1


def test_an_area_lies_within_one_of_the_same_commitment(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    above = area_in(session, draft, "Överst")
    elsewhere = area_in(session, make.draft(session, "Ett annat"), "Annat")
    body = {"commitmentId": str(draft.id), "name": "Delområde"}

    within = client.post(AREAS, json=body | {"parentId": str(above.id)})
    assert within.status_code == 201, within.text
    for address, refused in [
        (client.post, (AREAS, body | {"parentId": str(elsewhere.id)})),
        (client.patch, (f"{AREAS}/{above.id}", {"parentId": within.json()["id"]})),
        (client.patch, (f"{AREAS}/{above.id}", {"parentId": str(above.id)})),
    ]:
        answer = address(refused[0], json=refused[1])
        assert answer.status_code == 422, answer.text
        assert answer.json()["invalidParameters"][0]["name"] == "parentId"
    assert client.get(AREAS).json()["_meta"]["totalRecords"] == 3


def test_the_areas_of_a_signed_commitment_stay_as_they_were_signed(
    client: TestClient, session: Session
) -> None:
    signed = make.agreement(session)
    area = area_in(session, signed)
    here = f"{AREAS}/{area.id}"
    ending = {"endedOn": "2024-06-30", "reason": "Klart."}

    for address, body in [
        (AREAS, {"commitmentId": str(signed.id), "name": "Ett till"}),
        (f"{here}/endings", ending),
    ]:
        assert client.post(address, json=body).status_code == 409
    assert client.patch(here, json={"name": "Något annat"}).status_code == 409
    assert client.get(here).json()["version"] == 1
    assert client.get(AREAS).json()["_meta"]["totalRecords"] == 1


def test_an_area_of_a_draft_can_be_ended_and_the_draft_gets_a_new_version(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    area = area_in(session, draft)
    ending = {"endedOn": "2024-06-30", "reason": "Togs bort ur utkastet."}

    answer = client.post(f"{AREAS}/{area.id}/endings", json=ending)

    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "ended"
    session.refresh(draft)
    assert draft.version == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("priorityGrounds", ["mostFrequent"]),
        ("categoryCodes", ["unknown-category"]),
        ("commitmentId", "018f3b5e-0000-7000-8000-000000000000"),
        ("goals", [{"isSpecific": True}]),
        ("indicators", [{"name": "Antal", "baseline": 1.2345}]),
    ],
)
def test_a_wrong_value_is_named(
    client: TestClient, session: Session, field: str, value: Any
) -> None:
    body = {"commitmentId": str(make.draft(session).id), "name": "Området", field: value}

    answer = client.post(AREAS, json=body)

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"].startswith(field)


def test_the_commitment_of_an_area_is_not_changed(client: TestClient, session: Session) -> None:
    area = area_in(session, make.draft(session))
    other = make.draft(session, "Ett annat")

    answer = client.patch(f"{AREAS}/{area.id}", json={"commitmentId": str(other.id)})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"municipalityCode": "0481"}, ["Stöld", "Ungdomar"]),
        ({"countyCode": "18"}, ["Trafik"]),
        ({"categoryCode": "theft"}, ["Stöld"]),
        ({"methodCode": "est"}, ["Ungdomar"]),
        ({"methodCode": "sspf"}, []),
        ({"validOn": "2024-01-01"}, ["Stöld", "Ungdomar"]),
        ({"validOn": "2024-01-01", "asOf": "2023-01-01"}, ["Stöld", "Ungdomar"]),
        ({"validOn": "2023-12-31"}, []),
        ({"q": "skola"}, ["Ungdomar"]),
    ],
)
def test_areas_are_found_by_place_category_method_and_day(
    client: TestClient, session: Session, query: dict[str, str], names: list[str]
) -> None:
    make.municipality(session, "0481")
    make.municipality(session, "1880", "Örebro")
    make.area_category(session, "theft")
    here = make.agreement(session, municipality_codes=["0481"])
    there = make.draft(session, municipality_codes=["1880"])
    area_in(session, here, "Stöld", category_codes=["theft"])
    young = area_in(session, here, "Ungdomar", place="Skolan")
    make.area_category(session, "traffic")
    area_in(session, there, "Trafik", category_codes=["traffic"])
    est, sspf = make.method(session, "est"), make.method(session, "sspf")
    measure_in(session, here, prioritised_area_id=young.id, method_id=est.id)
    measure_in(
        session,
        here,
        prioritised_area_id=young.id,
        method_id=sspf.id,
        ended_on=date(2024, 1, 31),
    )

    answer = client.get(AREAS, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["items"]] == names


def test_the_areas_of_a_commitment_take_one_statement(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    agreement = make.agreement(session)
    for place in range(8):
        area_in(session, agreement, f"Område {place}")
    area_in(session, make.draft(session), "Annat")
    statements.clear()

    answer = client.get(AREAS, params={"commitmentId": str(agreement.id)})

    assert answer.json()["_meta"]["totalRecords"] == 8
    assert len(statements) == 1


def test_areas_are_found_by_the_parties_and_years_of_their_commitment(
    client: TestClient, session: Session
) -> None:
    agreement, actor = make.agreement(session), make.actor(session)
    make.party(session, agreement, actor)
    area_in(session, agreement, "Stöld")
    area_in(session, make.agreement(session, starts_on=date(2026, 1, 1)), "Våld")

    def found(query: dict[str, Any]) -> list[str]:
        return [one["name"] for one in client.get(AREAS, params=query).json()["items"]]

    assert found({"actorId": str(actor.id)}) == ["Stöld"]
    assert found({"year": 2025}) == ["Stöld"]
    assert found({"year": 2026}) == ["Stöld", "Våld"]


def test_a_change_of_nothing_leaves_the_commitment_too(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    area = area_in(session, draft)
    url = f"{API}/agreements/{draft.id}"
    before = client.get(url).json()["version"]

    assert client.patch(f"{AREAS}/{area.id}", json={}).status_code == 200
    assert client.get(url).json()["version"] == before


def test_a_part_that_is_referred_to_is_kept_by_its_id(client: TestClient, session: Session) -> None:
    draft = make.draft(session)
    area = area_in(session, draft, goals=[Goal(text="Färre stölder")])
    measure_in(session, draft, prioritised_area_id=area.id, goal_id=area.goals[0].id)

    answer = client.patch(f"{AREAS}/{area.id}", json={"goals": [{"text": "Färre stölder"}]})

    assert answer.status_code == 409
    assert "goals[].id" in answer.json()["detail"]
    if session.get_bind().dialect.name == "postgresql":  # SQLite does not say which key it was
        assert answer.json()["invalidParameters"][0]["name"] == "goals"

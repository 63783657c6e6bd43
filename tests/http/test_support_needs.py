"""Support needs over HTTP."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

NEEDS = f"{API}/support-needs"


def test_a_need_names_who_asked_whom_and_at_which_visit(
    client: TestClient, session: Session
) -> None:
    asking = make.actor(session, "Oxelösunds kommun")
    asked = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard")
    visit = make.activity(session, "Besök i Oxelösund")

    answer = client.post(
        NEEDS,
        json={
            "topic": "Orsaksanalys",
            "askedById": str(asking.id),
            "askedOfId": str(asked.id),
            "askedOn": "2024-02-20",
            "visitId": str(visit.id),
        },
    )

    assert answer.status_code == 201, answer.text
    need = answer.json()
    assert need["askedByName"] == "Oxelösunds kommun"
    assert need["askedOfName"] == "Länsstyrelsen"
    assert need["visitTitle"] == "Besök i Oxelösund"
    assert need["state"] == "open"


@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_need_comes_from_a_visit_not_from_a_training(
    client: TestClient, session: Session, verb: str
) -> None:
    need = make.support_need(session)
    training = make.activity(session, kind="training")
    body = {"visitId": str(training.id)}
    if verb == "post":
        body |= {"topic": "T", "askedById": str(need.asked_by_id), "askedOn": "2024-02-20"}

    answer = client.request(verb, NEEDS if verb == "post" else f"{NEEDS}/{need.id}", json=body)

    assert answer.status_code == 422, answer.text
    assert answer.json()["invalidParameters"] == [
        {
            "name": "visitId",
            "reason": "Ska vara en aktivitet av slaget municipalityVisit (kommunbesök).",
        }
    ]
    assert client.get(NEEDS).json()["_meta"]["totalRecords"] == 1


@pytest.mark.parametrize("state", ["met", "partlyMet"])
@pytest.mark.parametrize(
    ("told", "missing"), [({"howMet": "Utbildning"}, "metOn"), ({"metOn": "2024-05-01"}, "howMet")]
)
def test_a_need_that_is_met_says_when_and_how(
    client: TestClient, session: Session, state: str, told: dict[str, str], missing: str
) -> None:
    need = make.support_need(session)

    answer = client.patch(f"{NEEDS}/{need.id}", json={"state": state, **told})

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [missing]
    whole = {"state": state, "howMet": "Utbildning", "metOn": "2024-05-01"}
    assert client.patch(f"{NEEDS}/{need.id}", json=whole).status_code == 200


def test_a_need_is_not_met_before_it_is_asked(client: TestClient, session: Session) -> None:
    need = make.support_need(session, asked_on=date(2024, 2, 20))

    answer = client.patch(f"{NEEDS}/{need.id}", json={"metOn": "2024-02-19"})

    assert answer.json()["invalidParameters"] == [
        {"name": "metOn", "reason": "Dagen får inte ligga före askedOn."}
    ]


@pytest.mark.parametrize(
    ("query", "topics"),
    [
        ({"countyCode": "04"}, ["Kommunens", "Polisens"]),
        ({"municipalityCode": "0481"}, ["Kommunens", "Polisens"]),
        ({"municipalityCode": "0481", "asOf": "2023-12-31"}, ["Kommunens"]),
        ({"askedById": "municipality"}, ["Kommunens"]),
        ({"state": "inProgress"}, ["Polisens"]),
        ({"year": 2023}, ["Annans"]),
    ],
)
def test_needs_are_narrowed_by_who_asked(
    client: TestClient, session: Session, query: dict[str, str], topics: list[str]
) -> None:
    code = make.municipality(session, "0481").code
    home = make.actor(session, municipality_code=code)
    police = make.actor(session, "LPO", kind="localPoliceArea")
    make.area_of_work(session, police, code).valid_from = date(2024, 1, 1)
    other = make.actor(session, "Annan")
    make.support_need(session, "Kommunens", asked_by_id=home.id)
    make.support_need(session, "Polisens", asked_by_id=police.id, state="inProgress")
    make.support_need(session, "Annans", asked_by_id=other.id, asked_on=date(2023, 5, 1))
    session.flush()

    answer = client.get(
        NEEDS, params={k: str(home.id) if v == "municipality" else v for k, v in query.items()}
    )

    assert [one["topic"] for one in answer.json()["items"]] == topics


def test_needs_are_found_by_whom_was_asked(client: TestClient, session: Session) -> None:
    asked = make.actor(session, "Länsstyrelsen")
    make.support_need(session, "Orsaksanalys", asked_of_id=asked.id)
    make.support_need(session, "Lägesbild")

    answer = client.get(f"{API}/support-needs", params={"askedOfId": str(asked.id)})

    assert [one["topic"] for one in answer.json()["items"]] == ["Orsaksanalys"]

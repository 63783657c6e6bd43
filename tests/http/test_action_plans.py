"""Action plans over HTTP."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

PLANS = f"{API}/action-plans"


def test_a_statutory_plan_shows_what_it_rests_on_and_its_measures(
    client: TestClient, session: Session
) -> None:
    picture = make.situation_picture(session, "Lägesbild 2024", made_on=date(2024, 2, 1))

    answer = client.post(
        PLANS,
        json={
            "title": "Åtgärdsplan",
            "kind": "statutory",
            "municipalityCode": "0481",
            "decidedOn": "2024-05-28",
            "decidedBy": "Kommunfullmäktige",
            "situationPictureId": str(picture.id),
        },
    )

    assert answer.status_code == 201, answer.text
    plan = answer.json()
    assert plan["situationPictureTitle"] == "Lägesbild 2024"
    assert plan["situationPictureMadeOn"] == "2024-02-01"
    make.measure(session, "Grannsamverkan", action_plan_id=plan["id"], progress="ongoing")
    (measure,) = client.get(f"{PLANS}/{plan['id']}").json()["measures"]
    assert (measure["name"], measure["progress"]) == ("Grannsamverkan", "ongoing")


def test_a_picture_later_than_the_decision_is_no_hindrance(
    client: TestClient, session: Session
) -> None:
    """The law check warns; the register keeps what was decided."""
    late = make.situation_picture(session, made_on=date(2024, 12, 1))
    plan = make.action_plan(session, decided_on=date(2024, 5, 28), decided_by="Kommunstyrelsen")

    answer = client.patch(f"{PLANS}/{plan.id}", json={"situationPictureId": str(late.id)})

    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("statutory", {"municipalityCode": None}, "municipalityCode"),
        ("statutory", {"decidedOn": "2024-05-28"}, "decidedBy"),
        ("statutory", {"adoptedByForumId": "forum"}, "adoptedByForumId"),
        ("operational", {"adoptedByForumId": None}, "adoptedByForumId"),
        ("operational", {"decidedBy": "Kommunstyrelsen"}, "decidedBy"),
        ("operational", {"kind": "statutory"}, "adoptedByForumId"),
    ],
)
def test_the_two_kinds_of_plan_are_never_mixed(
    client: TestClient, session: Session, kind: str, wrong: dict[str, str], field: str
) -> None:
    forum = make.forum(session)
    code = make.municipality(session).code
    plan = make.action_plan(session, kind=kind, municipality_code=code)
    sent = {name: str(forum.id) if value == "forum" else value for name, value in wrong.items()}

    answer = client.patch(f"{PLANS}/{plan.id}", json=sent)

    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["invalidParameters"]
    assert (fault["name"], fault["reason"]) == (field, answer.json()["detail"])
    assert client.get(f"{PLANS}/{plan.id}").json()["version"] == 1


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"kind": "operational"}, ["Handlingsplan i länet", "Handlingsplan på orten"]),
        ({"countyCode": "04"}, ["Handlingsplan i länet", "Handlingsplan på orten", "Nyköping"]),
        ({"municipalityCode": "0481"}, ["Handlingsplan på orten"]),
        ({"municipalityCode": "0480"}, ["Nyköping"]),
        ({"year": 2023}, ["Nyköping"]),
        ({"year": 2025}, ["Handlingsplan på orten", "Nyköping"]),
        ({"year": 2026}, ["Handlingsplan på orten"]),
        ({"commitmentId": "agreement"}, ["Handlingsplan på orten"]),
    ],
)
def test_plans_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    for code in ("0480", "0481", "0580"):
        make.municipality(session, code)
    agreement = make.agreement(session, municipality_codes=["0481"])
    regional = make.forum(session, county_code="04")
    make.action_plan(
        session,
        "Nyköping",
        municipality_code="0480",
        decided_on=date(2023, 12, 1),
        decided_by="Kommunfullmäktige",
        valid_from=date(2024, 1, 1),
        valid_to=date(2025, 6, 30),
    )
    make.action_plan(
        session,
        "Handlingsplan på orten",
        kind="operational",
        commitment_id=agreement.id,
        valid_from=date(2025, 12, 31),
    )
    make.action_plan(
        session, "Handlingsplan i länet", kind="operational", adopted_by_forum_id=regional.id
    )
    make.action_plan(session, "Linköping", municipality_code="0580")
    asked = {
        name: str(agreement.id) if value == "agreement" else value for name, value in query.items()
    }

    answer = client.get(PLANS, params=asked)

    assert [one["title"] for one in answer.json()["items"]] == titles


def test_plans_are_found_by_who_takes_part(client: TestClient, session: Session) -> None:
    actor, plan = make.actor(session), make.action_plan(session, "Vår")
    make.measure_actor(session, make.measure(session, action_plan_id=plan.id), actor)
    make.action_plan(session, "En annan")

    answer = client.get(f"{API}/action-plans", params={"actorId": str(actor.id)})

    assert [one["title"] for one in answer.json()["items"]] == ["Vår"]

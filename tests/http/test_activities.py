"""Activities over HTTP."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import ActivityParticipants
from tests import make
from tests.make import API

ACTIVITIES = f"{API}/activities"


def test_participants_are_counted_by_actor(client: TestClient, session: Session) -> None:
    host = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard")
    guest = make.actor(session, "Oxelösunds kommun")
    make.municipality(session, "0481")

    answer = client.post(
        ACTIVITIES,
        json={
            "kind": "training",
            "title": "Utbildning",
            "organiserId": str(host.id),
            "municipalityCodes": ["0481"],
            "participants": [
                {"actorId": str(guest.id), "count": 12},
                {"actorId": str(host.id)},
            ],
        },
    )

    assert answer.status_code == 201, answer.text
    activity = answer.json()
    assert activity["organiserName"] == "Länsstyrelsen"
    assert activity["participants"] == [
        {"actorId": str(guest.id), "actorName": "Oxelösunds kommun", "count": 12},
        {"actorId": str(host.id), "actorName": "Länsstyrelsen", "count": None},
    ]
    assert (activity["isNational"], activity["acrossMunicipalBorders"]) == (None, None)


@pytest.mark.parametrize("count", [-1, "12", 1.5, 10_000_000])
def test_a_count_is_a_whole_number(client: TestClient, session: Session, count: object) -> None:
    actor = make.actor(session)
    body = {
        "kind": "training",
        "title": "Utbildning",
        "participants": [{"actorId": str(actor.id), "count": count}],
    }

    answer = client.post(ACTIVITIES, json=body)

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "participants[0].count"


def test_a_visit_that_needs_refer_to_stays_a_visit(client: TestClient, session: Session) -> None:
    visit = make.activity(session)
    make.support_need(session, visit_id=visit.id)

    answer = client.patch(f"{ACTIVITIES}/{visit.id}", json={"kind": "training"})

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("Ett stödbehov hänvisar till aktiviteten")
    assert client.get(f"{ACTIVITIES}/{visit.id}").json()["kind"] == "municipalityVisit"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"countyCode": "04"}, ["Besök", "I planen", "Länets"]),
        ({"municipalityCode": "0481"}, ["Besök"]),
        ({"kind": "training"}, ["Länets"]),
        ({"operatingPlanId": "plan"}, ["I planen"]),
        ({"organiserId": "organiser"}, ["Utomläns"]),
        ({"actorId": "organiser"}, ["Länets", "Utomläns"]),
        ({"methodCode": "est"}, ["Besök"]),
        ({"year": 2024}, ["I planen", "Länets", "Utomläns"]),
        ({"year": 2025}, ["Besök", "Länets"]),
    ],
)
def test_activities_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    make.municipality(session, "0481")
    known = {
        "plan": str(make.operating_plan(session, 2024).id),
        "organiser": str(make.actor(session).id),
    }
    make.activity(
        session,
        "Besök",
        municipality_codes=["0481"],
        starts_on=date(2025, 1, 1),
        method_id=make.method(session, "est").id,
    )
    make.activity(session, "I planen", operating_plan_id=known["plan"])
    make.activity(
        session,
        "Länets",
        kind="training",
        county_code="04",
        starts_on=date(2024, 12, 31),
        ends_on=date(2025, 1, 1),
        participants=[ActivityParticipants(actor_id=UUID(known["organiser"]))],
    )
    make.activity(session, "Utomläns", organiser_id=known["organiser"], starts_on=date(2024, 6, 1))

    answer = client.get(ACTIVITIES, params={k: known.get(v, v) for k, v in query.items()})

    assert [one["title"] for one in answer.json()["items"]] == titles

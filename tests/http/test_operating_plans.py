"""Operating plans over HTTP."""

from datetime import date

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

PLANS = f"{API}/operating-plans"


def test_a_plan_shows_who_decided_it_and_its_activities(
    client: TestClient, session: Session
) -> None:
    make.county(session, "04")
    forum = make.forum(session, "Styrgruppen", kind="steeringGroup")

    answer = client.post(
        PLANS,
        json={
            "countyCode": "04",
            "year": 2024,
            "title": "Verksamhetsplan",
            "decidedOn": "2023-12-12",
            "decidedByForumId": str(forum.id),
        },
    )

    assert answer.status_code == 201, answer.text
    plan = answer.json()
    assert plan["decidedByForumName"] == "Styrgruppen"
    for title, month in (("Konferens", 10), ("Nätverksträff", 3)):
        make.activity(session, title, operating_plan_id=plan["id"], starts_on=date(2024, month, 1))
    shown = client.get(f"{PLANS}/{plan['id']}").json()["activities"]
    assert [one["title"] for one in shown] == ["Nätverksträff", "Konferens"]


def test_a_county_has_one_plan_a_year(client: TestClient, session: Session) -> None:
    make.operating_plan(session, 2024)
    again = {"countyCode": "04", "year": 2024, "title": "En till"}

    answer = client.post(PLANS, json=again)

    assert answer.status_code == 409
    assert answer.json()["detail"] == "En verksamhetsplan för länet och året finns redan."
    assert client.post(PLANS, json={**again, "year": 2025}).status_code == 201


def test_plans_are_narrowed_by_county_and_year(client: TestClient, session: Session) -> None:
    make.county(session, "05")
    for year in (2023, 2024):
        make.operating_plan(session, year)
    make.operating_plan(session, 2024, county_code="05")

    def found(**query: str | int) -> list[tuple[str, int]]:
        items = client.get(PLANS, params=query).json()["items"]
        return sorted((one["countyCode"], one["year"]) for one in items)

    assert found(countyCode="04") == [("04", 2023), ("04", 2024)]
    assert found(year=2024) == [("04", 2024), ("05", 2024)]

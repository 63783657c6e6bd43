"""Review assignments over HTTP."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

ASSIGNMENTS = f"{API}/review-assignments"


def test_an_assignment_says_who_reviews_what_for_whom(client: TestClient, session: Session) -> None:
    make.county(session, "12", "Skåne län")
    board = make.actor(session, "Länsstyrelsen Skåne", kind="countyAdministrativeBoard")
    university = make.actor(session, "Malmö universitet", kind="university")
    agreement = make.agreement(session, "Malmö")

    answer = client.post(
        ASSIGNMENTS,
        json={
            "title": "Granskning",
            "countyCode": "12",
            "commissionedById": str(board.id),
            "reviewerId": str(university.id),
            "coversAll": False,
            "commitmentIds": [str(agreement.id)],
            "provenance": {"sources": [{"url": "https://example.se/granskning"}]},
            "dataQualityNotes": ["Slutdatum saknas."],
        },
    )

    assert answer.status_code == 201, answer.text
    assignment = answer.json()
    assert assignment["commissionedByName"] == "Länsstyrelsen Skåne"
    assert assignment["reviewerName"] == "Malmö universitet"
    assert assignment["commitments"] == [
        {"commitmentId": str(agreement.id), "commitmentTitle": "Malmö"}
    ]
    assert assignment["provenance"]["sources"][0]["url"] == "https://example.se/granskning"
    assert client.get(f"{ASSIGNMENTS}/{assignment['id']}").json() == assignment


def test_an_assignment_is_not_due_before_it_starts(client: TestClient, session: Session) -> None:
    assignment = make.review_assignment(session, starts_on=date(2024, 5, 1))

    answer = client.patch(f"{ASSIGNMENTS}/{assignment.id}", json={"dueOn": "2024-04-30"})

    assert answer.json()["invalidParameters"] == [
        {"name": "dueOn", "reason": "Dagen får inte ligga före startsOn."}
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"countyCode": "12"}, ["Skåne"]),
        ({"actorId": "actor"}, ["Södermanland", "Östergötland"]),
        ({"commitmentId": "agreement"}, ["Skåne"]),
        ({"municipalityCode": "0481"}, ["Skåne", "Södermanland"]),
        ({"municipalityCode": "1280"}, []),
        ({"year": 2023}, ["Södermanland"]),
        ({"year": 2024}, ["Södermanland"]),
        ({"year": 2025}, ["Södermanland", "Östergötland"]),
    ],
)
def test_assignments_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    make.county(session, "12", "Skåne län")
    actor = make.actor(session)
    make.municipality(session, "1280", "Malmö")
    agreement = make.agreement(
        session, municipality_codes=[make.municipality(session, "0481").code]
    )
    make.review_assignment(
        session,
        "Skåne",
        county_code="12",
        commitment_ids=[agreement.id],
        covers_all=False,
    )
    make.review_assignment(
        session,
        "Södermanland",
        reviewer_id=actor.id,
        starts_on=date(2023, 6, 1),
        due_on=date(2025, 6, 1),
    )
    make.review_assignment(
        session,
        "Östergötland",
        county_code=make.county(session, "05", "Östergötlands län").code,
        commissioned_by_id=actor.id,
        published_on=date(2025, 1, 1),
    )
    known = {"actor": str(actor.id), "agreement": str(agreement.id)}

    answer = client.get(ASSIGNMENTS, params={k: known.get(v, v) for k, v in query.items()})

    assert [one["title"] for one in answer.json()["items"]] == titles

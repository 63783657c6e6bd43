"""Meetings over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

MEETINGS = f"{API}/meetings"


def test_a_registered_meeting_names_its_forum_and_participants(
    client: TestClient, session: Session
) -> None:
    forum = make.forum(session, "Styrgruppen", kind="steeringGroup")
    police = make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")

    answer = client.post(
        MEETINGS,
        json={
            "forumId": str(forum.id),
            "heldOn": "2024-03-14",
            "topic": "Lägesbild",
            "participantIds": [str(police.id)],
            "minutesUrl": "https://example.se/protokoll",
        },
    )

    assert answer.status_code == 201, answer.text
    meeting = answer.json()
    assert (meeting["forumName"], meeting["forumKind"]) == ("Styrgruppen", "steeringGroup")
    assert meeting["participants"] == [
        {"actorId": str(police.id), "actorName": "Lokalpolisområde Nyköping"}
    ]
    assert meeting["participantIds"] == [str(police.id)]
    assert meeting["cancelled"] is False
    assert client.get(f"{MEETINGS}/{meeting['id']}").json() == meeting


def test_a_meeting_stays_with_its_forum(client: TestClient, session: Session) -> None:
    meeting = make.meeting(session)

    answer = client.patch(f"{MEETINGS}/{meeting.id}", json={"forumId": str(meeting.forum_id)})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "forumId"


def test_a_meeting_can_be_cancelled(client: TestClient, session: Session) -> None:
    meeting = make.meeting(session)

    answer = client.patch(f"{MEETINGS}/{meeting.id}", json={"cancelled": True})

    assert answer.json()["cancelled"] is True


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({}, ["2023-12-31", "2024-01-01", "2024-12-31"]),
        ({"year": 2024}, ["2024-01-01", "2024-12-31"]),
        ({"heldFrom": "2024-01-01", "heldTo": "2024-01-01"}, ["2024-01-01"]),
        ({"forumKind": "network"}, ["2024-12-31"]),
        ({"countyCode": "04"}, ["2023-12-31", "2024-01-01"]),
        ({"municipalityCode": "0481"}, ["2024-01-01"]),
    ],
)
def test_meetings_are_narrowed_by_time_and_forum(
    client: TestClient, session: Session, query: dict[str, str], days: list[str]
) -> None:
    make.municipality(session, "0481")
    county = make.forum(session, county_code="04")
    local = make.forum(session, municipality_codes=["0481"])
    network = make.forum(session, kind="network")
    make.meeting(session, "2023-12-31", forum_id=county.id)
    make.meeting(session, "2024-01-01", forum_id=local.id)
    make.meeting(session, "2024-12-31", forum_id=network.id)

    answer = client.get(MEETINGS, params=query)

    assert [one["heldOn"] for one in answer.json()["items"]] == days


def test_meetings_of_one_forum(client: TestClient, session: Session) -> None:
    meeting = make.meeting(session)
    make.meeting(session)

    answer = client.get(MEETINGS, params={"forumId": str(meeting.forum_id)})

    assert [one["id"] for one in answer.json()["items"]] == [str(meeting.id)]


def test_a_list_of_meetings_takes_one_statement(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    actor = make.actor(session)
    for _ in range(5):
        make.meeting(session, participant_ids=[actor.id])
    statements.clear()

    client.get(MEETINGS)

    assert len(statements) == 1


def test_meetings_are_found_by_who_took_part(client: TestClient, session: Session) -> None:
    actor = make.actor(session)
    meeting = make.meeting(session, participant_ids=[actor.id])
    make.meeting(session, participant_ids=[make.actor(session, "En annan").id])

    answer = client.get(MEETINGS, params={"actorId": str(actor.id)})

    assert [one["id"] for one in answer.json()["items"]] == [str(meeting.id)]


def test_a_forum_that_has_ended_holds_no_more_meetings(
    client: TestClient, session: Session
) -> None:
    forum = make.forum(session, ended_on=date(2024, 6, 30))

    def registered(day: str) -> Any:
        return client.post(MEETINGS, json={"forumId": str(forum.id), "heldOn": day})

    refused, last = registered("2024-06-30"), registered("2024-06-29")
    assert refused.status_code == 422
    assert refused.json()["invalidParameters"][0]["name"] == "heldOn"
    assert last.status_code == 201, last.text
    moved = client.patch(f"{MEETINGS}/{last.json()['id']}", json={"heldOn": "2024-07-01"})
    assert moved.status_code == 422

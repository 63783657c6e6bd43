"""Citizen promises over HTTP: what is theirs alone; the rest is shown for agreements."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models.commitments import Signing
from tests import make
from tests.make import API

PROMISES = f"{API}/citizen-promises"


def test_a_registered_promise_is_answered_as_it_is_read(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session, "Överenskommelsen")
    town = make.actor(session)
    sent = {
        "title": "Medborgarlöfte 2024",
        "level": "municipality",
        "parentId": str(agreement.id),
        "summary": "Fler ska våga starta grannsamverkan.",
        "parties": [{"actorId": str(town.id), "role": "contracting"}],
        "period": {"startsOn": "2024-01-01", "endsOn": "2024-12-31", "endType": "fixed"},
        "followUpRules": [{"asStated": "Kvartalsvis", "timesPerYear": 4}],
        "citizenDialogueOn": "2023-10-01",
        "staffDialogueOn": "2023-11-01",
        "communicatedOn": "2024-01-15",
        "communicatedHow": "Webbplatsen",
    }

    answer = client.post(PROMISES, json=sent)

    assert answer.status_code == 201, answer.text
    promise = answer.json()
    assert client.get(f"{PROMISES}/{promise['id']}").json() == promise
    plain = {name: value for name, value in sent.items() if isinstance(value, str)}
    assert {name: promise[name] for name in plain} == plain
    assert promise["followUpRules"][0]["timesPerYear"] == 4
    assert (promise["status"], promise["areas"]) == ("draft", [])


def test_one_party_may_promise_and_everything_missing_is_said_at_once(
    client: TestClient, session: Session
) -> None:
    promise = make.citizen_promise(session, signing=Signing.UNSIGNED, ends_on=None)
    party = make.party(session, promise, role="contracting")
    url = f"{PROMISES}/{promise.id}"
    body = {"partyId": str(party.id), "title": "lokalpolisområdeschef", "signedOn": "2024-02-01"}

    refused = client.post(f"{url}/signatures", json=body)
    assert refused.status_code == 409
    missing = {one["name"] for one in refused.json()["invalidParameters"]}
    assert missing == {"summary", "period"}

    client.patch(url, json={"summary": "Synligare polis", "period": {"endsOn": "2024-12-31"}})
    answer = client.post(f"{url}/signatures", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["signing"] == "signed"


def test_how_a_signed_promise_went_is_told_without_correcting_it(
    client: TestClient, session: Session
) -> None:
    url = f"{PROMISES}/{make.citizen_promise(session).id}"
    told = {"fedBackOn": "2024-12-20", "fedBackHow": "Öppet möte", "outcome": "Hållet."}

    answer = client.patch(url, json=told)

    assert answer.status_code == 200, answer.text
    assert {name: answer.json()[name] for name in told} == told
    assert client.patch(url, json={**told, "summary": "Något annat"}).status_code == 409


def test_a_signed_promise_is_amended_corrected_prolonged_and_terminated(
    client: TestClient, session: Session
) -> None:
    promise = make.citizen_promise(session, summary="Synligare polis")
    make.party(session, promise)
    url = f"{PROMISES}/{promise.id}"
    days = {"decidedOn": "2024-05-01", "reason": "Skäl"}
    amended = {"revision": 2, "effectiveOn": "2024-06-01", "changes": {"summary": "Nytt"}, **days}
    bodies: dict[str, Any] = {
        "amendments": amended,
        "corrections": {"reason": "Fel", "changes": {"title": "Rätt"}},
        "prolongations": {**days, "endsOn": "2028-12-31"},
        "terminations": {**days, "terminatedOn": "2024-07-01"},
    }

    for action, body in bodies.items():
        answer = client.post(f"{url}/{action}", json=body)
        assert answer.status_code == 201, answer.text
        assert len(answer.json()[action]) == 1

    read = client.get(url, params={"asOf": "2024-07-01"}).json()
    assert (read["title"], read["summary"], read["status"]) == ("Rätt", "Nytt", "terminated")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["I år", "I fjol"]),
        ({"validOn": "2024-06-01"}, ["I år"]),
        ({"year": "2023"}, ["I fjol"]),
        ({"municipalityCode": "0481"}, ["I år"]),
    ],
)
def test_lists_hold_promises_only(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    make.municipality(session, "0481")
    make.agreement(session, "Ett avtal", municipality_codes=["0481"])
    years = {"starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)}
    make.citizen_promise(session, "I fjol", **years)
    make.citizen_promise(session, "I år", municipality_codes=["0481"])

    answer = client.get(PROMISES, params={**query, "sort": "-name"})

    assert [one["title"] for one in answer.json()["items"]] == titles

"""Bad input of every sort: refused in Swedish, named, never repeated, and nothing is written."""

import json
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import FalseAlarm
from tests import make
from tests.make import API

NUMBER = "811218-9876"  # Skatteverket's own example of a personal identity number
UNKNOWN_ID = "018f3b5e-0000-7000-8000-000000000000"
SEEN = {"If-Match": '"1-0123456789abcdef"'}
NOUNS = ["forums", "actors"]
GOOD: dict[str, dict[str, Any]] = {
    "forums": {"kind": "network", "name": "Nätverket"},
    "actors": {"kind": "region", "name": "Regionen"},
}
MEMBERS = {"type", "title", "status", "detail", "instance", "invalidParameters"}


def refused(answer: Response, status: int, *names: str) -> None:
    """As RFC 9457 says, with a sentence for each fault."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == MEMBERS
    assert problem["status"] == status
    assert problem["type"].startswith("urn:samverkan:problem:")
    assert problem["instance"].startswith(API)
    assert problem["detail"][-1] in ".;"
    assert problem["title"]
    assert [one["name"] for one in problem["invalidParameters"]] == list(names)
    assert all(one["reason"].endswith(".") for one in problem["invalidParameters"])


def nothing_written(client: TestClient) -> None:
    for noun in NOUNS:
        assert client.get(f"{API}/{noun}").json()["_meta"]["totalRecords"] == 0


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 12),
        ("name", True),
        ("name", None),
        ("name", ["Ett namn"]),
        ("name", {"sv": "Ett namn"}),
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 301),
        ("name", "med\x00nolltecken"),
        ("name", "med\x1bstyrtecken"),
        ("name", "på två\nrader"),
        ("name", "vänd \u202e text"),
        ("name", "utanför \ufffe Unicode"),
        ("name", 2**63),
        ("name", 10**400),
        ("name", 1.0),
        ("kind", "okänt slag"),
        ("kind", 1),
        ("validFrom", "2024-02-30"),
        ("validFrom", "2023-02-29"),
        ("validFrom", "31 juni 2024"),
        ("validFrom", "2024-1-1"),
        ("validFrom", "20240101"),
        ("validFrom", 20240101),
        ("validFrom", 2**63),
        ("validFrom", True),
        ("validFrom", "2024-01-01T00:00:00"),
        ("validFrom", "2024-01-01T00:00:00Z"),
        ("validFrom", "1899-12-31"),
        ("validFrom", "2201-01-01"),
        ("validFrom", "9999-99-99"),
        ("countyCode", 4),
        ("countyCode", "4"),
        ("countyCode", "٠٤"),
        ("externalReferences", {}),
        ("externalReferences", "A-1"),
        ("externalReferences", [{"system": "s", "id": str(place)} for place in range(21)]),
    ],
)
def test_a_wrong_value_is_422_and_names_its_field(
    client: TestClient, noun: str, field: str, value: Any
) -> None:
    answer = client.post(f"{API}/{noun}", json=GOOD[noun] | {field: value})

    refused(answer, 422, field)
    nothing_written(client)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("field", ["colour", "id", "version", "createdAt", "status", "valid_to"])
def test_an_unknown_field_is_422(client: TestClient, noun: str, field: str) -> None:
    expected = "valid_to" if field == "valid_to" else field

    answer = client.post(f"{API}/{noun}", json=GOOD[noun] | {field: "blå"})

    refused(answer, 422, expected)
    nothing_written(client)


@pytest.mark.parametrize("noun", NOUNS)
def test_an_unknown_field_with_a_strange_name_is_not_repeated(
    client: TestClient, noun: str
) -> None:
    answer = client.post(f"{API}/{noun}", json=GOOD[noun] | {f"{NUMBER}<script>": 1})

    refused(answer, 422, "okänt fält")
    assert NUMBER not in answer.text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.test/"]
)
def test_an_address_is_one_of_the_web(client: TestClient, address: str) -> None:
    """Whoever shows it may make a link of it."""
    refused(
        client.post(f"{API}/actors", json=GOOD["actors"] | {"website": address}), 422, "website"
    )


@pytest.mark.parametrize("flag", ["true", 1, 0, 1.0, [], {}])
def test_a_flag_is_true_or_false_and_nothing_like_it(client: TestClient, flag: Any) -> None:
    member = {"actorId": UNKNOWN_ID, "leadingPosition": flag}

    answer = client.post(f"{API}/forums", json=GOOD["forums"] | {"members": [member]})

    refused(answer, 422, "members[0].leadingPosition")


@pytest.mark.parametrize("sent", ["12", True, 1.0, 1.5, -1, 101, 2**63, -(2**63) - 1, 10**400])
def test_a_whole_number_is_bounded_and_strict(
    client: TestClient, session: Session, sent: Any
) -> None:
    body = {"actorId": str(make.actor(session).id), "kind": "coordinator", "title": "Samordnare"}

    answer = client.post(f"{API}/functions", json=body | {"percentOfFullTime": sent})

    refused(answer, 422, "percentOfFullTime")
    assert client.get(f"{API}/functions").json()["items"] == []


@pytest.mark.parametrize("sent", ['"NaN"', '"1.5"', "true", "1e12", "1e308"])
def test_a_figure_is_a_finite_number(client: TestClient, session: Session, sent: str) -> None:
    start = f'{{"commitmentId": "{make.draft(session).id}", "name": "Området", '
    body = start + f'"indicators": [{{"name": "Antal", "baseline": {sent}}}]}}'
    headers = {"content-type": "application/json"}

    answer = client.post(f"{API}/prioritised-areas", content=body, headers=headers)

    refused(answer, 422, "indicators[0].baseline")
    assert client.get(f"{API}/prioritised-areas").json()["items"] == []


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"",
        b"{'name': 'x'}",
        b'{"name": "x",}',
        b'{"name": "a\x00b"}',
    ],
    ids=range(5),
)
def test_what_is_not_json_is_400(client: TestClient, noun: str, raw: bytes) -> None:
    answer = client.post(f"{API}/{noun}", content=raw, headers={"content-type": "application/json"})

    assert answer.status_code == (422 if raw == b"" else 400), answer.text
    refused(answer, answer.status_code, "body")
    nothing_written(client)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("body", ["[]", '"text"', "null", "1", "true"])
def test_a_body_that_is_no_object_is_422(client: TestClient, noun: str, body: str) -> None:
    answer = client.post(
        f"{API}/{noun}", content=body, headers={"content-type": "application/json"}
    )

    refused(answer, 422, "body")


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("written", [NUMBER, "19811218-9876", "8112189876", "811278-9873"])
@pytest.mark.parametrize(
    ("field", "shape", "name"),
    [
        ("name", "Möte om {}", "name"),
        ("name", "x{}y", "name"),
        ("externalReferences", [{"system": "s", "id": "{}"}], "externalReferences[0].id"),
    ],
)
def test_a_personal_number_is_refused_wherever_it_stands(
    client: TestClient, noun: str, written: str, field: str, shape: Any, name: str
) -> None:
    value = json.loads(json.dumps(shape).replace("{}", written))

    answer = client.post(f"{API}/{noun}", json=GOOD[noun] | {field: value})

    refused(answer, 422, name)
    assert written not in answer.text
    nothing_written(client)


def test_a_code_is_no_way_around_that(client: TestClient) -> None:
    body = {"code": NUMBER, "name": "Metoden", "evidence": "unclear"}

    refused(client.post(f"{API}/methods", json=body), 422, "code")


def test_a_false_alarm_is_let_through_with_a_reason_that_is_kept(
    client: TestClient, session: Session
) -> None:
    body = GOOD["actors"] | {"aliases": ["Ett", f"Ärende {NUMBER}"]}

    answer = client.post(
        f"{API}/actors", json=body | {"falseAlarmReason": "Det är ett ärendenummer."}
    )

    assert answer.status_code == 201, answer.text
    assert "falseAlarmReason" not in answer.json()
    alarm = session.scalars(select(FalseAlarm)).one()
    assert str(alarm.resource_id) == answer.json()["id"]
    assert (alarm.fields, alarm.reason) == (["aliases[1]"], "Det är ett ärendenummer.")


def test_a_reason_without_an_alarm_is_not_kept(client: TestClient, session: Session) -> None:
    body = GOOD["actors"] | {"falseAlarmReason": "För säkerhets skull."}

    assert client.post(f"{API}/actors", json=body).status_code == 201
    assert session.scalars(select(FalseAlarm)).all() == []


def test_the_reason_itself_holds_no_personal_number(client: TestClient, session: Session) -> None:
    body = {"name": f"Ärende {NUMBER}", "falseAlarmReason": f"{NUMBER} är ett ärende."}

    answer = client.post(f"{API}/actors", json=GOOD["actors"] | body)

    refused(answer, 422, "falseAlarmReason")
    assert session.scalars(select(FalseAlarm)).all() == []
    nothing_written(client)


def test_a_change_that_is_refused_changes_nothing(client: TestClient, session: Session) -> None:
    forum = make.forum(session, "Nätverket")
    here = f"{API}/forums/{forum.id}"
    before = client.get(here).json()

    answer = client.patch(here, json={"name": "Nytt", "leaderId": UNKNOWN_ID})

    refused(answer, 422, "leaderId")
    assert client.get(here).json() == before


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("colour=1", "colour"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        (f"page={2**63}", "page"),
        (f"page={10**400}", "page"),
        ("limit=0", "limit"),
        ("limit=NaN", "limit"),
        ("sort=colour", "sort"),
        ("asOf=2024-02-30", "asOf"),
        ("asOf=2024-01-01T00:00:00Z", "asOf"),
        ("updatedSince=2024-01-01T00:00:00", "updatedSince"),
        ("updatedSince=2024-01-01", "updatedSince"),
        ("updatedSince=2024-02-30T00:00:00Z", "updatedSince"),
        ("updatedSince=1700000000", "updatedSince"),
        ("updatedSince=0001-01-01T00:00:00%2B14:00", "updatedSince"),
        ("updatedSince=9999-12-31T23:59:59-14:00", "updatedSince"),
        ("q=", "q"),
        ("q=a%00b", "q"),
        ("q=a%1Bb", "q"),
        (f"q={'x' * 501}", "q"),
        (f"q={NUMBER}", "q"),
        ("countyCode=4", "countyCode"),
        ("kind=colour", "kind"),
        ("externalId=%00", "externalId"),
    ],
)
def test_the_same_faults_in_the_query_are_400(
    client: TestClient, noun: str, query: str, name: str
) -> None:
    answer = client.get(f"{API}/{noun}?{query}")

    refused(answer, 400, name)
    assert NUMBER not in answer.text


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "key", ["1", "okänd", NUMBER, f"{UNKNOWN_ID}x", "%00", "%ED%A0%80", "..%5c"]
)
def test_an_ill_formed_id_is_400_and_not_repeated(client: TestClient, noun: str, key: str) -> None:
    for answer in (
        client.get(f"{API}/{noun}/{key}"),
        client.patch(f"{API}/{noun}/{key}", json={"name": "Nytt"}, headers=SEEN),
    ):
        refused(answer, 400, f"{noun.removesuffix('s')}Id")
        assert answer.json()["instance"] == f"{API}/{noun}/{{{noun.removesuffix('s')}Id}}"


@pytest.mark.parametrize("noun", NOUNS)
def test_an_unknown_id_is_404(client: TestClient, noun: str) -> None:
    here = f"{API}/{noun}/{UNKNOWN_ID}"
    ending = {"endedOn": "2024-01-01", "reason": "Slut."}

    for answer in (
        client.get(here),
        client.patch(here, json={"name": "Nytt"}),
        client.post(f"{here}/endings", json=ending),
    ):
        refused(answer, 404)


def test_an_unknown_address_is_404_and_not_repeated(client: TestClient) -> None:
    answer = client.get(f"{API}/{NUMBER}")

    refused(answer, 404)
    assert NUMBER not in answer.text


def test_many_faults_are_told_at_once_but_not_without_end(client: TestClient) -> None:
    body = {"name": "", "validFrom": "igår", "members": [{}] * 100}

    problem = client.post(f"{API}/forums", json=body).json()

    names = [one["name"] for one in problem["invalidParameters"]]
    assert {"kind", "name", "validFrom"} <= set(names)
    assert len(names) == 20
    assert len(problem["detail"]) <= 500


def test_no_more_than_twenty_faults_are_named(client: TestClient) -> None:
    unknown = [{"successorId": UNKNOWN_ID[:-2] + f"{place:02}"} for place in range(25)]

    answer = client.post(f"{API}/actors", json=GOOD["actors"] | {"successors": unknown})

    assert (answer.status_code, len(answer.json()["invalidParameters"])) == (422, 20)

"""Forums over HTTP."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

FORUMS = f"{API}/forums"


def test_a_registered_forum_is_answered_as_it_is_read(client: TestClient, session: Session) -> None:
    make.municipality(session, "0481", "Oxelösund")
    leader = make.actor(session, "Oxelösunds kommun")
    police = make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")

    answer = client.post(
        FORUMS,
        json={
            "kind": "localCouncil",
            "name": "Brottsförebyggande rådet",
            "municipalityCodes": ["0481"],
            "leaderId": str(leader.id),
            "members": [{"actorId": str(police.id), "leadingPosition": True}],
            "externalReferences": [{"system": "stratsys", "id": "17"}],
        },
    )

    assert answer.status_code == 201, answer.text
    forum = answer.json()
    assert answer.headers["location"] == f"https://register.test{FORUMS}/{forum['id']}"
    assert forum["leaderName"] == "Oxelösunds kommun"
    assert forum["municipalityCodes"] == ["0481"]
    assert forum["members"] == [
        {
            "actorId": str(police.id),
            "actorName": "Lokalpolisområde Nyköping",
            "leadingPosition": True,
            "validFrom": None,
            "validTo": None,
        }
    ]
    assert forum["externalReferences"] == [{"system": "stratsys", "id": "17"}]
    assert (forum["version"], forum["status"]) == (1, "valid")
    assert client.get(f"{FORUMS}/{forum['id']}").json() == forum


def test_what_a_change_leaves_out_stays_as_it_was(client: TestClient, session: Session) -> None:
    forum = make.forum(session, "Nätverket", name_as_stated="Nätv.")

    answer = client.patch(f"{FORUMS}/{forum.id}", json={"nameAsStated": None})

    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert (changed["name"], changed["nameAsStated"], changed["version"]) == ("Nätverket", None, 2)


def test_a_changed_member_makes_a_new_version_of_the_forum(
    client: TestClient, session: Session
) -> None:
    forum = make.forum(session)
    actor = make.actor(session)

    for expected in (2, 3):
        answer = client.patch(
            f"{FORUMS}/{forum.id}", json={"members": [{"actorId": str(actor.id)}]}
        )
        assert answer.json()["version"] == expected


def test_the_same_external_key_can_be_sent_again(client: TestClient, session: Session) -> None:
    forum = make.forum(session)
    keys = [{"system": "stratsys", "id": "17"}]

    for expected in (2, 3):
        answer = client.patch(f"{FORUMS}/{forum.id}", json={"externalReferences": keys})
        assert answer.status_code == 200, answer.text
        assert (answer.json()["externalReferences"], answer.json()["version"]) == (keys, expected)


def test_null_is_refused_where_a_value_is_needed(client: TestClient, session: Session) -> None:
    forum = make.forum(session)

    answer = client.patch(f"{FORUMS}/{forum.id}", json={"name": None})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["invalidParameters"] == [{"name": "name", "reason": "Ska vara text."}]


def test_references_to_nothing_are_named(client: TestClient) -> None:
    answer = client.post(
        FORUMS,
        json={
            "kind": "network",
            "name": "Nätverket",
            "leaderId": str(uuid4()),
            "municipalityCodes": ["9999"],
            "members": [{"actorId": str(uuid4())}],
        },
    )

    assert answer.status_code == 422
    names = {one["name"] for one in answer.json()["invalidParameters"]}
    assert names == {"leaderId", "municipalityCodes[0]", "members[0].actorId"}


def test_a_forum_that_ends_before_it_begins_is_refused(client: TestClient) -> None:
    answer = client.post(
        FORUMS,
        json={
            "kind": "network",
            "name": "Nätverket",
            "validFrom": "2024-02-01",
            "validTo": "2024-01-31",
        },
    )

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"] == [
        {"name": "validTo", "reason": "Dagen får inte ligga före validFrom."}
    ]
    assert client.get(FORUMS).json()["_meta"]["totalRecords"] == 0


def test_an_ended_forum_stays_readable_and_unchanged(client: TestClient, session: Session) -> None:
    forum = make.forum(session)
    ending = {"endedOn": "2024-06-30", "reason": "Uppgick i ett annat råd."}

    answer = client.post(f"{FORUMS}/{forum.id}/endings", json=ending)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"https://register.test{FORUMS}/{forum.id}"

    read = client.get(f"{FORUMS}/{forum.id}", params={"asOf": "2024-06-30"}).json()
    assert (read["status"], read["endedReason"]) == ("ended", "Uppgick i ett annat råd.")
    before = client.get(f"{FORUMS}/{forum.id}", params={"asOf": "2024-06-29"}).json()
    assert before["status"] == "valid"
    assert client.patch(f"{FORUMS}/{forum.id}", json={"name": "Nytt"}).status_code == 409
    assert client.post(f"{FORUMS}/{forum.id}/endings", json=ending).status_code == 409


def test_an_unknown_forum_is_not_found(client: TestClient) -> None:
    answer = client.get(f"{FORUMS}/{uuid4()}")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "Det finns ingen post med detta id."


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Arboga", "Zinkgruvan", "Åre", "Älmhult", "Örebro"]),
        ({"sort": "-name"}, ["Örebro", "Älmhult", "Åre", "Zinkgruvan", "Arboga"]),
        ({"limit": 2, "page": 2}, ["Åre", "Älmhult"]),
        ({"page": 0}, []),
        ({"page": 9}, []),
        ({"q": "ÖREBRO"}, ["Örebro"]),
        ({"q": "%"}, []),
        ({"municipalityCode": "0481"}, ["Åre"]),
        ({"countyCode": "04"}, ["Åre"]),
        ({"kind": "network"}, ["Arboga"]),
    ],
)
def test_lists_are_narrowed_and_stand_in_swedish_order(
    client: TestClient, session: Session, query: dict[str, str], names: list[str]
) -> None:
    make.municipality(session, "0481")
    for name in ("Örebro", "Zinkgruvan", "Älmhult"):
        make.forum(session, name)
    make.forum(session, "Arboga", kind="network")
    make.forum(session, "Åre", municipality_codes=["0481"])

    answer = client.get(FORUMS, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["items"]] == names
    assert answer.json()["_meta"]["count"] == len(names)
    if not names and "page" in query:
        assert answer.json()["_meta"]["totalRecords"] == 5


def test_a_list_takes_one_statement_however_long(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    for place in range(12):
        make.forum(session, f"Råd {place}", members=[])
    statements.clear()

    client.get(FORUMS)

    assert len(statements) == 1


@pytest.mark.parametrize("query", ["okänd=1", "limit=0", "limit=101", "page=-1", "asOf=igår"])
def test_a_wrong_parameter_is_400(client: TestClient, query: str) -> None:
    assert client.get(f"{FORUMS}?{query}").status_code == 400


@pytest.mark.parametrize(
    ("day", "found"), [("2023-12-31", 0), ("2024-01-01", 1), ("2024-06-29", 1), ("2024-06-30", 0)]
)
def test_forums_are_found_by_a_day_they_were_valid(
    client: TestClient, session: Session, day: str, found: int
) -> None:
    make.forum(session, valid_from=date(2024, 1, 1), ended_on=date(2024, 6, 30))

    answer = client.get(FORUMS, params={"validOn": day, "asOf": "2020-01-01"})

    assert answer.json()["_meta"]["totalRecords"] == found


def test_a_change_of_nothing_makes_no_new_version(client: TestClient, session: Session) -> None:
    url = f"{FORUMS}/{make.forum(session).id}"
    before = client.get(url)

    answer = client.patch(url, json={})

    assert answer.status_code == 200
    assert answer.json() == before.json()

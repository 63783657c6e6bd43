"""State grants over HTTP."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

GRANTS = f"{API}/state-grants"


@pytest.fixture
def applied(session: Session) -> dict[str, Any]:
    """Oxelösund's application of 15 February 2024, as a body."""
    make.county(session)
    return {
        "applicantId": str(make.actor(session, "Oxelösunds kommun").id),
        "municipalityCode": make.municipality(session, "0481").code,
        "year": 2024,
        "title": "Trygga kvällar",
        "appliedOn": "2024-02-15",
        "appliedAmount": 350_000,
    }


def refused(client: TestClient, body: dict[str, Any]) -> list[tuple[str, str]]:
    answer = client.post(GRANTS, json=body)
    assert answer.status_code == 422, answer.text
    return [(one["name"], one["reason"]) for one in answer.json()["invalidParameters"]]


def test_a_grant_names_who_applied(client: TestClient, applied: dict[str, Any]) -> None:
    answer = client.post(GRANTS, json=applied)

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["applicantName"] == "Oxelösunds kommun"
    assert (told["appliedAmount"], told["grantedAmount"], told["decidedOn"]) == (
        350_000,
        None,
        None,
    )


@pytest.mark.parametrize("amount", [0, 200_000])
def test_what_is_granted_or_refused_is_decided_on_a_day(
    client: TestClient, applied: dict[str, Any], amount: int
) -> None:
    undecided = applied | {"grantedAmount": amount}

    assert refused(client, undecided) == [
        ("decidedOn", "Ange dagen för beslutet; den krävs när grantedAmount anges.")
    ]
    decided = client.post(GRANTS, json=undecided | {"decidedOn": "2024-05-20"})
    assert (decided.status_code, decided.json()["grantedAmount"]) == (201, amount)


def test_a_change_may_not_take_the_day_of_the_decision_away(
    client: TestClient, applied: dict[str, Any]
) -> None:
    decided = applied | {"grantedAmount": 1, "decidedOn": "2024-05-20"}
    grant = client.post(GRANTS, json=decided).json()

    answer = client.patch(f"{GRANTS}/{grant['id']}", json={"decidedOn": None})

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["decidedOn"]


def test_nothing_is_decided_before_it_is_applied_for(
    client: TestClient, applied: dict[str, Any]
) -> None:
    assert refused(client, applied | {"decidedOn": "2024-02-14"}) == [
        ("decidedOn", "Dagen får inte ligga före appliedOn.")
    ]
    same_day = client.post(GRANTS, json=applied | {"decidedOn": "2024-02-15"})
    assert same_day.status_code == 201


@pytest.mark.parametrize("place", [{"municipalityCode": None}, {"countyCode": "04"}])
def test_a_grant_is_of_a_municipality_or_else_of_a_county(
    client: TestClient, applied: dict[str, Any], place: dict[str, Any]
) -> None:
    assert refused(client, applied | place) == [
        (
            "municipalityCode",
            "Ange kommunen som bidraget gäller, eller länet i countyCode, men inte båda.",
        )
    ]
    of_county = {"municipalityCode": None, "countyCode": "04"}
    assert client.post(GRANTS, json=applied | of_county).status_code == 201


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (-1, "Ska vara minst 0."),
        (1_000_000_001, "Får vara högst 1000000000."),
        (99.5, "Ska vara ett heltal."),
        ("100", "Ska vara ett heltal."),
    ],
)
@pytest.mark.parametrize("name", ["appliedAmount", "grantedAmount"])
def test_amounts_are_whole_kronor_within_bounds(
    client: TestClient, applied: dict[str, Any], name: str, amount: Any, reason: str
) -> None:
    decided = {"decidedOn": "2024-05-20"}

    assert refused(client, applied | decided | {name: amount}) == [(name, reason)]
    most = client.post(GRANTS, json=applied | decided | {name: 1_000_000_000})
    assert (most.status_code, most.json()[name]) == (201, 1_000_000_000)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"countyCode": "04"}, ["I fjol", "Kommunens", "Länets"]),
        ({"municipalityCode": "0481"}, ["I fjol", "Kommunens"]),
        ({"applicantId": "police"}, ["Annat läns", "Länets"]),
        ({"year": 2023}, ["I fjol"]),
        ({"countyCode": "04", "year": 2024, "applicantId": "police"}, ["Länets"]),
        ({"q": "kommunens"}, ["Kommunens"]),
    ],
)
def test_grants_are_narrowed(
    client: TestClient, session: Session, query: dict[str, Any], titles: list[str]
) -> None:
    for code in ("04", "05"):
        make.county(session, code)
    home = make.actor(session).id
    police = make.actor(session, "LPO", kind="localPoliceArea").id
    make.state_grant(session, "Kommunens", applicant_id=home)
    make.state_grant(session, "I fjol", applicant_id=home, year=2023)
    make.state_grant(session, "Länets", applicant_id=police, county_code="04")
    make.state_grant(session, "Annat läns", applicant_id=police, county_code="05")
    asked = {name: str(police) if value == "police" else value for name, value in query.items()}

    answer = client.get(GRANTS, params=asked)

    assert [one["title"] for one in answer.json()["items"]] == titles

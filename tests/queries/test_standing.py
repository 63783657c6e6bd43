"""Nobody gives itself access: what one registers alone opens nothing of others."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.models import Actor
from app.models.actors import ActorKind
from app.models.principals import Role
from tests import make
from tests.callers import As
from tests.conftest import At
from tests.make import API

AGREEMENTS, PICTURES = f"{API}/agreements", f"{API}/situation-pictures"
GRANTS, ANSWERS = f"{API}/state-grants", f"{API}/indicator-answers"


@pytest.fixture
def town(session: Session) -> Actor:
    code = make.municipality(session).code
    return make.actor(session, municipality_code=code, county_code="04")


@pytest.fixture
def police(session: Session) -> Actor:
    code = make.county(session).code
    return make.actor(session, "LPO Nyköping", kind=ActorKind.LOCAL_POLICE_AREA, county_code=code)


def _signed_on_paper(*parties: Actor) -> dict[str, Any]:
    return {
        "title": "Samverkansöverenskommelse",
        "level": "municipality",
        "registeredAfterwards": True,
        "signing": "signed",
        "period": {"startsOn": "2024-01-01", "endType": "untilFurtherNotice"},
        "documents": [{"title": "Avtalet", "url": "https://www.oxelosund.se/avtal.pdf"}],
        "parties": [{"actorId": str(one.id), "role": "contracting"} for one in parties],
    }


def _register(caller: As, *parties: Actor) -> None:
    answer = caller.post(AGREEMENTS, _signed_on_paper(*parties))
    assert answer.status_code == 201, answer.text


def test_the_police_read_what_a_municipality_keeps_once_it_says_that_they_agree(
    at: At, session: Session, town: Actor, police: Actor
) -> None:
    picture = f"{PICTURES}/{make.situation_picture(session).id}"
    officer, clerk = at(police, Role.EDITOR), at(town, Role.EDITOR)

    _register(officer, town, police)
    assert officer.get(picture).status_code == 404
    _register(clerk, town, police)
    assert officer.get(picture).status_code == 200


def test_what_was_agreed_on_paper_is_registered_by_those_who_agreed(
    at: At, session: Session, town: Actor, police: Actor
) -> None:
    code = make.municipality(session, "0480", "Nyköping").code
    other = make.actor(session, "Nyköpings kommun", municipality_code=code)

    answer = at(other, Role.EDITOR).post(AGREEMENTS, _signed_on_paper(town, police))

    assert answer.status_code == 403


def test_a_municipality_makes_no_picture_for_another(at: At, session: Session, town: Actor) -> None:
    other = make.municipality(session, "0480", "Nyköping").code
    body = {
        "title": "Lägesbild",
        "kind": "own",
        "madeById": str(town.id),
        "municipalityCodes": [other],
    }

    answer = at(town, Role.EDITOR).post(PICTURES, body)

    assert answer.status_code == 403


def test_nobody_adds_to_the_account_of_another_county(
    at: At, session: Session, town: Actor
) -> None:
    elsewhere = make.county(session, "25", "Norrbottens län").code
    body = {"kind": "training", "title": "Utbildning", "countyCode": elsewhere}

    assert at(town, Role.EDITOR).post(f"{API}/activities", body).status_code == 403
    at_home = {**body, "countyCode": "04"}
    assert at(town, Role.EDITOR).post(f"{API}/activities", at_home).status_code == 201


def test_a_review_opens_only_what_the_board_lets_be_reviewed(
    at: At, session: Session, town: Actor
) -> None:
    code = make.county(session).code
    body = {
        "title": "Granskning",
        "countyCode": code,
        "commissionedById": str(town.id),
        "reviewerId": str(town.id),
    }

    assert at(town, Role.EDITOR).post(f"{API}/review-assignments", body).status_code == 403


def test_only_a_party_lets_another_agreement_replace_its_own(
    at: At, session: Session, town: Actor, police: Actor
) -> None:
    agreed = make.agreement(session, registered_afterwards=True)
    make.party(session, agreed, police)
    make.party(session, agreed, make.actor(session, "Länet", county_code="04"))
    board = make.actor(
        session, "Länsstyrelsen", kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code="04"
    )
    body = _signed_on_paper(town, police) | {"replaces": [{"replacedId": str(agreed.id)}]}

    answer = at(board, Role.COORDINATOR).post(AGREEMENTS, body)

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "replaces[0].replacedId"
    assert at(police, Role.EDITOR).post(AGREEMENTS, body).status_code == 201


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ({"municipalityCode": "0481"}, 201),
        ({"municipalityCode": "0480"}, 403),
        ({"countyCode": "04"}, 201),
        ({"countyCode": "25"}, 403),
    ],
)
def test_a_municipality_tells_of_grants_at_home(
    at: At, session: Session, town: Actor, place: dict[str, str], status: int
) -> None:
    make.municipality(session, "0480", "Nyköping")
    make.county(session, "25", "Norrbottens län")
    body = {"title": "Trygga kvällar", "year": 2024, "applicantId": str(town.id), **place}

    assert at(town, Role.EDITOR).post(GRANTS, body).status_code == status


@pytest.mark.parametrize(("code", "status"), [("0480", 201), ("2580", 403)])
def test_others_tell_of_grants_that_they_applied_for_where_they_work(
    at: At, session: Session, police: Actor, code: str, status: int
) -> None:
    make.municipality(session, code, "Orten")
    body = {"title": "Kameror", "year": 2024, "municipalityCode": code}
    officer = at(police, Role.EDITOR)

    assert officer.post(GRANTS, body | {"applicantId": str(police.id)}).status_code == status
    other = make.actor(session, "Annan", municipality_code=code)
    assert officer.post(GRANTS, body | {"applicantId": str(other.id)}).status_code == 403


def test_who_applied_reads_what_others_tell_of_it(at: At, session: Session) -> None:
    make.county(session)
    college = make.actor(session, "Högskolan", kind=ActorKind.UNIVERSITY)
    other = make.actor(session, "Annan högskola", kind=ActorKind.UNIVERSITY)
    grant = make.state_grant(session, applicant_id=college.id, county_code="04")
    address = f"{GRANTS}/{grant.id}"

    assert at(college, Role.EDITOR).get(address).status_code == 200
    assert at(college, Role.EDITOR).patch(address, {"title": "Ny"}).status_code == 403
    assert at(other, Role.EDITOR).get(address).status_code == 404


def test_police_are_answered_for_by_nobody_else_and_read_where_they_work(
    at: At, session: Session, town: Actor
) -> None:
    officers = make.actor(session, "LPO", kind=ActorKind.LOCAL_POLICE_AREA)
    for code in ("0481", "0580"):
        make.area_of_work(session, officers, make.municipality(session, code).code)
    address = f"{ANSWERS}/{make.indicator_answer(session, officers, 'I12').id}"
    body = {
        "actorId": str(officers.id),
        "indicator": "I13c",
        "year": 2024,
        "grade": 5,
        "answeredOn": "2025-01-15",
    }
    boards = [
        make.actor(
            session,
            f"Länsstyrelsen {code}",
            kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
            county_code=make.county(session, code).code,
        )
        for code in ("04", "05", "25")
    ]

    read = [at(one, Role.COORDINATOR).get(address).status_code for one in boards]
    assert read == [200, 200, 404]
    for one in (*boards, town):
        assert at(one, Role.EDITOR).post(ANSWERS, body).status_code == 403
    assert at(officers, Role.EDITOR).post(ANSWERS, body).status_code == 201

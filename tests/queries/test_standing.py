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


@pytest.fixture
def town(session: Session) -> Actor:
    code = make.municipality(session).code
    return make.actor(session, municipality_code=code, county_code="04")


@pytest.fixture
def police(session: Session) -> Actor:
    return make.actor(session, "LPO Nyköping", kind=ActorKind.LOCAL_POLICE_AREA, county_code="04")


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

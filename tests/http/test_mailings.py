"""The log of mailings over HTTP: who may read it, and bounces that come afterwards."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models.actors import ActorKind
from app.models.mailings import MailingState
from app.models.principals import Role
from tests import make
from tests.conftest import At
from tests.make import API

MAILINGS = f"{API}/mailings"
BOUNCE = {"replyCode": 550, "reason": "Brevlådan finns inte."}


def test_what_went_to_whom_can_be_searched(client: TestClient, session: Session) -> None:
    town = make.actor(session)
    sent = make.mailing(session, town)
    make.mailing(session, town, week="2026-W49", state=MailingState.FAILED, mailbox="b@c.se")

    def found(**asked: Any) -> list[str]:
        items = client.get(MAILINGS, params=asked).json()["items"]
        return sorted(one["mailbox"] for one in items)

    assert found() == ["b@c.se", sent.mailbox]
    assert found(week="2026-W49") == found(state="failed") == ["b@c.se"]
    assert found(actorId=str(town.id)) == found()
    assert found(q="b@c") == ["b@c.se"]
    assert client.get(f"{MAILINGS}/{sent.id}").json()["actorName"] == "Oxelösunds kommun"
    assert client.get(MAILINGS, params={"week": "48"}).status_code == 400


def test_a_bounce_that_comes_afterwards_is_noted_once(client: TestClient, session: Session) -> None:
    mailing = make.mailing(session)
    one = f"{MAILINGS}/{mailing.id}"
    offered = {link["rel"] for link in client.get(one).json()["_links"]}

    answer = client.post(f"{one}/bounces", json=BOUNCE)

    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["state"], found["replyCode"], found["reason"]) == (
        "bounced",
        550,
        "Brevlådan finns inte.",
    )
    assert "bounces" in offered
    assert "bounces" not in {link["rel"] for link in found["_links"]}
    assert client.post(f"{one}/bounces", json=BOUNCE).status_code == 409


@pytest.mark.parametrize("state", [one for one in MailingState if one is not MailingState.SENT])
def test_only_what_was_sent_can_bounce(
    client: TestClient, session: Session, state: MailingState
) -> None:
    mailing = make.mailing(session, state=state)

    assert client.post(f"{MAILINGS}/{mailing.id}/bounces", json=BOUNCE).status_code == 409


@pytest.mark.parametrize(
    "wrong", [{"reason": None}, {"replyCode": 250}, {"reason": "Anna 811218-9876"}]
)
def test_a_bounce_says_why(client: TestClient, session: Session, wrong: dict[str, Any]) -> None:
    mailing = make.mailing(session)

    answer = client.post(f"{MAILINGS}/{mailing.id}/bounces", json={**BOUNCE, **wrong})

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == list(wrong)


def test_each_sees_what_its_own_organisation_was_sent(at: At, session: Session) -> None:
    kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    board = make.actor(session, "Länsstyrelsen", kind=kind, county_code=make.county(session).code)
    town = make.actor(session)
    for place, actor in enumerate((board, town)):
        make.mailing(session, actor, mailbox=f"{place}@kommun.se")

    def seen(actor: Any, role: Role) -> list[str] | int:
        answer = at(actor, role).get(MAILINGS)
        if answer.status_code != 200:
            return answer.status_code
        return sorted(one["mailbox"][0] for one in answer.json()["items"])

    assert seen(town, Role.ORGANISATION_ADMINISTRATOR) == ["1"]
    assert seen(board, Role.COORDINATOR) == ["0"]
    assert seen(board, Role.SYSTEM_ADMINISTRATOR) == ["0", "1"]
    assert seen(town, Role.EDITOR) == 403

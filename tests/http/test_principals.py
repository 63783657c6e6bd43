"""Organisations manage who may call for them, and nobody gives more than is theirs to give."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Actor
from app.models.principals import Role
from app.settings import Settings
from tests import make
from tests.callers import As
from tests.conftest import PUBLIC_URL, At, contract
from tests.make import API

PRINCIPALS = f"{API}/principals"


@pytest.fixture(autouse=True)
def with_secrets(client: TestClient) -> Any:
    state = contract(client.app).state
    usual = state.settings
    state.settings = Settings(public_url=PUBLIC_URL, client_secrets=True)
    yield
    state.settings = usual


@pytest.fixture
def town(session: Session) -> Actor:
    return make.actor(session)


@pytest.fixture
def administrator(at: At, town: Actor) -> As:
    return at(town, Role.ORGANISATION_ADMINISTRATOR)


@pytest.fixture
def system(at: At, session: Session) -> As:
    return at(make.actor(session, "Förvaltningen"), Role.SYSTEM_ADMINISTRATOR)


def _body(at: Actor, *roles: str, **more: Any) -> dict[str, Any]:
    return {"title": "Ärendesystemet", "actorId": str(at.id), "roles": list(roles), **more}


def test_an_administrator_lets_a_system_of_its_own_in(administrator: As, town: Actor) -> None:
    answer = administrator.post(PRINCIPALS, _body(town, "editor"))

    assert answer.status_code == 201
    made = answer.json()
    assert (made["issuer"], made["roles"], made["secrets"]) == ("embedded", ["editor"], [])
    assert made["subject"].startswith("oxelosunds-kommun-editor-")
    assert [one["id"] for one in administrator.get(PRINCIPALS).json()["items"]] != []


def test_but_none_of_others(administrator: As, session: Session) -> None:
    other = make.actor(session, "Nyköpings kommun")
    theirs = make.principal(session, other, Role.EDITOR)

    assert administrator.post(PRINCIPALS, _body(other, "editor")).status_code == 403
    assert administrator.get(f"{PRINCIPALS}/{theirs.id}").status_code == 404
    assert str(theirs.id) not in administrator.get(PRINCIPALS).text


@pytest.mark.parametrize("role", ["auditor", "archivist", "systemAdministrator"])
def test_nobody_gives_what_reaches_beyond_the_organisation(
    administrator: As, system: As, town: Actor, session: Session, role: str
) -> None:
    refused = administrator.post(PRINCIPALS, _body(town, role))

    assert refused.status_code == 403
    assert [one["name"] for one in refused.json()["invalidParameters"]] == ["roles"]
    own = make.principal(session, town, Role.EDITOR)
    raised = administrator.patch(f"{PRINCIPALS}/{own.id}", {"roles": ["editor", role]})
    assert raised.status_code == 403
    assert system.post(PRINCIPALS, _body(town, role)).status_code == 201


def test_nobody_takes_over_one_who_may_more(
    administrator: As, town: Actor, session: Session
) -> None:
    higher = make.principal(session, town, Role.SYSTEM_ADMINISTRATOR)
    one = f"{PRINCIPALS}/{higher.id}"

    tries = [
        administrator.patch(one, {"title": "Min"}),
        administrator.post(f"{one}/secrets", {"lifetimeDays": 9}),
        administrator.post(f"{one}/endings", {"endedOn": "2024-01-01", "reason": "Bort."}),
    ]

    assert [answer.status_code for answer in tries] == [403, 403, 403]


@pytest.mark.parametrize(
    ("role", "where"),
    [("coordinator", "en länsstyrelse"), ("receiver", "en nationell myndighet")],
)
def test_a_role_stands_where_it_belongs(system: As, town: Actor, role: str, where: str) -> None:
    answer = system.post(PRINCIPALS, _body(town, role))

    assert answer.status_code == 422
    assert where in answer.json()["detail"]


def test_a_secret_is_shown_once(administrator: As, town: Actor) -> None:
    made = administrator.post(PRINCIPALS, _body(town, "editor")).json()
    one = f"{PRINCIPALS}/{made['id']}"
    tag = administrator.get(one).headers["etag"]
    headers = {"Idempotency-Key": "engang", "If-Match": tag}

    first = administrator.post(f"{one}/secrets", {"lifetimeDays": 30}, headers=headers)
    again = administrator.post(f"{one}/secrets", {"lifetimeDays": 30}, headers=headers)

    secret = first.json()["secret"]
    assert secret.startswith("smv_")
    assert again.json()["secret"] is None
    assert {**first.json(), "secret": None} == again.json()
    (kept,) = administrator.get(one).json()["secrets"]
    assert kept["hint"] == secret[:8]
    assert secret not in administrator.get(one).text


def test_whom_another_issuer_names_has_the_name_it_gives(administrator: As, town: Actor) -> None:
    issued = {"issuer": "https://idp.example.se", "kind": "person"}

    refused = administrator.post(PRINCIPALS, _body(town, "reader", **issued))
    made = administrator.post(PRINCIPALS, _body(town, "reader", **issued, subject="a1b2"))
    named = administrator.post(PRINCIPALS, _body(town, "reader", subject="eget"))

    assert (refused.status_code, named.status_code) == (422, 422)
    assert made.json()["subject"] == "a1b2"
    twice = administrator.post(PRINCIPALS, _body(town, "reader", **issued, subject="a1b2"))
    assert twice.status_code == 409
    secret = administrator.post(f"{PRINCIPALS}/{made.json()['id']}/secrets", {"lifetimeDays": 9})
    assert secret.status_code == 409

"""What is refused, and what is fetched, leaves its trace in the chain."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import AnnualReportFile, AuditEntry
from app.models.audit import EventKind
from app.models.principals import Role
from tests import make
from tests.conftest import At, contract
from tests.make import API


def entries(session: Session, *kinds: EventKind) -> list[AuditEntry]:
    found = select(AuditEntry).where(AuditEntry.event.in_(kinds)).order_by(AuditEntry.seq)
    return list(session.scalars(found))


def test_a_denial_says_who_wanted_what(at: At, session: Session) -> None:
    actor = make.actor(session)
    caller = at(actor, Role.READER)

    assert caller.patch(f"{API}/actors/{actor.id}", {"name": "Annat"}).status_code == 403

    (entry,) = entries(session, EventKind.DENIAL)
    assert caller.principal
    assert (entry.operation, entry.result, entry.record_id) == ("change_actor", 403, actor.id)
    assert (entry.principal_id, entry.organisation_id) == (caller.principal.id, actor.id)
    assert (entry.roles, entry.facts) == (["reader"], {"reason": "forbidden"})
    assert entry.token_id == f"token of {caller.principal.subject}"
    assert entry.trace_id


def test_what_is_hidden_and_what_is_nowhere_are_noted_alike(at: At, session: Session) -> None:
    hidden, nowhere = make.situation_picture(session).id, uuid4()
    caller = at(make.actor(session), Role.READER)

    for key in (hidden, nowhere):
        assert caller.get(f"{API}/situation-pictures/{key}").status_code == 404

    noted = entries(session, EventKind.DENIAL)
    assert [(one.record_id, one.record_kind) for one in noted] == [
        (hidden, "situation-pictures"),
        (nowhere, "situation-pictures"),
    ]
    assert [one.facts for one in noted] == [{"reason": "notFound"}] * 2


def test_what_a_token_is_not_good_for_is_noted_as_that(at: At, session: Session) -> None:
    caller = at(make.actor(session), Role.EDITOR)
    bearing = {"Authorization": f"{caller.bearing()['Authorization']} samverkan:read"}

    answer = caller.client.post(f"{API}/forums", json={}, headers=bearing)

    assert answer.status_code in {403, 422}
    body = {"kind": "network", "name": "Nätverket"}
    answer = caller.client.post(f"{API}/forums", json=body, headers=bearing)
    assert answer.status_code == 403
    assert (
        'error="insufficient_scope", scope="samverkan:write"' in answer.headers["www-authenticate"]
    )
    assert entries(session, EventKind.DENIAL)[-1].facts == {"reason": "outOfScope"}


def test_strangers_are_counted_and_not_written_one_by_one(
    at: At, client: TestClient, session: Session
) -> None:
    for _ in range(5):
        assert client.get(f"{API}/forums").status_code == 401

    assert entries(session, *EventKind) == []
    denials: Any = contract(client.app).state.denials
    denials.flush()
    (entry,) = entries(session, *EventKind)
    assert (entry.event, entry.facts["count"]) == (EventKind.THROTTLED, 5)
    assert entry.facts["reasons"] == [{"event": "failedToken", "reason": "noToken", "count": 5}]


def test_whoever_cannot_show_who_it_is_at_the_issuer_is_counted_too(
    client: TestClient, session: Session
) -> None:
    grant = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
    for _ in range(2):
        assert client.post("/oauth2/token", data=grant).status_code == 401

    host: Any = client.app
    host.state.denials.flush()

    (entry,) = entries(session, *EventKind)
    assert (entry.event, entry.facts["count"]) == (EventKind.THROTTLED, 2)
    assert {one["event"] for one in entry.facts["reasons"]} == {"failedToken"}


@pytest.mark.parametrize("below", ["workbook", "data"])
def test_a_file_is_fetched_with_a_note(
    at: At, client: TestClient, session: Session, below: str
) -> None:
    report = make.annual_report(session)
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    caller = at(board, Role.COORDINATOR)

    answer = caller.get(f"{API}/annual-reports/{report.id}/{below}")

    assert answer.status_code == 200
    (entry,) = entries(session, EventKind.DOWNLOAD)
    assert (entry.record_id, entry.record_kind) == (report.id, "annual-reports")
    assert entry.operation == f"read_annual_report_{below}"


def test_what_cannot_be_noted_is_not_handed_out(
    at: At, client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = make.annual_report(session)
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    caller = at(board, Role.COORDINATOR)
    key: UUID = report.id
    monkeypatch.setattr("app.audit.chain.lock", _gone)

    answer = caller.get(f"{API}/annual-reports/{key}/workbook")

    assert answer.status_code == 503
    assert session.get(AnnualReportFile, key)


def _gone(_session: Session) -> None:
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    raise OperationalError("", {}, Exception())

"""Disposals over HTTP: ordered after a decision, and only of what has been kept long enough."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.database import Sessions
from app.jobs import queue
from app.models import AuditEntry, Disposal, Job
from app.models.principals import Role
from app.permissions import Scope
from app.services.disposals import CLASSES, retention_years, years_before
from app.settings import settings
from tests import make
from tests.callers import As
from tests.make import API
from workers.supervisor import drain

DISPOSALS = f"{API}/disposals"
ORDER = {
    "recordKind": "forums",
    "beforeOn": "2014-01-01",
    "decisionReference": "KA 2024/17",
    "decidedOn": "2024-11-05",
}
Retention = Callable[..., None]


@pytest.fixture
def retention(monkeypatch: pytest.MonkeyPatch) -> Iterator[Retention]:
    """`retention(years, by_class)`: as those who run the service have set it."""

    def is_set(years: int, by_class: str = "") -> None:
        monkeypatch.setenv("SAMVERKAN_RETENTION_YEARS", str(years))
        monkeypatch.setenv("SAMVERKAN_RETENTION_YEARS_BY_CLASS", by_class)
        settings.cache_clear()

    yield is_set
    monkeypatch.undo()
    settings.cache_clear()


def faults(client: TestClient, **changed: Any) -> list[tuple[str, str]]:
    answer = client.post(DISPOSALS, json={**ORDER, **changed})
    assert answer.status_code in {202, 422}, answer.text
    return [(one["name"], one["reason"]) for one in answer.json().get("invalidParameters", [])]


def test_an_ordered_disposal_is_carried_out_by_the_worker(
    client: TestClient, sessions: Sessions
) -> None:
    ordered = client.post(DISPOSALS, json=ORDER)

    assert ordered.status_code == 202
    found = ordered.json()
    address = f"{DISPOSALS}/{found['id']}"
    assert ordered.headers["location"] == f"https://register.test{address}"
    assert {name: found[name] for name in ORDER} == ORDER
    assert (found["state"], found["disposedCount"], found["progress"]) == ("requested", 0, 0)
    assert drain(sessions) == 1
    done = client.get(address).json()
    assert (done["state"], done["progress"], done["error"]) == ("done", 100, None)
    assert done["disposedAt"] is not None
    assert {one["method"] for one in done["_links"]} == {"GET"}


def test_every_state_is_told_and_can_be_asked_for(client: TestClient, sessions: Sessions) -> None:
    key = client.post(DISPOSALS, json=ORDER).json()["id"]
    seen = [client.get(f"{DISPOSALS}/{key}").json()["state"]]
    with sessions.begin() as session:
        claimed = queue.claim(session, "a worker", 30)
        assert claimed is not None
        seen.append(client.get(f"{DISPOSALS}/{key}").json()["state"])
        queue.fail(session, claimed, "Det gick inte.", final=True)

    failed = client.get(f"{DISPOSALS}/{key}").json()

    assert [*seen, failed["state"]] == ["requested", "running", "failed"]
    assert failed["error"] == "Det gick inte."
    for state, total in (("failed", 1), ("done", 0)):
        listed = client.get(DISPOSALS, params={"state": state}).json()
        assert listed["_meta"]["totalRecords"] == total


def test_a_disposal_is_found_by_its_decision_and_its_class(client: TestClient) -> None:
    client.post(DISPOSALS, json=ORDER)
    client.post(DISPOSALS, json={**ORDER, "recordKind": None, "decisionReference": "KA 2024/18"})

    def found(**asked: str) -> list[str]:
        items = client.get(DISPOSALS, params=asked).json()["items"]
        return [one["decisionReference"] for one in items]

    assert found() == ["KA 2024/17", "KA 2024/18"]
    assert found(q="2024/18") == ["KA 2024/18"]
    assert found(recordKind="forums") == ["KA 2024/17"]


def test_the_order_stands_in_the_chain_and_the_job_on_its_trace(
    client: TestClient, session: Session
) -> None:
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    key = client.post(DISPOSALS, json=ORDER, headers={"traceparent": sent}).json()["id"]

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.operation, entry.record_kind, str(entry.record_id)) == (
        "order_disposal",
        "disposals",
        key,
    )
    job = session.scalars(select(Job)).one()
    assert (job.kind, job.payload) == ("disposal", {"disposalId": key})
    assert job.timeout_s == 6 * 3600
    assert job.trace_id == entry.trace_id == "0af7651916cd43dd8448eb211c80319c"


def test_what_is_younger_than_its_retention_is_refused_with_the_day_that_can_be(
    client: TestClient, session: Session, retention: Retention
) -> None:
    retention(10)
    latest = years_before(today(), 10)
    early = (latest + timedelta(days=1)).isoformat()
    reason = f"Klassen forums ska bevaras i 10 år: ange senast {latest}."

    assert faults(client, beforeOn=early) == [("beforeOn", reason)]
    assert session.scalars(select(Disposal)).all() == []
    assert session.scalars(select(Job)).all() == []
    assert faults(client, beforeOn=latest.isoformat()) == []


def test_a_class_may_have_a_retention_of_its_own(client: TestClient, retention: Retention) -> None:
    retention(10, '{"functions": 2, "agreements": 20}')
    two, ten = years_before(today(), 2).isoformat(), years_before(today(), 10).isoformat()

    assert faults(client, recordKind="functions", beforeOn=two) == []
    assert [name for name, _ in faults(client, beforeOn=two)] == ["beforeOn"]
    assert [name for name, _ in faults(client, recordKind="agreements", beforeOn=ten)] == [
        "beforeOn"
    ]


def test_every_class_at_once_waits_for_the_longest_retention(
    client: TestClient, retention: Retention
) -> None:
    retention(10, '{"functions": 2, "agreements": 20}')
    latest = years_before(today(), 20)
    reason = f"Alla klasser ska bevaras i 20 år: ange senast {latest}."
    ten = years_before(today(), 10).isoformat()

    assert faults(client, recordKind=None, beforeOn=ten) == [("beforeOn", reason)]
    assert faults(client, recordKind=None, beforeOn=latest.isoformat()) == []
    assert retention_years(None) == 20


def test_a_day_to_come_is_refused_even_without_any_retention(
    client: TestClient, retention: Retention
) -> None:
    retention(0)
    tomorrow = (today() + timedelta(days=1)).isoformat()

    assert faults(client, beforeOn=tomorrow) == [("beforeOn", "Dagen har inte varit än.")]
    assert faults(client, decidedOn=tomorrow) == [("decidedOn", "Dagen har inte varit än.")]
    assert faults(client, beforeOn=today().isoformat()) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"recordKind": "forum"}, "recordKind"),
        ({"recordKind": ""}, "recordKind"),
        ({"decisionReference": " "}, "decisionReference"),
        ({"decisionReference": None}, "decisionReference"),
        ({"decisionReference": "KA 811218-9876"}, "decisionReference"),
        ({"beforeOn": None}, "beforeOn"),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_nothing_is_queued(
    client: TestClient, session: Session, changed: dict[str, Any], field: str
) -> None:
    assert [name for name, _ in faults(client, **changed)] == [field]
    assert session.scalars(select(Job)).all() == []


def test_every_class_must_be_asked_for_in_so_many_words(client: TestClient) -> None:
    """A class that was forgotten must not mean all of them."""
    unsaid = {name: value for name, value in ORDER.items() if name != "recordKind"}

    assert client.post(DISPOSALS, json=unsaid).status_code == 422


def test_only_an_archivist_may_order_or_see_a_disposal(
    at: Callable[..., As], client: TestClient, session: Session
) -> None:
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard")
    archivist = at(board, Role.ARCHIVIST)
    others = at(board, *(one for one in Role if one is not Role.ARCHIVIST))

    ordered = archivist.post(DISPOSALS, ORDER)

    assert ordered.status_code == 202, ordered.text
    one = f"{DISPOSALS}/{ordered.json()['id']}"
    assert archivist.get(one).json()["state"] == "requested"
    assert archivist.get(DISPOSALS).json()["_meta"]["totalRecords"] == 1
    assert others.post(DISPOSALS, ORDER).status_code == 403
    assert others.get(one).status_code == 404
    assert others.get(DISPOSALS).status_code == 403


def test_a_token_that_only_reads_orders_nothing(at: Callable[..., As], session: Session) -> None:
    archivist = at(make.actor(session), Role.ARCHIVIST)
    reading = As(archivist.client, archivist.principal, (Scope.READ,))

    assert reading.post(DISPOSALS, ORDER).status_code == 403


def test_the_classes_are_what_the_lists_are_called_in_addresses() -> None:
    assert {"forums", "agreements", "annual-reports", "disposals"} <= CLASSES


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        ("2026-11-25", 10, "2016-11-25"),
        ("2024-02-29", 4, "2020-02-28"),
        ("2024-02-29", 1, "2023-02-28"),
        ("2024-12-31", 0, "2024-12-31"),
    ],
)
def test_years_back_never_end_on_a_later_day(day: str, years: int, before: str) -> None:
    assert years_before(date.fromisoformat(day), years).isoformat() == before

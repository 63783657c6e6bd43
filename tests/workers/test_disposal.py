"""The worker's disposal: what it takes away, what stays, and that the chain holds afterwards."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.audit import chain
from app.audit.authors import Author, acting
from app.audit.events import AuditEvent
from app.audit.recording import record
from app.audit.verifying import Verdict, verify
from app.clock import now
from app.database import Sessions, connect
from app.jobs import queue
from app.models import AuditDisposal, AuditEntry, AuditPayload, Disposal, Job
from app.models.audit import EventKind
from app.models.jobs import JobState
from app.schemas.disposals import DisposalCreate
from app.services import disposals
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR
from tests.jobs.stage import Stage, until
from workers import child, disposal
from workers.kinds import KINDS
from workers.supervisor import claim, drain

OLD = datetime(2010, 5, 1, 12, tzinfo=UTC)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
ARCHIVIST = Author("Arkivet", "order_disposal")

Then: TypeAlias = Callable[[datetime], None]


@pytest.fixture
def then(monkeypatch: pytest.MonkeyPatch) -> Iterator[Then]:
    """`then(instant)`: when the chain is written to from here on; at the end, now."""
    yield lambda instant: monkeypatch.setattr("app.audit.chain.now", lambda: instant)
    monkeypatch.undo()


def registered(sessions: Sessions, *kinds: str) -> None:
    """One record and one entry each."""
    for kind in kinds:
        with sessions.begin() as session:
            getattr(make, kind)(session)


def order(
    sessions: Sessions, record_kind: str | None = "forums", before: str = "2014-01-01"
) -> Disposal:
    told = {
        "recordKind": record_kind,
        "beforeOn": before,
        "decisionReference": "KA 2024/17",
        "decidedOn": "2024-11-05",
    }
    with acting(sessions, ARCHIVIST).begin() as session:
        return disposals.order(session, DisposalCreate.model_validate(told), TRACE)


def saying_something(sessions: Sessions) -> list[int]:
    with sessions.read() as session:
        return list(session.scalars(select(AuditPayload.seq).order_by(AuditPayload.seq)))


def grounds(sessions: Sessions) -> list[AuditEntry]:
    kind = AuditEntry.event == EventKind.DISPOSAL
    with sessions.read() as session:
        return list(session.scalars(select(AuditEntry).where(kind).order_by(AuditEntry.seq)))


def verdict(sessions: Sessions) -> Verdict:
    with sessions.read() as session:
        return verify(session)


def state(sessions: Sessions, order: Disposal) -> tuple[JobState, int, datetime | None]:
    with sessions.read() as session:
        job = session.get_one(Job, order.job_id)
        return job.state, job.attempt, session.get_one(Disposal, order.id).disposed_at


def test_old_entries_of_the_class_say_nothing_any_more(sessions: Sessions, then: Then) -> None:
    then(OLD)
    registered(sessions, "forum", "actor", "forum")
    then(datetime(2014, 1, 1, tzinfo=UTC))
    registered(sessions, "forum")
    then(now())
    ordered = order(sessions)

    assert drain(sessions) == 1

    assert saying_something(sessions) == [2, 4, 5, 7]
    assert verdict(sessions) == Verdict(7)
    assert state(sessions, ordered)[0] is JobState.DONE
    (ground,) = grounds(sessions)
    assert (ground.seq, ground.record_kind, ground.record_id) == (6, "disposals", ordered.id)
    assert ground.facts == {
        "decision": "KA 2024/17",
        "class": "forums",
        "count": 2,
        "disposed": [1, 3],
    }
    assert (ground.principal_title, ground.operation) == ("arbetaren", "disposal")
    assert ground.trace_id == "0af7651916cd43dd8448eb211c80319c"
    with sessions.read() as session:
        told = session.execute(select(AuditDisposal.seq, AuditDisposal.disposed_by))
        assert sorted(told.all()) == [(1, 6), (3, 6)]


def test_who_did_what_and_when_stays(sessions: Sessions, then: Then) -> None:
    then(OLD)
    registered(sessions, "forum")
    then(now())
    with sessions.read() as session:
        before = vars(session.get_one(AuditEntry, 1)) | {"_sa_instance_state": None}
    order(sessions)

    drain(sessions)

    with sessions.read() as session:
        assert vars(session.get_one(AuditEntry, 1)) | {"_sa_instance_state": None} == before


def test_every_class_is_also_what_is_about_no_record(sessions: Sessions, then: Then) -> None:
    then(OLD)
    registered(sessions, "forum", "actor")
    with sessions.begin() as session:
        record(session, AuditEvent(kind=EventKind.DENIAL, by=AUTHOR, reason="Fel roll."))
    then(now())
    order(sessions, None)

    drain(sessions)

    assert saying_something(sessions) == [4, 6]
    assert grounds(sessions)[0].facts["disposed"] == [1, 2, 3]
    assert verdict(sessions).bad is None


@pytest.mark.parametrize(
    ("at", "before", "goes"),
    [
        ("2013-12-31T22:59:59.999Z", "2014-01-01", True),
        ("2013-12-31T23:00:00.000Z", "2014-01-01", False),
        ("2014-06-30T21:59:59.999Z", "2014-07-01", True),
        ("2014-06-30T22:00:00.000Z", "2014-07-01", False),
    ],
)
def test_the_day_begins_at_midnight_in_sweden(
    sessions: Sessions, then: Then, at: str, before: str, goes: bool
) -> None:
    then(datetime.fromisoformat(at))
    registered(sessions, "forum")
    then(now())
    order(sessions, before=before)

    drain(sessions)

    assert (1 in saying_something(sessions)) is not goes


def test_where_nothing_is_old_nothing_is_said_of_it(sessions: Sessions) -> None:
    registered(sessions, "forum")
    ordered = order(sessions)

    drain(sessions)

    assert grounds(sessions) == []
    assert state(sessions, ordered)[0] is JobState.DONE


def test_it_is_done_in_batches_that_each_have_their_ground(
    sessions: Sessions, then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "AT_ONCE", 2)
    then(OLD)
    registered(sessions, *["forum"] * 5)
    then(now())
    ordered = order(sessions)
    seen: list[tuple[int, str]] = []

    store = disposal.dispose(
        sessions, {"disposalId": str(ordered.id)}, lambda *said: seen.append(said)
    )

    assert [one.facts["disposed"] for one in grounds(sessions)] == [[1, 2], [3, 4], [5]]
    assert seen == [
        (40, "2 av 5 händelser gallrade"),
        (80, "4 av 5 händelser gallrade"),
        (99, "5 av 5 händelser gallrade"),
    ]
    assert state(sessions, ordered)[2] is None
    with sessions.begin() as session:
        store(session)
    assert state(sessions, ordered)[2] is not None
    assert verdict(sessions).bad is None


def test_one_that_broke_half_way_goes_on_and_does_nothing_twice(
    sessions: Sessions, then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "AT_ONCE", 2)
    then(OLD)
    registered(sessions, *["forum"] * 5)
    then(now())
    ordered = order(sessions)
    whole, left = chain.dispose, [1, 1, 0]

    def twice(*given: Any, **named: Any) -> int:
        return whole(*given, **named) // left.pop(0)

    monkeypatch.setattr(chain, "dispose", twice)
    drain(sessions)
    assert state(sessions, ordered)[0] is JobState.QUEUED
    assert saying_something(sessions) == [5, 6]
    assert verdict(sessions).bad is None
    monkeypatch.setattr(chain, "dispose", whole)
    with sessions.begin() as session:
        session.execute(update(Job).values(run_after=now() - timedelta(hours=1)))

    drain(sessions)

    assert state(sessions, ordered)[:2] == (JobState.DONE, 2)
    assert [one.facts["disposed"] for one in grounds(sessions)] == [[1, 2], [3, 4], [5]]
    assert verdict(sessions).bad is None


def test_two_orders_of_the_same_take_nothing_twice(sessions: Sessions, then: Then) -> None:
    then(OLD)
    registered(sessions, "forum", "forum", "actor")
    then(now())
    order(sessions)
    order(sessions, None)

    assert drain(sessions) == 2

    assert [one.facts["disposed"] for one in grounds(sessions)] == [[1, 2], [3]]
    assert verdict(sessions).bad is None


def test_a_worker_that_lost_the_job_stops_after_the_batch(
    sessions: Sessions, then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "AT_ONCE", 1)
    then(OLD)
    registered(sessions, *["forum"] * 3)
    then(now())
    ordered = order(sessions)
    mine = claim(sessions, "me", 30)
    assert mine is not None
    with sessions.begin() as session:
        session.execute(update(Job).values(owner="another"))

    assert child.perform(sessions, mine, KINDS) == "refused"

    assert len(grounds(sessions)) == 1
    assert state(sessions, ordered)[2] is None
    assert verdict(sessions).bad is None


def test_two_at_the_same_moment_wait_for_each_other_and_take_nothing_twice(
    database_url: str, then: Then
) -> None:
    sessions = acting(connect(Settings(database_url=database_url, pool_size=5)), AUTHOR)
    then(OLD)
    registered(sessions, "forum", "forum")
    then(now())
    payload = {"disposalId": str(order(sessions, None).id)}

    with ThreadPoolExecutor(1) as other:
        with sessions.begin() as session:
            chain.lock(session)
            meanwhile = other.submit(disposal.dispose, sessions, payload, lambda *_: None)
            wait([meanwhile], timeout=1)
            chain.dispose(session, [1, 2], AUTHOR)
        meanwhile.result()

    assert [one.facts["disposed"] for one in grounds(sessions)] == [[1, 2]]
    sessions.engine.dispose()


MANY = 3_000


@pytest.fixture
def stage(database_url: str, tmp_path: Path, then: Then) -> Iterator[Stage]:
    """A register of its own with many old entries, so that a worker can be met half-way."""
    stage = Stage(database_url, tmp_path)
    then(OLD)
    events = [
        AuditEvent(kind=EventKind.CHANGE, by=AUTHOR, record_kind="forums", reason=f"Skäl {place}.")
        for place in range(MANY)
    ]
    with stage.sessions.begin() as session:
        chain.append(session, events)
    then(now())
    yield stage
    stage.sessions.engine.dispose()


def test_workers_that_are_killed_leave_a_whole_chain_and_the_next_goes_on(stage: Stage) -> None:
    ordered = order(stage.sessions)
    assert ordered.job_id is not None
    key: UUID = ordered.job_id
    with stage.worker(module="tests.workers.slowly") as worker:
        until(lambda: grounds(stage.sessions))
        worker.send_signal(signal.SIGKILL)
    half = len(saying_something(stage.sessions))
    assert 1 < half < MANY
    assert verdict(stage.sessions).bad is None

    with stage.worker(module="workers"):
        until(lambda: stage.ended(key), 60)

    assert stage.ended(key) is JobState.DONE
    told = [seq for one in grounds(stage.sessions) for seq in one.facts["disposed"]]
    assert told == list(range(1, MANY + 1))
    assert len(saying_something(stage.sessions)) == 2
    assert verdict(stage.sessions).bad is None


def test_one_that_is_cancelled_stops_where_it_is(stage: Stage) -> None:
    ordered = order(stage.sessions)
    assert ordered.job_id is not None
    key: UUID = ordered.job_id
    with stage.worker(module="tests.workers.slowly"):
        until(lambda: grounds(stage.sessions))
        with stage.sessions.begin() as session:
            queue.request_cancel(session, key)
        until(lambda: stage.ended(key), 60)

    assert stage.ended(key) is JobState.CANCELLED
    assert 1 < len(saying_something(stage.sessions)) < MANY
    assert state(stage.sessions, ordered)[2] is None
    assert verdict(stage.sessions).bad is None

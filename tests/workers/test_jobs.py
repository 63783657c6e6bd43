"""What becomes of a job: its result is stored with its end, once, or not at all."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.jobs import queue, schedules
from app.models import Job, Schedule
from app.models.jobs import JobState
from app.settings import Settings
from tests.jobs import ledger
from tests.jobs.kinds import KINDS, note
from tests.jobs.stage import PATIENCE_S, Stage
from workers import child
from workers.kinds import Payload, Progress, Store
from workers.supervisor import Worker, claim, do_now, drain


@pytest.fixture
def stage(sessions: Sessions) -> Sessions:
    with sessions.begin() as session:
        ledger.make(session)
    return sessions


def enqueue(sessions: Sessions, kind: str, **payload: Any) -> UUID:
    with sessions.begin() as session:
        return queue.enqueue(session, kind, {"entry": "e", **payload}).id


def job(sessions: Sessions, key: UUID) -> Job:
    with sessions.begin() as session:
        return session.get_one(Job, key)


def entries(sessions: Sessions) -> list[str]:
    with sessions.begin() as session:
        return ledger.entries(session)


def test_drain_does_all_that_is_due_and_nothing_else(stage: Sessions) -> None:
    keys = [enqueue(stage, "note") for _ in range(3)]
    with stage.begin() as session:
        later = queue.enqueue(session, "note", {}, run_after=now() + timedelta(hours=1)).id

    assert drain(stage, KINDS) == 3
    assert {job(stage, key).state for key in keys} == {JobState.DONE}
    assert job(stage, later).state is JobState.QUEUED
    assert entries(stage) == ["e", "e", "e"]


def test_drain_does_what_a_schedule_asks_for(stage: Sessions) -> None:
    with stage.begin() as session:
        schedules.ensure(session, "yearly", "note", "0 6 15 1 *", payload={"entry": "yearly"})
        session.execute(update(Schedule).values(next_due=now()))

    assert drain(stage, KINDS) == 1
    assert entries(stage) == ["yearly"]


def test_drain_does_what_a_job_asks_for_once(stage: Sessions) -> None:
    enqueue(stage, "starts_others", entries=["04", "05", "04"])

    assert drain(stage, KINDS) == 3
    assert sorted(entries(stage)) == ["04", "05"]


def test_what_a_job_stored_before_it_broke_is_rolled_back(stage: Sessions) -> None:
    key = enqueue(stage, "stores_then_breaks")

    drain(stage, KINDS)

    assert entries(stage) == []
    assert (job(stage, key).state, job(stage, key).attempt) == (JobState.QUEUED, 1)
    assert job(stage, key).error == "Oväntat fel (ZeroDivisionError)."


def test_a_broken_rule_ends_the_job_with_its_sentence(stage: Sessions) -> None:
    key = enqueue(stage, "forbidden")

    drain(stage, KINDS)

    assert (job(stage, key).state, job(stage, key).error) == (JobState.FAILED, "Länet finns inte.")


def test_an_unknown_kind_is_a_failure_like_any_other(stage: Sessions) -> None:
    key = enqueue(stage, "no such kind")

    drain(stage, KINDS)

    assert job(stage, key).error == "Oväntat fel (KeyError)."


def test_a_result_that_comes_after_somebody_took_over_is_rolled_back(stage: Sessions) -> None:
    def overtaken(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
        with sessions.begin() as session:
            session.execute(update(Job).values(lease_until=now() - timedelta(hours=1)))
        assert claim(sessions, "another", 30)
        return note(sessions, payload, progress)

    key = enqueue(stage, "overtaken")
    mine = claim(stage, "me", 30)
    assert mine is not None

    assert child.perform(stage, mine, {"overtaken": overtaken}) == "refused"
    assert entries(stage) == []
    assert (job(stage, key).state, job(stage, key).owner) == (JobState.RUNNING, "another")


def test_a_job_that_lost_its_lease_stops_when_it_reports(stage: Sessions) -> None:
    seen: list[str] = []

    def reporting(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
        with sessions.begin() as session:
            session.execute(update(Job).values(owner="another"))
        progress(10, "Kommuner")
        seen.append("went on")
        return note(sessions, payload, progress)

    enqueue(stage, "reporting")
    mine = claim(stage, "me", 30)
    assert mine is not None

    assert child.perform(stage, mine, {"reporting": reporting}) == "refused"
    assert seen == []


def test_one_job_is_done_now_and_no_other(stage: Sessions) -> None:
    other = enqueue(stage, "note")
    with stage.begin() as session:
        terms: queue.Terms = {"run_after": now() + timedelta(hours=1)}
        key = queue.enqueue(session, "note", {"entry": "now"}, **terms).id

    assert do_now(stage, key, KINDS) == "done"
    assert do_now(stage, key, KINDS) == "refused"
    assert entries(stage) == ["now"]
    assert (job(stage, key).state, job(stage, other).state) == (JobState.DONE, JobState.QUEUED)


def test_what_a_worker_has_is_not_done_now(stage: Sessions) -> None:
    key = enqueue(stage, "note")
    assert claim(stage, "a worker", 30)

    assert do_now(stage, key, KINDS) == "refused"
    assert (entries(stage), job(stage, key).owner) == ([], "a worker")


def test_a_rule_that_is_broken_now_is_said(stage: Sessions) -> None:
    key = enqueue(stage, "forbidden")

    assert do_now(stage, key, KINDS) == "failed"
    assert job(stage, key).error == "Länet finns inte."


def test_whoever_interrupts_what_is_done_now_leaves_it_to_the_workers(stage: Sessions) -> None:
    def interrupted(_sessions: Sessions, _payload: Payload, _progress: Progress) -> Store:
        raise KeyboardInterrupt

    key = enqueue(stage, "interrupted")

    with pytest.raises(KeyboardInterrupt):
        do_now(stage, key, {"interrupted": interrupted})
    assert (job(stage, key).state, job(stage, key).attempt) == (JobState.QUEUED, 0)


def test_what_is_done_now_keeps_its_lease(database_url: str, tmp_path: Path) -> None:
    """Longer than the lease, and no worker takes it."""
    stage = Stage(database_url, tmp_path)
    claims = []

    def longer(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
        time.sleep(3)
        claims.append(claim(stage.sessions, "a worker", 30))
        return note(sessions, payload, progress)

    key = stage.enqueue("longer")
    outcome = do_now(stage.sessions, key, {"longer": longer}, lease_s=2)
    stored = stage.stored(key)
    stage.sessions.engine.dispose()

    assert (outcome, claims, stored) == ("done", [None], 1)


def test_work_runs_outside_any_write_transaction(database_url: str, tmp_path: Path) -> None:
    """Else nobody could write while a report is compiled."""
    stage = Stage(database_url, tmp_path)

    def compiling(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
        with sessions.read():
            with stage.sessions.begin() as session:
                ledger.enter(session, "written meanwhile")
            progress(50, "halvvägs")

        def store(session: Session) -> None:
            ledger.enter(session, "stored")

        return store

    stage.enqueue("compiling")
    assert drain(stage.sessions, {"compiling": compiling}) == 1
    with stage.sessions.read() as session:
        stored = ledger.entries(session)
    stage.sessions.engine.dispose()

    assert stored == ["written meanwhile", "stored"]


def test_a_child_that_was_killed_just_after_its_commit_has_done_its_job(database_url: str) -> None:
    worker = Worker(Settings(database_url=database_url, pool_size=5), "tests.jobs.kinds")
    enqueue(worker.sessions, "note")
    mine = claim(worker.sessions, "me", 30)
    assert mine is not None
    with worker.sessions.begin() as session:
        queue.finish(session, mine)

    outcome = worker.settle(mine, "handed_back", -9)
    after = job(worker.sessions, mine.id).state
    worker.sessions.engine.dispose()

    assert (outcome, after) == ("done", JobState.DONE)


def test_a_worker_that_cannot_give_birth_takes_no_job(database_url: str) -> None:
    """Else a host with a broken installation would use up the attempts of every job."""
    worker = Worker(Settings(database_url=database_url, pool_size=5), "tests.jobs.no_such_module")
    key = enqueue(worker.sessions, "note")

    worked = [worker.step(), worker.step()]
    waiting = job(worker.sessions, key)
    worker.sessions.engine.dispose()

    assert (worked, worker.failures, worker.nursery) == ([None, None], 2, None)
    assert (waiting.state, waiting.attempt) == (JobState.QUEUED, 0)


def test_a_nursery_whose_worker_is_gone_ends_without_a_word(database_url: str) -> None:
    """The end of a child may be told to nobody, just before the kernel's signal arrives."""
    nursery = subprocess.Popen(
        [sys.executable, "-m", "workers.child", "tests.jobs.kinds"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SAMVERKAN_DATABASE_URL": database_url},
    )
    assert nursery.stdout
    assert nursery.stdout.readline() == b"0\n"
    nursery.stdout.close()

    _, said = nursery.communicate(f"{uuid4()} nobody 1\n".encode(), PATIENCE_S)

    assert (said, nursery.returncode) == (b"", 0)


def test_the_command_does_one_job_or_all_that_are_due_and_ends(
    database_url: str, tmp_path: Path
) -> None:
    stage = Stage(database_url, tmp_path)
    keys = [stage.enqueue("no such kind", max_attempts=1) for _ in range(2)]
    ended = []
    for argument in ("--once", "--drain"):
        with stage.worker(argument, module="workers") as worker:
            assert worker.wait(PATIENCE_S) == 0
        ended.append([stage.ended(key) for key in keys])
    stage.sessions.engine.dispose()

    assert ended == [[JobState.FAILED, None], [JobState.FAILED, JobState.FAILED]]

"""Workers as real processes, killed, stopped, hung and cut off: nothing lost, nothing twice."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, select, text, update

from app.clock import now
from app.jobs import queue, schedules
from app.models import Job, Schedule
from app.models.base import instant_text
from app.models.jobs import JobState
from tests.databases import ENGINES, engine_at, fresh_postgres, migrated
from tests.jobs.processes import is_alive, offspring_of, worker_of
from tests.jobs.stage import LEASE_S, Stage, until

TRACE = "0af7651916cd43dd8448eb211c80319c"
STOPS_WITHIN_S = 10
ORDERED = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Without workers: the test starts them, and may kill them."""
    stage = Stage(database_url, tmp_path)
    yield stage
    stage.sessions.engine.dispose()
    if stage.log.exists():
        sys.stderr.write(stage.log.read_text())  # shown when the test has failed


@pytest.fixture(scope="module", params=ENGINES)
def manned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """With two workers, that must survive what their jobs do."""
    directory = tmp_path_factory.mktemp("manned")
    if request.param == "sqlite":
        yield from _manned(f"sqlite:///{directory / 'own.db'}", directory)
    else:
        with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
            yield from _manned(url, directory)


def _manned(url: str, directory: Path) -> Iterator[Stage]:
    engine = engine_at(url)
    migrated(engine)
    engine.dispose()
    stage = Stage(url, directory)
    with stage.worker() as one, stage.worker() as other:
        yield stage
        assert one.poll() is other.poll() is None
    stage.sessions.engine.dispose()


def test_a_job_is_done_its_progress_readable_and_one_line_says_so(manned: Stage) -> None:
    key = manned.enqueue("slow", seconds=1, traceparent=ORDERED)
    until(lambda: manned.job(key).progress >= 10)
    assert manned.job(key).state is JobState.RUNNING
    assert manned.job(key).message in {f"steg {tenth}" for tenth in range(10)}
    until(lambda: manned.said_of(key))

    line = manned.said("job")[-1]
    assert (line["kind"], line["job_id"], line["attempt"]) == ("slow", str(key), 1)
    assert (line["outcome"], line["traceId"]) == ("done", TRACE)
    assert line["duration_ms"] >= 1000
    assert (manned.ended(key), manned.stored(key)) == (JobState.DONE, 1)


def test_a_killed_child_is_replaced(manned: Stage) -> None:
    key = manned.enqueue("slow", seconds=1)
    until(lambda: manned.starts(key))
    os.kill(manned.starts(key)[0], signal.SIGKILL)
    until(lambda: len(manned.said_of(key)) == 2)

    assert manned.said_of(key) == ["died", "done"]
    assert manned.stored(key) == 1


def test_a_running_job_is_cancelled_within_three_seconds(manned: Stage) -> None:
    key = manned.enqueue("slow", seconds=60)
    until(lambda: manned.starts(key))
    with manned.sessions.begin() as session:
        queue.request_cancel(session, key)
    until(lambda: manned.ended(key) is JobState.CANCELLED, within=3)

    until(lambda: not is_alive(manned.starts(key)[0]), within=0.5)
    assert manned.stored(key) == 0


def test_a_job_that_takes_too_long_is_killed(manned: Stage) -> None:
    key = manned.enqueue("slow", seconds=300, timeout_s=4, max_attempts=1)
    until(lambda: manned.said_of(key))

    assert manned.said_of(key) == ["timed_out"]
    assert manned.job(key).error == "Arbetet tog längre tid än 4 sekunder."
    assert not any(is_alive(process) for process in manned.starts(key))


def test_a_job_whose_process_dies_fails_with_a_reason(manned: Stage) -> None:
    key = manned.enqueue("dies", max_attempts=1)
    until(lambda: manned.said_of(key))

    assert manned.said_of(key) == ["died"]
    assert manned.ended(key) is JobState.FAILED
    assert manned.job(key).error == "Arbetet dog utan att bli klart (kod -9)."


def test_the_log_says_where_a_job_broke_but_not_what_it_read(manned: Stage) -> None:
    key = manned.enqueue("broken", max_attempts=1, traceparent=ORDERED)
    until(lambda: manned.said_of(key))

    line = manned.said("job_error")[-1]
    assert (line["error"], line["traceId"]) == ("ZeroDivisionError", TRACE)
    assert "broken" in line["places"][-1]
    assert "19121212" not in manned.log.read_text()
    assert manned.job(key).error == "Oväntat fel (ZeroDivisionError)."


def test_a_worker_that_slept_too_long_cannot_store_its_result(manned: Stage) -> None:
    key = manned.enqueue("slow", seconds=1)
    until(lambda: manned.starts(key))
    [child] = manned.starts(key)
    sleeper = worker_of(child)
    manned.put_to_sleep(key, sleeper, child)
    until(lambda: manned.said_of(key))
    os.kill(child, signal.SIGCONT)
    until(lambda: not is_alive(child))
    os.kill(sleeper, signal.SIGCONT)
    until(lambda: len(manned.said_of(key)) == 2)

    assert manned.said_of(key) == ["done", "refused"]
    assert manned.stored(key) == 1


def test_a_job_that_hogs_its_process_is_not_stolen(manned: Stage) -> None:
    key = manned.enqueue("hog", seconds=LEASE_S + 1)
    until(lambda: manned.said_of(key))

    assert len(manned.starts(key)) == 1
    assert (manned.ended(key), manned.stored(key)) == (JobState.DONE, 1)


def test_a_killed_worker_takes_its_child_along_and_another_takes_over(stage: Stage) -> None:
    key = stage.enqueue("slow", seconds=1)
    with stage.worker(), stage.worker():
        until(lambda: stage.starts(key))
        [child] = stage.starts(key)
        os.kill(worker_of(child), signal.SIGKILL)
        waited = until(lambda: stage.job(key).attempt == 2)
        assert not is_alive(child)
        until(lambda: stage.said_of(key))

    assert waited < LEASE_S + 2
    assert (stage.ended(key), stage.stored(key)) == (JobState.DONE, 1)


def test_a_job_that_kills_its_worker_three_times_fails_with_a_reason(stage: Stage) -> None:
    key = stage.enqueue("kills_its_worker")
    with stage.worker(), stage.worker(), stage.worker(), stage.worker():
        until(lambda: stage.ended(key))

        assert len(stage.starts(key)) <= stage.job(key).attempt == 3
    assert stage.ended(key) is JobState.FAILED
    assert stage.job(key).error == "Arbetet dog 3 gånger utan att bli klart."


def test_a_worker_outlives_its_database_but_its_child_does_not_outlive_the_lease(
    stage: Stage,
) -> None:
    key = stage.enqueue("slow", seconds=60)
    with stage.worker() as worker:
        until(lambda: stage.starts(key))
        [child] = stage.starts(key)
        take_away(stage)
        until(lambda: not is_alive(child), within=LEASE_S + 2)
        until(lambda: stage.said("database_away"))
        bring_back(stage)
        until(lambda: len(stage.starts(key)) == 2)

        assert worker.poll() is None
    assert stage.said_of(key) == ["lost", "handed_back"]
    assert stage.job(key).attempt == 1


def test_a_worker_that_is_told_to_stop_hands_its_job_back(stage: Stage) -> None:
    key = stage.enqueue("slow", seconds=60)
    with stage.worker() as worker:
        until(lambda: stage.starts(key))
        [child] = stage.starts(key)
        os.kill(child, signal.SIGTERM)  # as systemd does; it is for the worker to decide
        time.sleep(0.5)
        assert is_alive(child)
        worker.terminate()
        assert worker.wait(STOPS_WITHIN_S) == 0

    job = stage.job(key)
    assert (job.state, job.attempt, job.owner) == (JobState.QUEUED, 0, None)
    assert not is_alive(child)
    assert stage.said_of(key) == ["handed_back"]


def test_a_cancelled_job_whose_worker_dies_is_not_begun_again(stage: Stage) -> None:
    key = stage.enqueue("slow", seconds=60)
    with stage.worker(), stage.worker():
        until(lambda: stage.starts(key))
        os.kill(worker_of(stage.starts(key)[0]), signal.SIGKILL)
        with stage.sessions.begin() as session:
            assert queue.request_cancel(session, key)
        until(lambda: stage.ended(key))

    assert stage.ended(key) is JobState.CANCELLED
    assert len(stage.starts(key)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_without_a_job_stops_when_told(stage: Stage, number: signal.Signals) -> None:
    with stage.worker() as worker:
        until(lambda: stage.log.exists() and stage.said("worker_started"))
        worker.send_signal(number)
        assert worker.wait(STOPS_WITHIN_S) == 0

    assert len(stage.said("worker_stopped")) == 1


def test_to_be_told_twice_hands_the_job_back_once(stage: Stage) -> None:
    key = stage.enqueue("slow", seconds=60)
    with stage.worker() as worker:
        until(lambda: stage.starts(key))
        worker.terminate()
        worker.terminate()
        assert worker.wait(STOPS_WITHIN_S) == 0

    assert stage.said_of(key) == ["handed_back"]
    assert (stage.job(key).state, stage.job(key).attempt) == (JobState.QUEUED, 0)


def test_a_nursery_that_dies_costs_no_job_an_attempt(stage: Stage) -> None:
    with stage.worker() as worker:
        until(lambda: stage.log.exists() and stage.said("nursery_ready"))
        [nursery] = offspring_of(worker.pid)
        os.kill(nursery, signal.SIGKILL)
        until(lambda: not is_alive(nursery))
        key = stage.enqueue("slow", seconds=0)
        until(lambda: stage.ended(key))

    assert (stage.said_of(key), stage.stored(key)) == (["done"], 1)


def test_what_a_job_prints_is_not_taken_for_its_end(stage: Stage) -> None:
    key = stage.enqueue("talks", max_attempts=1)
    with stage.worker():
        until(lambda: stage.ended(key))

    assert (stage.ended(key), stage.stored(key)) == (JobState.DONE, 1)


def test_workers_that_start_together_on_an_empty_database_wait_for_its_tables(
    shared_database_url: str, tmp_path: Path
) -> None:
    """And then make each schedule once."""
    stage = Stage(shared_database_url, tmp_path)
    with stage.worker(), stage.worker(), stage.worker():
        until(lambda: stage.log.exists() and len(stage.said("database_away")) >= 3)
        engine = engine_at(shared_database_url)
        migrated(engine)
        engine.dispose()
        keys = [stage.enqueue("slow", seconds=0.1) for _ in range(6)]
        until(lambda: all(stage.ended(key) for key in keys))
        with stage.sessions.read() as session:
            planned = list(session.scalars(select(Schedule.key).order_by(Schedule.key)))
    stored = [stage.stored(key) for key in keys]
    stage.sessions.engine.dispose()

    assert planned == ["annual-reports", "audit-checkpoint"]
    assert stored == [1] * 6


def test_a_date_that_passed_a_week_ago_fires_once_when_workers_are_back(stage: Stage) -> None:
    due = now().replace(microsecond=0) - timedelta(days=7)
    payload = {"entry": "late", "directory": str(stage.directory), "seconds": 0}
    with stage.sessions.begin() as session:
        schedules.ensure(session, "weekly", "slow", "0 6 * * *", payload=payload)
        session.execute(update(Schedule).values(next_due=due))
    with stage.worker(), stage.worker(), stage.worker():
        until(lambda: stage.log.exists() and len(stage.said("worker_started")) == 3)
        until(lambda: stage.said("job"))
        time.sleep(1)
    with stage.sessions.read() as session:
        [job] = session.scalars(select(Job).where(Job.kind == "slow"))
        coming = session.get_one(Schedule, "weekly").next_due

    assert (job.payload["due"], stage.stored(job.id)) == (instant_text(due), 1)
    assert coming is not None
    assert now() < coming < now() + timedelta(days=1, hours=1)


def take_away(stage: Stage) -> None:
    if stage.sessions.engine.dialect.name == "sqlite":
        administer(stage, "ALTER TABLE jobs RENAME TO away")
        return
    name = make_url(stage.database_url).database
    connections = f"pg_stat_activity WHERE datname = '{name}'"
    administer(
        stage,
        f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM {connections}",
    )
    stage.sessions.engine.dispose()  # of those, what has just been in use is not asked for a sign


def bring_back(stage: Stage) -> None:
    if stage.sessions.engine.dialect.name == "sqlite":
        administer(stage, "ALTER TABLE away RENAME TO jobs")
    else:
        name = make_url(stage.database_url).database
        administer(stage, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def administer(stage: Stage, *statements: str) -> None:
    """From outside the database, where the database is on a server."""
    url = make_url(stage.database_url)
    is_file = url.get_backend_name() == "sqlite"
    engine = create_engine(url if is_file else url.set(database="postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()

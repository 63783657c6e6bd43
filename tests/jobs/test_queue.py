"""The queue: claimed by one, fenced against the late, retried, cancelled, ended with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Unpack
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from app.clock import now
from app.database import Sessions, connect
from app.jobs import queue
from app.models import Job
from app.models.jobs import JobState
from app.settings import Settings, settings

LEASE_S = 30


def enqueued(sessions: Sessions, **terms: Unpack[queue.Terms]) -> Job:
    with sessions.begin() as session:
        return queue.enqueue(session, "note", {}, **terms)


def claimed(sessions: Sessions, owner: str = "a") -> Job | None:
    with sessions.begin() as session:
        return queue.claim(session, owner, LEASE_S)


def running(sessions: Sessions, owner: str = "a", **terms: Unpack[queue.Terms]) -> Job:
    enqueued(sessions, **terms)
    job = claimed(sessions, owner)
    assert job is not None
    return job


def state_of(sessions: Sessions, job: Job) -> Job:
    with sessions.begin() as session:
        return session.get_one(Job, job.id)


def pass_time(sessions: Sessions) -> None:
    """All leases run out, and all waiting is over."""
    past = now() - timedelta(hours=1)
    with sessions.begin() as session:
        session.execute(update(Job).values(run_after=past))
        session.execute(update(Job).where(Job.lease_until.is_not(None)).values(lease_until=past))


def test_a_job_is_claimed_for_one_attempt_by_one_owner(sessions: Sessions) -> None:
    enqueued(sessions)

    job = claimed(sessions)

    assert job is not None
    assert (job.state, job.owner, job.attempt) == (JobState.RUNNING, "a", 1)
    assert claimed(sessions, "b") is None


def test_the_lease_runs_by_the_clock_of_the_database(sessions: Sessions) -> None:
    lease_until = running(sessions).lease_until

    assert lease_until is not None
    assert timedelta(seconds=LEASE_S - 5) < lease_until - now() <= timedelta(seconds=LEASE_S)


def test_urgent_jobs_come_first_then_those_that_waited_longest(sessions: Sessions) -> None:
    early = now() - timedelta(minutes=1)
    jobs = [enqueued(sessions), enqueued(sessions, run_after=early), enqueued(sessions, priority=1)]

    order = [job and job.id for job in (claimed(sessions), claimed(sessions), claimed(sessions))]

    assert order == [jobs[2].id, jobs[1].id, jobs[0].id]


def test_a_job_is_not_claimed_before_its_time(sessions: Sessions) -> None:
    enqueued(sessions, run_after=now() + timedelta(minutes=1))

    assert claimed(sessions) is None


def test_a_key_gives_the_job_that_has_it(sessions: Sessions) -> None:
    first = enqueued(sessions, dedupe_key="k", priority=1)

    again = enqueued(sessions, dedupe_key="k", priority=2)

    assert (again.id, again.priority) == (first.id, 1)
    assert enqueued(sessions, dedupe_key="other").id != first.id


def test_a_rolled_back_enqueue_leaves_nothing(sessions: Sessions) -> None:
    def enqueue_and_change_my_mind() -> None:
        with sessions.begin() as session:
            queue.enqueue(session, "note", {})
            raise LookupError

    with pytest.raises(LookupError):
        enqueue_and_change_my_mind()

    assert claimed(sessions) is None


def test_a_lost_job_is_taken_over_and_the_attempt_counts(sessions: Sessions) -> None:
    job = running(sessions)
    pass_time(sessions)

    again = claimed(sessions, "b")

    assert again is not None
    assert (again.id, again.owner, again.attempt) == (job.id, "b", 2)


@pytest.mark.parametrize("owner", ["a", "b"])
def test_a_late_worker_is_refused(sessions: Sessions, owner: str) -> None:
    """Also when the very same worker has claimed the job again meanwhile."""
    late = running(sessions)
    pass_time(sessions)
    claimed(sessions, owner)

    with sessions.begin() as session:
        assert not queue.report_progress(session, late, 50, "halvvägs")
        assert not queue.finish(session, late)
        assert not queue.fail(session, late, "fel")
        assert not queue.hand_back(session, late)
        assert not queue.cancel(session, late)
        assert queue.renew(session, late, LEASE_S) is None
    after = state_of(sessions, late)
    assert (after.state, after.attempt, after.progress) == (JobState.RUNNING, 2, 0)


def test_a_worker_that_gave_its_job_back_is_refused(sessions: Sessions) -> None:
    """Though the next owner's attempt has the same number."""
    late = running(sessions)
    with sessions.begin() as session:
        queue.hand_back(session, late)
    late.owner, late.attempt = "a", 1
    claimed(sessions, "b")

    with sessions.begin() as session:
        assert not queue.finish(session, late)


def test_a_job_ends_once(sessions: Sessions) -> None:
    job = running(sessions)

    with sessions.begin() as session:
        assert queue.finish(session, job)
    with sessions.begin() as session:
        assert not queue.finish(session, job)
        assert not queue.fail(session, job, "fel")

    after = state_of(sessions, job)
    assert (after.state, after.progress, after.lease_until) == (JobState.DONE, 100, None)
    assert after.finished_at is not None


def test_a_lease_is_renewed(sessions: Sessions) -> None:
    job = running(sessions)
    pass_time(sessions)

    with sessions.begin() as session:
        renewed = queue.renew(session, job, LEASE_S)

    assert renewed is not None
    assert claimed(sessions, "b") is None


def test_progress_is_readable_while_the_job_runs(sessions: Sessions) -> None:
    job = running(sessions)

    with sessions.begin() as session:
        queue.report_progress(session, job, 40, "Kommuner")

    after = state_of(sessions, job)
    assert (after.state, after.progress, after.message) == (JobState.RUNNING, 40, "Kommuner")


def test_a_failed_attempt_is_retried_later_and_later(sessions: Sessions) -> None:
    job = running(sessions)
    waits = []
    for _ in range(2):
        with sessions.begin() as session:
            queue.fail(session, job, "fel")
        waits.append(round((state_of(sessions, job).run_after - now()).total_seconds() + 0.5))
        assert claimed(sessions) is None
        pass_time(sessions)
        job = claimed(sessions) or job

    assert waits == [2, 4]
    assert job.attempt == 3


def test_the_wait_grows_with_each_jobs_own_attempts_and_has_a_limit(sessions: Sessions) -> None:
    job = running(sessions, max_attempts=12)
    for number in range(1, 12):
        with sessions.begin() as session:
            queue.fail(session, job, "fel")
        wait = (state_of(sessions, job).run_after - now()).total_seconds()
        longest = min(2**number, 300)
        assert longest / 2 < wait + 1 <= longest + 1
        pass_time(sessions)
        job = claimed(sessions) or job
    other = running(sessions)
    with sessions.begin() as session:
        queue.fail(session, other, "fel")

    assert state_of(sessions, other).run_after - now() <= timedelta(seconds=2)


def test_only_what_is_due_or_lost_is_worth_a_claim(sessions: Sessions) -> None:
    def is_quiet() -> bool:
        with sessions.begin() as session:
            return queue.is_quiet(session)

    assert is_quiet()
    enqueued(sessions, run_after=now() + timedelta(hours=1))
    assert is_quiet()
    enqueued(sessions)
    assert not is_quiet()
    assert claimed(sessions) is not None
    assert is_quiet()
    pass_time(sessions)
    assert not is_quiet()


def test_a_job_may_take_as_long_as_the_setting_says(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMVERKAN_JOB_TIMEOUT_S", "77")
    settings.cache_clear()
    told, own = enqueued(sessions), enqueued(sessions, timeout_s=5)
    monkeypatch.undo()
    settings.cache_clear()

    assert (told.timeout_s, own.timeout_s) == (77, 5)
    assert Settings().lease_s == 30


def test_one_given_job_is_claimed_before_its_time_and_no_other(sessions: Sessions) -> None:
    enqueued(sessions, priority=9)
    later = enqueued(sessions, run_after=now() + timedelta(hours=1))

    with sessions.begin() as session:
        job = queue.claim(session, "a", LEASE_S, later.id)

    assert job is not None
    assert (job.id, job.state, job.attempt) == (later.id, JobState.RUNNING, 1)


@pytest.mark.parametrize("how", ["running", "done", "cancelled", "unknown"])
def test_a_given_job_is_not_claimed_when_it_cannot_be(sessions: Sessions, how: str) -> None:
    job = running(sessions)
    with sessions.begin() as session:
        if how == "done":
            queue.finish(session, job)
        if how == "cancelled":
            queue.cancel(session, job)

    with sessions.begin() as session:
        given = UUID(int=0) if how == "unknown" else job.id
        assert queue.claim(session, "b", LEASE_S, given) is None


def test_a_given_job_that_was_lost_is_taken_over(sessions: Sessions) -> None:
    late = running(sessions)
    pass_time(sessions)

    with sessions.begin() as session:
        job = queue.claim(session, "b", LEASE_S, late.id)
        assert job is not None
        assert job.attempt == 2
        assert not queue.finish(session, late)


def test_a_job_fails_with_its_last_reason_when_its_attempts_are_used_up(sessions: Sessions) -> None:
    job = running(sessions, max_attempts=1)

    with sessions.begin() as session:
        queue.fail(session, job, "Det gick inte.")

    after = state_of(sessions, job)
    assert (after.state, after.error) == (JobState.FAILED, "Det gick inte.")
    assert after.finished_at is not None


def test_a_final_failure_is_not_retried(sessions: Sessions) -> None:
    job = running(sessions)

    with sessions.begin() as session:
        queue.fail(session, job, "Länet finns inte.", final=True)

    assert state_of(sessions, job).state is JobState.FAILED


def test_a_done_job_keeps_no_reason_of_an_earlier_attempt(sessions: Sessions) -> None:
    job = running(sessions)
    with sessions.begin() as session:
        queue.fail(session, job, "fel")
    pass_time(sessions)
    again = claimed(sessions)
    assert again is not None

    with sessions.begin() as session:
        queue.finish(session, again)

    assert state_of(sessions, job).error is None


def test_a_job_that_is_lost_each_time_fails_with_a_reason(sessions: Sessions) -> None:
    job = running(sessions)
    for _ in range(2):
        pass_time(sessions)
        assert claimed(sessions) is not None
    pass_time(sessions)

    assert claimed(sessions) is None
    after = state_of(sessions, job)
    assert (after.state, after.attempt) == (JobState.FAILED, 3)
    assert after.error == "Arbetet dog 3 gånger utan att bli klart."


def test_a_job_that_is_handed_back_has_lost_no_attempt(sessions: Sessions) -> None:
    job = running(sessions, max_attempts=1)

    with sessions.begin() as session:
        queue.hand_back(session, job)

    again = claimed(sessions, "b")
    assert again is not None
    assert (again.id, again.attempt) == (job.id, 1)


def test_a_waiting_job_is_cancelled_at_once(sessions: Sessions) -> None:
    job = enqueued(sessions)

    with sessions.begin() as session:
        assert queue.request_cancel(session, job.id)

    assert state_of(sessions, job).state is JobState.CANCELLED
    assert claimed(sessions) is None


def test_a_running_job_is_cancelled_by_its_worker(sessions: Sessions) -> None:
    job = running(sessions)
    with sessions.begin() as session:
        assert queue.request_cancel(session, job.id)
    assert state_of(sessions, job).state is JobState.RUNNING

    with sessions.begin() as session:
        renewed = queue.renew(session, job, LEASE_S)
        assert renewed is not None
        assert renewed.cancel_requested
        assert queue.cancel(session, job)

    assert state_of(sessions, job).state is JobState.CANCELLED


@pytest.mark.parametrize("how", ["fail", "hand_back", "lose"])
def test_a_cancelled_job_is_not_tried_again(sessions: Sessions, how: str) -> None:
    job = running(sessions)
    with sessions.begin() as session:
        queue.request_cancel(session, job.id)

    with sessions.begin() as session:
        if how == "fail":
            queue.fail(session, job, "fel")
        if how == "hand_back":
            queue.hand_back(session, job)
    pass_time(sessions)

    assert claimed(sessions) is None
    assert state_of(sessions, job).state is JobState.CANCELLED


@pytest.mark.parametrize("end", [JobState.DONE, None])
def test_what_has_ended_or_never_was_cannot_be_cancelled(
    sessions: Sessions, end: JobState | None
) -> None:
    job = running(sessions)
    with sessions.begin() as session:
        queue.finish(session, job)

    with sessions.begin() as session:
        assert not queue.request_cancel(session, job.id if end else UUID(int=0))

    assert state_of(sessions, job).state is JobState.DONE


def test_two_workers_never_claim_the_same_job(database_url: str) -> None:
    sessions = connect(Settings(database_url=database_url, pool_size=10))
    for _ in range(40):
        enqueued(sessions)
    together = Barrier(4)

    def claim_all(number: int) -> list[UUID]:
        together.wait()
        mine = []
        while job := claimed(sessions, f"worker {number}"):
            mine.append(job.id)
        return mine

    with ThreadPoolExecutor(4) as pool:
        got = [key for mine in pool.map(claim_all, range(4)) for key in mine]
    sessions.engine.dispose()

    assert len(got) == len(set(got)) == 40


def test_one_key_makes_one_job_however_many_ask_at_once(database_url: str) -> None:
    sessions = connect(Settings(database_url=database_url, pool_size=10))
    together = Barrier(4)

    def ask(_: int) -> UUID:
        together.wait()
        return enqueued(sessions, dedupe_key="k").id

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(ask, range(4)))
    with sessions.read() as session:
        count = session.scalar(select(func.count()).select_from(Job))
    sessions.engine.dispose()

    assert (len(keys), count) == (1, 1)

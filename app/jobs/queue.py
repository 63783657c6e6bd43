"""The queue: who may run which job, until when, and how it ended.

Every change by a worker is fenced: it takes hold only while the job still runs under the very
owner and attempt that claimed it, so a worker that was thought dead cannot store its late result.
"""

from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models.base import Base, Instant
from app.models.jobs import Job, JobState
from app.settings import settings

CHANNEL = "samverkan_jobs"
LONGEST_BACKOFF_S = 300
SPENT = or_(Job.cancel_requested, Job.attempt >= Job.max_attempts)


class Terms(TypedDict, total=False):
    """What may be agreed about a job beside its kind and payload."""

    dedupe_key: str | None
    run_after: datetime
    priority: int
    max_attempts: int
    timeout_s: int
    traceparent: str | None


def instant_in(session: Session, seconds: float = 0) -> ColumnElement[datetime]:
    """The database's own clock: workers on different hosts need not agree on the time."""
    if session.get_bind().dialect.name == "sqlite":
        shift = f"{seconds:+} seconds"
        return func.strftime("%Y-%m-%dT%H:%M:%fZ", "now", shift, type_=Instant())
    return type_coerce(func.now() + timedelta(seconds=seconds), Instant())


def insert_or_ignore(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that gives way to the row that already has the key, without error or race."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def enqueue(session: Session, kind: str, payload: dict[str, Any], **terms: Unpack[Terms]) -> Job:
    """In the caller's transaction; a `dedupe_key` that exists gives the job that has it."""
    values = {
        "run_after": instant_in(session),
        "timeout_s": settings().job_timeout_s,
        **terms,
        "kind": kind,
        "payload": payload,
    }
    statement = insert_or_ignore(session, Job).values(**values).returning(Job)
    job = session.scalars(statement).one_or_none()
    if job is None:
        same = select(Job).where(Job.dedupe_key == terms.get("dedupe_key"))
        return session.scalars(same).one()
    _wake_workers(session)
    return job


def _wake_workers(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, "")))


def is_quiet(session: Session) -> bool:
    """Nothing is due and nothing lost: so say most looks, and need not keep writers waiting."""
    found = select(Job.id).where(or_(_is_due(session), _is_lost(session))).limit(1)
    return session.scalar(found) is None


def claim(session: Session, owner: str, lease_s: float, only: UUID | None = None) -> Job | None:
    """The most urgent job that is due, or that a silent worker has lost, for one attempt.

    With `only`, that job and no other, also before its time.
    """
    _bury(session)
    chosen = _most_urgent(session) if only is None else _given(session, only)
    statement = (
        update(Job)
        .where(Job.id == chosen.with_for_update(skip_locked=True).scalar_subquery())
        .values(
            state=JobState.RUNNING,
            owner=owner,
            attempt=Job.attempt + 1,
            lease_until=instant_in(session, lease_s),
            progress=0,
            message=None,
        )
        .returning(Job)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def _most_urgent(session: Session) -> Select[UUID]:
    return (
        select(Job.id)
        .where(or_(_is_due(session), _may_be_taken_over(session)))
        .order_by(Job.priority.desc(), Job.run_after, Job.id)
        .limit(1)
    )


def _given(session: Session, job_id: UUID) -> Select[UUID]:
    free = or_(Job.state == JobState.QUEUED, _may_be_taken_over(session))
    return select(Job.id).where(Job.id == job_id, free)


def _is_due(session: Session) -> ColumnElement[bool]:
    return and_(Job.state == JobState.QUEUED, Job.run_after <= instant_in(session))


def _may_be_taken_over(session: Session) -> ColumnElement[bool]:
    """One that is to be buried may have been locked a moment ago, and is nobody's to try again."""
    return and_(_is_lost(session), not_(SPENT))


def _is_lost(session: Session) -> ColumnElement[bool]:
    return and_(Job.state == JobState.RUNNING, Job.lease_until < instant_in(session))


def _bury(session: Session) -> None:
    """End lost jobs that have no attempt left: a job that kills its workers must not go on."""
    lost = select(Job).where(_is_lost(session), SPENT).with_for_update(skip_locked=True)
    for job in session.scalars(lost):
        _retry_or_end(session, job, f"Arbetet dog {job.attempt} gånger utan att bli klart.")
    session.flush()


def held(session: Session, job_id: UUID, owner: str, attempt: int) -> Job | None:
    """The job, as long as this owner's attempt is the one that runs."""
    attempted = _attempted(job_id, owner, attempt)
    return session.scalars(attempted.where(Job.state == JobState.RUNNING)).one_or_none()


def is_done(session: Session, job: Job) -> bool:
    """By this very attempt."""
    attempted = _attempted(job.id, job.owner, job.attempt)
    return session.scalar(attempted.where(Job.state == JobState.DONE)) is not None


def _locked(session: Session, job: Job) -> Job | None:
    attempted = _attempted(job.id, job.owner, job.attempt)
    running = attempted.where(Job.state == JobState.RUNNING).with_for_update()
    return session.scalars(running).one_or_none()


def _attempted(job_id: UUID, owner: str | None, attempt: int) -> Select[Job]:
    return (
        select(Job)
        .where(Job.id == job_id, Job.owner == owner, Job.attempt == attempt)
        .execution_options(populate_existing=True)
    )


def renew(session: Session, job: Job, lease_s: float) -> Job | None:
    """The job as it is now, `cancel_requested` included; None when it is no longer ours."""
    ours = _locked(session, job)
    if ours:
        ours.lease_until = instant_in(session, lease_s)
        session.flush()
    return ours


def report_progress(session: Session, job: Job, percent: int, message: str) -> bool:
    ours = _locked(session, job)
    if ours:
        ours.progress, ours.message = percent, message
        session.flush()
    return ours is not None


def finish(session: Session, job: Job) -> bool:
    """False when refused: whoever called must then roll back what it stored."""
    ours = _locked(session, job)
    if ours:
        ours.progress, ours.message, ours.error = 100, None, None
        _end(session, ours, JobState.DONE)
    return ours is not None


def fail(session: Session, job: Job, reason: str, *, final: bool = False) -> bool:
    """Another attempt later, while there are any; `final` when trying again cannot help."""
    ours = _locked(session, job)
    if ours:
        ours.max_attempts = ours.attempt if final else ours.max_attempts
        _retry_or_end(session, ours, reason)
    return ours is not None


def hand_back(session: Session, job: Job) -> bool:
    """The worker must stop, which is not the job's fault: the attempt doesn't count."""
    ours = _locked(session, job)
    if ours:
        ours.attempt -= 1
        _requeue(session, ours, 0)
        _wake_workers(session)
    return ours is not None


def request_cancel(session: Session, job_id: UUID) -> bool:
    """A waiting job ends at once; a running one when its worker sees it. False if it had ended."""
    job = session.get(Job, job_id, with_for_update=True, populate_existing=True)
    if job is None or job.state not in {JobState.QUEUED, JobState.RUNNING}:
        return False
    job.cancel_requested = True
    if job.state is JobState.QUEUED:
        _end(session, job, JobState.CANCELLED)
    session.flush()
    return True


def cancel(session: Session, job: Job) -> bool:
    ours = _locked(session, job)
    if ours:
        _end(session, ours, JobState.CANCELLED)
    return ours is not None


def _retry_or_end(session: Session, job: Job, reason: str) -> None:
    job.error = reason
    if job.attempt < job.max_attempts or job.cancel_requested:
        _requeue(session, job, min(2**job.attempt, LONGEST_BACKOFF_S))
    else:
        _end(session, job, JobState.FAILED)


def _requeue(session: Session, job: Job, delay_s: float) -> None:
    """Unless it was to be cancelled: then the one attempt that had to be killed is gone."""
    if job.cancel_requested:
        _end(session, job, JobState.CANCELLED)
        return
    job.state, job.owner, job.lease_until = JobState.QUEUED, None, None
    job.run_after = instant_in(session, delay_s)
    session.flush()


def _end(session: Session, job: Job, state: JobState) -> None:
    job.state, job.lease_until = state, None
    job.finished_at = instant_in(session)
    session.flush()

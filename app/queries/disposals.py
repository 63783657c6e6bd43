"""Questions about disposals: where each stands, and what is left for it to take away."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from app.clock import STOCKHOLM
from app.documents import Given, documents, relations
from app.models import AuditEntry, AuditPayload, Disposal, Job
from app.models.audit import EventKind
from app.models.jobs import JobState
from app.queries.narrowing import Conditions, narrowed
from app.queries.written import made_once
from app.schemas.disposals import DisposalFilters, DisposalRead

FAILED = (JobState.FAILED, JobState.CANCELLED)


@made_once
def disposal_documents() -> Select[str, str]:
    given: Given = {"state": disposal_state(), "disposed_count": disposed_count()}
    return documents(DisposalRead, Disposal, given, {**given, "relations": relations(Disposal)})


def disposal_state() -> ColumnElement[str]:
    """The one definition; what is done stays done whatever its job is called later."""
    job = select(Job.state).where(Job.id == Disposal.job_id).scalar_subquery()
    return case(
        (Disposal.disposed_at.is_not(None), literal("done")),
        (job.in_(FAILED), literal("failed")),
        (job == JobState.RUNNING, literal("running")),
        else_=literal("requested"),
    )


def disposed_count() -> ColumnElement[int]:
    """As the chain says, so that it is right of one that was stopped half-way too."""
    counts = func.sum(AuditEntry.facts["count"].as_integer())
    grounds = AuditEntry.record_id == Disposal.id, AuditEntry.event == EventKind.DISPOSAL
    return select(func.coalesce(counts, 0)).where(*grounds).scalar_subquery()


MEANINGS: Conditions = {
    "record_kind": lambda kind: Disposal.record_kind == kind,
    "state": lambda state: disposal_state() == state,
}


def disposals_matching(filters: DisposalFilters) -> Select[Any]:
    return narrowed(Disposal, filters, MEANINGS)


def last_entry_before(day: date) -> Select[int]:
    """Its number, or 0: entries are in order of time, so all up to it are older than the day."""
    midnight = datetime.combine(day, time(), STOCKHOLM)
    return select(func.coalesce(func.max(AuditEntry.seq), 0)).where(AuditEntry.at < midnight)


def payloads_within(record_kind: str | None, after: int, until: int) -> Select[int]:
    """The numbers of the entries that still say something, of one class or of every."""
    numbers = select(AuditPayload.seq).where(AuditPayload.seq > after, AuditPayload.seq <= until)
    if record_kind is not None:
        numbers = numbers.join(AuditEntry, AuditEntry.seq == AuditPayload.seq)
        numbers = numbers.where(AuditEntry.record_kind == record_kind)
    return numbers.order_by(AuditPayload.seq)

"""Questions about what the chain tells of one record, and of all of them in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from app.models import AuditEntry, AuditPayload, Replacement
from app.models.audit import EventKind
from app.permissions import Caller
from app.queries.kinds import KINDS
from app.queries.visibility import visible


def entries_of(record_id: UUID) -> Select[AuditEntry, AuditPayload]:
    """Every change of the record with what stood before and after, the newest first."""
    return (
        select(AuditEntry, AuditPayload)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(AuditEntry.record_id == record_id, AuditEntry.event == EventKind.CHANGE)
        .order_by(AuditEntry.seq.desc())
    )


def documents_of(record_id: UUID) -> Select[int, str | None]:
    """What stood after each change, the oldest first; null where it has been disposed of."""
    return (
        select(AuditEntry.seq, AuditPayload.after)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(AuditEntry.record_id == record_id, AuditEntry.event == EventKind.CHANGE)
        .order_by(AuditEntry.seq)
    )


def document_known_at(record_id: UUID, instant: datetime) -> Select[int, str | None]:
    """The last entry up to the instant, and what stood after it."""
    return (
        select(AuditEntry.seq, AuditPayload.after)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(
            AuditEntry.record_id == record_id,
            AuditEntry.event == EventKind.CHANGE,
            AuditEntry.at <= instant,
        )
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )


def replacing(commitment_id: UUID) -> Select[UUID]:
    return select(Replacement.commitment_id).where(Replacement.replaced_id == commitment_id)


def changes_after(sequence: int, caller: Caller) -> Select[Any]:
    """In the order of the commits, of what the caller may see."""
    return (
        select(
            AuditEntry.seq,
            AuditEntry.at,
            AuditEntry.record_kind,
            AuditEntry.record_id,
            AuditEntry.record_version,
            AuditEntry.facts,
        )
        .where(
            AuditEntry.seq > sequence,
            AuditEntry.event == EventKind.CHANGE,
            or_(false(), *_seen_kinds(caller)),
        )
        .order_by(AuditEntry.seq)
    )


def _seen_kinds(caller: Caller) -> Sequence[ColumnElement[bool]]:
    return [
        and_(AuditEntry.record_kind == known.name, _is_seen(kind, caller))
        for kind, known in KINDS.items()
    ]


def _is_seen(kind: Any, caller: Caller) -> ColumnElement[bool]:
    seen = visible(kind, caller)
    found: ColumnElement[bool] = AuditEntry.record_id.in_(select(kind.id).where(seen))
    return true() if seen is true() else found

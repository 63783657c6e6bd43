"""Adding to the chain: one writer at a time, from the lock on the head to the commit.

So entries are numbered in the order of the commits, and whoever reads one has read all before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.audit.authors import Author
from app.audit.events import AuditEvent
from app.audit.sealing import Row, sealed
from app.clock import now
from app.models.audit import AuditDisposal, AuditEntry, AuditHead, AuditPayload, EventKind

ENTRIES: Any = AuditEntry.__table__
PAYLOADS: Any = AuditPayload.__table__
HEAD: Any = AuditHead.__table__
DISPOSALS: Any = AuditDisposal.__table__
# Made once: the engine takes longer to know a statement again than to run it.
LOCK = select(HEAD).with_for_update()
ADVANCE = update(HEAD)
ADD_ENTRIES, ADD_PAYLOADS = insert(ENTRIES), insert(PAYLOADS)
NOTHING: Mapping[str, Any] = {}


def append(session: Session, events: Iterable[AuditEvent]) -> int:
    """Last of all in the transaction: whoever holds the head waits for nobody. The last seq."""
    head = lock(session)
    seq, digest, at = head.seq, head.digest, max(_whole(now()), head.at)
    entries, payloads = [], []
    for event in events:
        entry, payload = sealed(event, seq + 1, digest, at)
        entries.append(entry)
        payloads += [payload] if payload else []
        seq, digest = entry["seq"], entry["digest"]
    _insert(session, entries, payloads)
    session.execute(ADVANCE, {"seq": seq, "digest": digest, "at": at})
    return int(seq)


def lock(session: Session) -> Any:
    """The head: nobody else adds to the chain, or disposes of anything, until the commit."""
    return session.execute(LOCK).one()


def dispose(
    session: Session,
    seqs: Sequence[int],
    by: Author,
    reason: str | None = None,
    facts: Mapping[str, Any] = NOTHING,
    record_id: UUID | None = None,
) -> int:
    """Takes the payloads of the entries away for good; the entry that says so is the ground.

    `facts` tell of the decision, and `record_id` is of the disposal that was ordered, if any.
    """
    numbers = sorted(set(seqs))
    event = AuditEvent(
        kind=EventKind.DISPOSAL,
        by=by,
        record_kind="disposals" if record_id else None,
        record_id=record_id,
        reason=reason,
        facts={**facts, "disposed": numbers},
    )
    ground = append(session, [event])
    grounds = [{"seq": seq, "disposed_by": ground} for seq in event.facts["disposed"]]
    session.execute(insert(DISPOSALS), grounds)
    session.execute(delete(PAYLOADS).where(PAYLOADS.c.seq.in_(event.facts["disposed"])))
    return ground


def _insert(session: Session, entries: list[Row], payloads: list[Row]) -> None:
    session.execute(ADD_ENTRIES, entries)
    if payloads:
        session.execute(ADD_PAYLOADS, payloads)


def _whole(at: datetime) -> datetime:
    """In whole milliseconds, as it is stored."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)

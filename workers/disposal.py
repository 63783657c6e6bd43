"""Disposal: payloads are taken away in batches, each with its own ground in the audit chain."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import chain
from app.audit.authors import author_in
from app.clock import now
from app.database import Sessions
from app.models import Disposal
from app.queries.disposals import last_entry_before, payloads_within

Progress: TypeAlias = Callable[[int, str], None]

# Whoever changes something waits for the batch that is under way.
AT_ONCE = 500


def dispose(
    sessions: Sessions, payload: dict[str, Any], progress: Progress
) -> Callable[[Session], None]:
    """Begun again it goes on where it was: what has been disposed of is no longer found."""
    key = UUID(payload["disposalId"])
    with sessions.read() as session:
        order = session.get_one(Disposal, key)
        until = session.scalars(last_entry_before(order.before_on)).one()
        left = payloads_within(order.record_kind, 0, until).order_by(None).subquery()
        total = session.scalar(select(func.count()).select_from(left)) or 0
    done, after = 0, 0
    while seqs := _dispose_some(sessions, order, after, until):
        done, after = done + len(seqs), seqs[-1]
        progress(min(done * 100 // max(total, 1), 99), f"{done} av {total} händelser gallrade")

    def store(session: Session) -> None:
        session.get_one(Disposal, key).disposed_at = now()

    return store


def _dispose_some(sessions: Sessions, order: Disposal, after: int, until: int) -> Sequence[int]:
    """Looked for under the chain's lock, so that no other disposal takes the same."""
    with sessions.begin() as session:
        chain.lock(session)
        seqs = session.scalars(
            payloads_within(order.record_kind, after, until).limit(AT_ONCE)
        ).all()
        if seqs:
            ground = {
                "decision": order.decision_reference,
                "class": order.record_kind,
                "count": len(seqs),
            }
            chain.dispose(session, seqs, author_in(session), facts=ground, record_id=order.id)
    return seqs

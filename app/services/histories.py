"""What the chain tells in words of fields: the history of a record, and what was known of it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.clock import now, today
from app.errors import NotFoundError
from app.models import AuditEntry, AuditPayload, FollowUp, Measure, PrioritisedArea, Review
from app.models.base import Resource
from app.permissions import Relation
from app.queries.audit_entries import audit_entries_matching
from app.queries.fetching import asked, relations_seen
from app.queries.histories import (
    changes_after,
    document_known_at,
    documents_of,
    entries_of,
    replacing,
)
from app.queries.recalled import recalled
from app.queries.visibility import caller_in
from app.schemas.audit_entries import AuditEntryFilters, AuditEntryRead
from app.schemas.changes import Change, ChangeFilters, ChangeRead, Changes
from app.schemas.filters import Moment
from app.schemas.histories import (
    FieldChangeRead,
    HistoryEntryRead,
    HistoryFilters,
    HistoryKind,
)

Read = dict[str, Any]

NOT_KNOWN = "Registret kände inte till posten då."
DISPOSED = "Innehållet i posten från den tiden är gallrat."

KIND_OF: dict[str, HistoryKind] = {
    "register": "registration",
    "request": "registration",
    "change": "change",
    "sign": "signature",
    "correct": "correction",
    "amend": "amendment",
    "prolong": "prolongation",
    "terminate": "termination",
    "reissue": "registration",
    "approve": "approval",
    "return": "return",
    "submit": "submission",
    "end": "ending",
}
# What follows from the rest, or differs by the day it is read.
DERIVED = frozenset(
    {
        "version",
        "createdAt",
        "updatedAt",
        "asOf",
        "status",
        "statusReason",
        "validity",
        "validityReason",
    }
)
NEVER = 2**62
INSIDE = {Relation.OWNER, Relation.CONTRACTING, Relation.PARTICIPANT}


def history(
    session: Session, kind: type[Resource], key: UUID, filters: HistoryFilters
) -> tuple[list[HistoryEntryRead], int]:
    """A page of it, and how many events there are in all."""
    since = first_shown(session, kind, key)
    found, total = _page(session, entries_of(key).where(AuditEntry.seq >= since), filters)
    return [_told(entry, payload, since) for entry, payload in found], total


def audit_entries(session: Session, filters: AuditEntryFilters) -> tuple[list[AuditEntryRead], int]:
    """A page of what the caller may know of, and how many events there are in all."""
    question = audit_entries_matching(filters, caller_in(session))
    found, total = _page(session, question, filters)
    return [_noted(entry) for (entry,) in found], total


def _page(
    session: Session, question: Select[*tuple[Any, ...]], sought: Any
) -> tuple[Sequence[Any], int]:
    total = session.scalar(select(func.count()).select_from(question.subquery())) or 0
    limit = sought.limit if sought.page else 0
    page = question.limit(limit).offset(max(sought.page - 1, 0) * sought.limit)
    return session.execute(page).all(), total


def _noted(entry: AuditEntry) -> AuditEntryRead:
    return AuditEntryRead(
        sequence=entry.seq,
        happened_at=entry.at,
        event=entry.event,
        operation=entry.operation,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        record_version=entry.record_version,
        principal_id=entry.principal_id,
        done_by=entry.principal_title,
        organisation_id=entry.organisation_id,
        roles=entry.roles,
        token_id=entry.token_id,
        trace_id=entry.trace_id,
        result=entry.result,
        facts=entry.facts,
        digest=entry.digest,
        previous_digest=entry.previous_digest,
    )


def first_shown(session: Session, kind: type[Resource], key: UUID) -> int:
    """The first event that the caller may know of: a draft is nobody's but its writers'.

    The county board and Brå see what was agreed, and not how the parties came to it.
    """
    stands = {name for name, holds in relations_seen(session, kind, key).items() if holds}
    if caller_in(session).unbounded or stands & INSIDE:
        return 0
    for seq, text in session.execute(documents_of(_drafted(session, kind, key))):
        if text is not None and _is_shown(json.loads(text)):
            return int(seq)
    return NEVER


def _drafted(session: Session, kind: type[Resource], key: UUID) -> UUID:
    """The commitment whose draft the record is a part of, or else the record itself."""
    if not issubclass(kind, PrioritisedArea | Measure | FollowUp | Review):
        return key
    owner = session.scalar(select(kind.commitment_id).where(kind.id == key))
    return owner or key


def _is_shown(known: Read) -> bool:
    if "signing" not in known:
        return True
    shared = known["registeredAfterwards"] or known.get("sharedWithCounty", False)
    return bool(known["signing"] != "unsigned" or shared)


def _told(entry: AuditEntry, payload: AuditPayload | None, since: int) -> HistoryEntryRead:
    before = payload.before if payload and entry.seq > since else None
    return HistoryEntryRead(
        sequence=entry.seq,
        happened_at=entry.at,
        kind=KIND_OF.get(entry.operation.partition("_")[0], "other"),
        operation=entry.operation,
        version=entry.record_version,
        done_by=entry.principal_title,
        organisation_id=entry.organisation_id,
        reason=payload.reason if payload else None,
        is_disposed=payload is None,
        changes=list(_changes(before, payload.after)) if payload else [],
    )


def _changes(before: str | None, after: str | None) -> Iterator[FieldChangeRead]:
    yield from differences(json.loads(before or "{}"), json.loads(after or "{}"))


def differences(old: Read, new: Read, path: str = "") -> Iterator[FieldChangeRead]:
    for name in dict.fromkeys([*old, *new]):
        was, is_now = old.get(name), new.get(name)
        if was == is_now or (not path and name in DERIVED):
            continue
        if isinstance(is_now, dict) and (was is None or isinstance(was, dict)):
            yield from differences(was or {}, is_now, f"{path}{name}.")
        elif (was or None) != (is_now or None) or was is False or is_now is False:
            earlier, later = _apart(was, is_now)
            yield FieldChangeRead(field=f"{path}{name}", earlier=earlier, later=later)


def _apart(was: Any, is_now: Any) -> tuple[Any, Any]:
    """Of two lists only the parts that are not in both."""
    if not (isinstance(was, list) and isinstance(is_now, list)):
        return was, is_now
    return [one for one in was if one not in is_now], [one for one in is_now if one not in was]


def changes(session: Session, filters: ChangeFilters, base: str) -> Changes:
    """What the caller may see of what was done after a number, in the order it was committed."""
    question = changes_after(filters.after, caller_in(session)).limit(filters.limit + 1)
    rows = session.execute(question, asked(session, None)).all()
    told = [
        ChangeRead(
            sequence=row.seq,
            happened_at=row.at,
            change=_change(row.facts),
            record_kind=row.record_kind,
            record_id=row.record_id,
            version=row.record_version,
            address=f"{base}/{row.record_kind}/{row.record_id}",
        )
        for row in rows[: filters.limit]
    ]
    last = told[-1].sequence if told else filters.after
    return Changes(last_sequence=last, has_more=len(rows) > filters.limit, changes=told)


def _change(facts: Read) -> Change:
    if facts.get("ended"):
        return "ended"
    return "registered" if facts.get("registered") else "changed"


def known_on(session: Session, kind: type[Resource], key: UUID, at: Moment) -> Read:
    """What the register knew at an instant, of how things stood on a day."""
    instant = at.known_at or now()
    known = known_at(session, kind, key, instant)
    newer = newer_known_at(session, key, instant) if "replacedBy" in known else []
    return recalled(kind, known, at.as_of or today(), newer)


def known_at(session: Session, kind: type[Resource], key: UUID, instant: datetime) -> Read:
    """The document as it stood; NotFoundError when it was unknown then or is gone for good."""
    found = session.execute(document_known_at(key, instant)).one_or_none()
    if found is None or found.seq < first_shown(session, kind, key):
        raise NotFoundError(NOT_KNOWN)
    if found.after is None:
        raise NotFoundError(DISPOSED)
    known: Read = json.loads(found.after)
    return known


def newer_known_at(session: Session, key: UUID, instant: datetime) -> list[Read]:
    """Those that replace it, as they were known at the instant."""
    found = (
        session.execute(document_known_at(one, instant)).one_or_none()
        for one in session.scalars(replacing(key)).all()
    )
    return [json.loads(one.after) for one in found if one is not None and one.after is not None]

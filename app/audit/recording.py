"""Every change of a record becomes an entry of the chain, in the transaction of the change.

It is seen where the session writes, so no service has to remember it: what stood before is read
when the session first writes, what stands after at the commit. A change by nobody is not committed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from app.audit import chain
from app.audit.authors import AUTHOR, Author
from app.audit.describing import described
from app.audit.events import AuditEvent
from app.clock import today
from app.database import Sessions
from app.models import FalseAlarm
from app.models.base import Resource
from app.queries.texts import texts_of

NOTES = "audit"

Identity = tuple[type[Resource], UUID]


class AuthorlessError(Exception):
    """A fault in our own code: a record was changed by a transaction that names no author."""


@dataclass
class Notes:
    """What one transaction has seen and touched; `before` is None for what it made itself."""

    day: date = field(default_factory=today)
    before: dict[Identity, str | None] = field(default_factory=dict)
    touched: dict[Identity, None] = field(default_factory=dict)
    alarms: list[FalseAlarm] = field(default_factory=list)
    events: list[AuditEvent] = field(default_factory=list)


def record(session: Session, event: AuditEvent) -> None:
    """To be appended when the transaction commits."""
    _notes(session).events.append(event)


def note(sessions: Sessions, *events: AuditEvent) -> None:
    """In a short transaction of its own, for what changes nothing: a denial, a download."""
    with sessions.begin() as session:
        _notes(session).events.extend(events)


@event.listens_for(Session, "before_flush")
def _remember(session: Session, *_: Any) -> None:
    if AUTHOR not in session.info:
        return
    notes = _notes(session)
    held = [_identity(one) for one in session.identity_map.values() if isinstance(one, Resource)]
    unknown = [one for one in held if one not in notes.before]
    notes.before |= _documents(session, unknown, notes.day)


@event.listens_for(Session, "after_flush")
def _collect(session: Session, *_: Any) -> None:
    changed = [one for one in session.dirty if session.is_modified(one)]
    for row in (*session.new, *changed, *session.deleted):
        if isinstance(row, Resource):
            _touch(_notes(session), row, is_new=row in session.new)
        elif isinstance(row, FalseAlarm):
            _notes(session).alarms.append(row)


def _touch(notes: Notes, row: Resource, *, is_new: bool) -> None:
    notes.touched[_identity(row)] = None
    if is_new:
        notes.before[_identity(row)] = None


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    """Not when a savepoint is released: what it did may still be undone."""
    if not session.in_nested_transaction():
        settle(session)


def settle(session: Session) -> None:
    """What was changed so far is appended now; for one who must see its entries before the commit.

    It holds the chain from here on, so whatever waits for others must have been done.
    """
    session.flush()
    notes = session.info.pop(NOTES, None)
    events = [*_changes(session, notes), *notes.events] if notes else []
    if events:
        chain.append(session, events)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(NOTES, None)


def _changes(session: Session, notes: Notes) -> Iterator[AuditEvent]:
    """Not of what a savepoint undid: there the document is as it was."""
    documents = _documents(session, notes.touched, notes.day)
    for touched, after in documents.items():
        before = notes.before.get(touched)
        if before != after:
            alarms = [one for one in notes.alarms if one in session]
            of_it = [one for one in alarms if one.resource_id == touched[1]]
            yield described(_author(session), touched, before, after, of_it)


def _author(session: Session) -> Author:
    author: Author | None = session.info.get(AUTHOR)
    if author is None:
        raise AuthorlessError("a record was changed, and nobody is named who did it")
    return author


def _notes(session: Session) -> Notes:
    notes: Notes = session.info.setdefault(NOTES, Notes())
    return notes


def _identity(row: Resource) -> Identity:
    return type(row), row.id


def _documents(
    session: Session, identities: Collection[Identity], day: date
) -> dict[Identity, str | None]:
    """In the order given; None for what there is no record of, since a savepoint was undone."""
    found: dict[Identity, str] = {}
    for kind in {kind for kind, _ in identities}:
        keys = [key for one, key in identities if one is kind]
        texts = texts_of(session, kind, keys, day)
        found |= {(kind, key): text for key, text in texts.items()}
    return {one: found.get(one) for one in identities}

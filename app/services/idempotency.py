"""Retries of a POST: claimed under the caller's key, answered once, remembered for a day."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.clock import now
from app.errors import Fault, InvalidError, RuleViolationError
from app.models import IdempotencyKey

REMEMBERED = timedelta(hours=24)
# Longer than any request takes: whoever claimed it then has died on the way.
ABANDONED = timedelta(minutes=2)

OTHER_CONTENT = "Nyckeln har redan använts för en annan förfrågan. Ange en ny Idempotency-Key."
RUNNING = "En förfrågan med samma Idempotency-Key pågår. Försök igen om en stund."


@dataclass(frozen=True)
class Claim:
    """Whose key it is, and the fingerprint of the request that it stands for."""

    caller: str
    key: str
    fingerprint: str
    holder: UUID = field(default_factory=uuid7)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str | None
    entity_tag: str | None
    body: str


def claim(session: Session, claim: Claim) -> Answer | None:
    """None when the work is ours to do; else what it was answered the first time."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.claimed_at < now() - REMEMBERED))
    try:
        with session.begin_nested():
            session.add(IdempotencyKey(**vars(claim)))
    except IntegrityError:
        return _known(session, claim)
    return None


def keep(session: Session, claim: Claim, answer: Answer) -> None:
    """In the transaction of the work: no answer without the work, no work without the answer."""
    if not _written(session, _held(claim), vars(answer)):
        raise RuleViolationError(RUNNING)


def release(session: Session, claim: Claim) -> None:
    """The work came to nothing; the key may be used again."""
    session.execute(delete(IdempotencyKey).where(_held(claim), IdempotencyKey.status.is_(None)))


def _known(session: Session, claim: Claim) -> Answer | None:
    row = session.get_one(IdempotencyKey, (claim.caller, claim.key))
    if row.fingerprint != claim.fingerprint:
        raise InvalidError(OTHER_CONTENT, [Fault("Idempotency-Key", OTHER_CONTENT)])
    if row.status is not None:
        return Answer(row.status, row.location, row.entity_tag, row.body or "")
    unchanged = and_(_of(claim), IdempotencyKey.holder == row.holder)
    abandoned = row.claimed_at < now() - ABANDONED
    mine = {"holder": claim.holder, "claimed_at": now()}
    if not (abandoned and _written(session, unchanged, mine)):
        raise RuleViolationError(RUNNING)
    return None


def _of(claim: Claim) -> ColumnElement[bool]:
    return and_(IdempotencyKey.caller == claim.caller, IdempotencyKey.key == claim.key)


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(_of(claim), IdempotencyKey.holder == claim.holder)


def _written(session: Session, which: ColumnElement[bool], values: dict[str, Any]) -> bool:
    """Whether there was such a row; of two at the same time only one finds it."""
    changed = update(IdempotencyKey).where(which).values(**values)
    return session.scalar(changed.returning(IdempotencyKey.key)) is not None

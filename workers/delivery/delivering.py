"""Making a delivery: each attempt has its line in the log before anything is handed over.

A letter that may have been handed over is never handed over again unless a person asks for it. A
file may be put again: what is there already is found to be the same. What certainly did not arrive
is tried again later, a number of times.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.jobs.deliveries import enqueue, targets_for
from app.logs import say
from app.models import Delivery, DeliveryAttempt
from app.models.deliveries import AttemptOutcome, DeliveryState
from app.models.mailings import MailingState
from app.queries.deliverables import delivered_by
from app.queries.deliveries import UNDER_WAY, delivery_to_make
from app.settings import settings
from app.settings.targets import DeliveryTarget
from workers import post
from workers.delivery import places
from workers.delivery.contents import Contents, contents_of
from workers.delivery.letters import again_in_words, message

LOG = logging.getLogger("samverkan.delivery")
Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]

AGAIN_AFTER_S = (60, 300, 900, 3_600, 6 * 3_600)
MOST_ATTEMPTS = len(AGAIN_AFTER_S) + 1
IN_DOUBT = (
    "Arbetet avbröts medan brevet lämnades. Det är ovisst om det kom fram. Fråga mottagaren, och "
    "begär leverans igen om det behövs."
)
INTERRUPTED = "Arbetet avbröts."
NO_TARGET = "Leveransmålet finns inte längre i inställningarna."
OUTCOMES = {
    MailingState.SENT: AttemptOutcome.DELIVERED,
    MailingState.QUEUED: AttemptOutcome.POSTPONED,
}
STATES = {
    AttemptOutcome.DELIVERED: DeliveryState.DELIVERED,
    AttemptOutcome.POSTPONED: DeliveryState.QUEUED,
    AttemptOutcome.FAILED: DeliveryState.FAILED,
}


@dataclass(frozen=True)
class Attempt:
    """A line in the log that is open, by this attempt and no other."""

    delivery_id: UUID
    number: int
    target: DeliveryTarget
    message_id: str
    again: str | None

    @property
    def marks(self) -> list[str]:
        """Of each attempt up to this one."""
        return [f"{self.delivery_id}-{number}" for number in range(1, self.number + 1)]


@dataclass(frozen=True)
class Result:
    outcome: AttemptOutcome
    code: int | None = None
    reason: str | None = None


def deliver(sessions: Sessions, payload: dict[str, Any], progress: Progress) -> Store:
    """The work of a job: begun again it goes on where it was."""
    key = UUID(payload["deliveryId"])
    contents = _contents(sessions, key)
    attempt = _begun(sessions, key, payload["after"])
    if attempt is not None:
        progress(50, "Lämnas")
        _note(sessions, attempt, contents, _handed_over(attempt, contents))
    return _nothing_more


def _nothing_more(_session: Session) -> None:
    """How it went was written down when it was known."""


def _contents(sessions: Sessions, key: UUID) -> Contents:
    with sessions.read() as session:
        return contents_of(session, delivered_by(session, session.get_one(Delivery, key)))


def _target(session: Session, row: Delivery) -> DeliveryTarget | None:
    known = targets_for(delivered_by(session, row).county_code)
    return next((one for one in known if one.key == row.target), None)


def _begun(sessions: Sessions, key: UUID, after: int) -> Attempt | None:
    """None where it is over, must not be tried again, or is the work of a later job by now."""
    with sessions.begin() as session:
        row = session.scalars(delivery_to_make(key)).one()
        if row.state not in UNDER_WAY or after != _latest_postponed(row):
            return None
        _close_interrupted(row)
        target = _target(session, row)
        if row.state is DeliveryState.FAILED:
            return None
        if target is None:
            row.state, row.reason = DeliveryState.FAILED, NO_TARGET
            return None
        return _opened(row, target)


def _latest_postponed(row: Delivery) -> int:
    """The number of the attempt that the present job comes after; 0 where it is the first."""
    postponed = (one for one in row.attempts if one.outcome is AttemptOutcome.POSTPONED)
    return max((one.number for one in postponed), default=0)


def _close_interrupted(row: Delivery) -> None:
    """An attempt before found its end between the door and the log."""
    if row.state is not DeliveryState.SENDING:
        return
    in_doubt = row.is_mailed
    last = row.attempts[-1]
    last.ended_at, last.outcome = now(), AttemptOutcome.INTERRUPTED
    last.reason = row.reason = IN_DOUBT if in_doubt else INTERRUPTED
    given_up = in_doubt or len(row.attempts) >= MOST_ATTEMPTS
    row.state = DeliveryState.FAILED if given_up else DeliveryState.QUEUED


def _opened(row: Delivery, target: DeliveryTarget) -> Attempt:
    number = len(row.attempts) + 1
    row.state, row.reason, row.destination = DeliveryState.SENDING, None, target.destination
    if row.is_mailed:
        row.message_id = f"<{row.id}@{urlsplit(settings().public_url).hostname}>"
    row.attempts.append(DeliveryAttempt(number=number, started_at=now(), job_id=row.job_id))
    again = again_in_words(row.round, row.redelivery_reason)
    return Attempt(row.id, number, target, str(row.message_id), again)


def _handed_over(attempt: Attempt, contents: Contents) -> Result:
    try:
        if attempt.target.mailbox is not None:
            return _mailed(attempt, attempt.target.mailbox, contents)
        places.put(attempt.target, contents.files, attempt.marks)
    except (places.AwayError, post.UnreachableError) as error:
        return Result(AttemptOutcome.POSTPONED, None, str(error))
    except places.OccupiedError as error:
        return Result(AttemptOutcome.FAILED, None, str(error))
    return Result(AttemptOutcome.DELIVERED)


def _mailed(attempt: Attempt, mailbox: str, contents: Contents) -> Result:
    known = settings()
    mail = message(contents, attempt.target, attempt.message_id, attempt.again, known)
    reply = post.handed_over(mail, mailbox, known)
    outcome = OUTCOMES.get(reply.state, AttemptOutcome.FAILED)
    return Result(outcome, reply.code, reply.reason)


def _note(sessions: Sessions, attempt: Attempt, contents: Contents, result: Result) -> None:
    """Unless whoever took the job over has said already how this attempt ended."""
    with sessions.begin() as session:
        row = session.scalars(delivery_to_make(attempt.delivery_id)).one()
        line = row.attempts[attempt.number - 1]
        if line.outcome is not None:
            return
        line.ended_at, line.outcome = now(), result.outcome
        line.reply_code, line.reason = result.code, result.reason
        row.state, row.reason = STATES[result.outcome], result.reason
        if result.outcome is AttemptOutcome.DELIVERED:
            _note_arrival(row, attempt.target, contents)
        if result.outcome is AttemptOutcome.POSTPONED:
            _try_again_later(session, row)
    say(
        LOG,
        "delivery",
        delivery=row.id,
        target=row.target,
        attempt=attempt.number,
        outcome=result.outcome,
        code=result.code,
    )


def _note_arrival(row: Delivery, target: DeliveryTarget, contents: Contents) -> None:
    row.delivered_at = now()
    if target.mailbox is None or target.mailed_as == "attachment":
        row.workbook_checksum = contents.workbook.checksum
        row.data_checksum = contents.data.checksum


def _try_again_later(session: Session, row: Delivery) -> None:
    """In the transaction that says so: what waits has a job, or else it has been given up."""
    tried = len(row.attempts)
    if tried >= MOST_ATTEMPTS:
        row.state = DeliveryState.FAILED
        return
    later = now() + timedelta(seconds=AGAIN_AFTER_S[tried - 1])
    row.job_id = enqueue(session, row.id, tried, run_after=later)

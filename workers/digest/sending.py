"""Sending the digest of a week: each letter has its line in the log before the server is spoken to.

A letter that may have been handed over is never handed over again: a digest too few is a smaller
evil than the same one twice, and the next comes in a week. What was certainly not taken is tried
again later.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.errors import HeaderParseError
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.clock import STOCKHOLM, now, today
from app.database import Sessions
from app.due.reading import due
from app.jobs import queue
from app.logs import say
from app.models import Actor, Mailing
from app.models.mailings import MailingState
from app.models.principals import Role
from app.permissions import NOBODY, Caller, Organisation, Scope
from app.queries.fetching import asked
from app.queries.mailings import (
    mailing_attempted,
    mailing_to,
    mailings_of,
    role_mailboxes,
)
from app.schemas.due import DueFilters
from app.settings import Settings, settings
from workers import post
from workers.digest.letters import Letter, message

LOG = logging.getLogger("samverkan.digest")

KIND = "digest"
Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]

MOST_ATTEMPTS = 5
AGAIN_AFTER_S = 900
INTERRUPTED = (
    "Arbetet avbröts medan brevet lämnades. Det är ovisst om det kom fram, och det sänds inte igen."
)
NO_ADDRESS = "Funktionsbrevlådan är ingen giltig e-postadress."
NOTHING_DUE = "Inget behövde göras, så inget brev sändes."


@dataclass(frozen=True)
class Round:
    """One time through the mailboxes of a week."""

    sessions: Sessions
    week: str
    settings: Settings


@dataclass(frozen=True)
class Attempt:
    """A line in the log that says SENDING, by this attempt and no other."""

    number: int
    message_id: str


def send_digest(sessions: Sessions, payload: dict[str, Any], progress: Progress) -> Store:
    """Begun again it goes on where it was; nothing at all where mail has been turned off since."""
    kept = settings()
    if not kept.digest:
        return _store_nothing
    round_ = Round(sessions, week_of(payload), kept)
    _note_interrupted(round_)
    _go_round(round_, progress)

    def store(session: Session) -> None:
        _try_again_later(session, round_.week)

    return store


def _store_nothing(_session: Session) -> None:
    """Mail has been turned off."""


def week_of(payload: dict[str, Any]) -> str:
    """Of the day that it was due, however late it is done."""
    if "week" in payload:
        return str(payload["week"])
    return week_at(datetime.fromisoformat(payload["due"]).astimezone(STOCKHOLM))


def week_at(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def _note_interrupted(round_: Round) -> None:
    """An attempt before found its end between the server and the log."""
    with round_.sessions.begin() as session:
        for one in session.scalars(mailings_of(round_.week, MailingState.SENDING)):
            one.state, one.reason = MailingState.FAILED, INTERRUPTED


def _go_round(round_: Round, progress: Progress) -> None:
    """A server that cannot be reached is not asked again for every letter."""
    boxes = mailboxes(round_.sessions)
    away: post.Reply | None = None
    for number, (actor, mailbox) in enumerate(boxes, 1):
        attempt = None
        if _is_waited_for(round_, actor, mailbox):
            letter = letter_to(round_, actor)
            attempt = _claimed(round_, actor, mailbox, letter)
        if attempt is not None:
            try:
                reply = away or _handed_over(round_, attempt, mailbox, letter)
            except post.UnreachableError as error:
                reply = away = post.Reply(MailingState.QUEUED, None, str(error))
            _note(round_, attempt, reply)
        progress(number * 99 // len(boxes), f"{number} av {len(boxes)} brevlådor")


def mailboxes(sessions: Sessions) -> list[tuple[Actor, str]]:
    """Each mailbox once for each organisation whose coordinator it is."""
    with sessions.read() as session:
        found = session.execute(role_mailboxes(), asked(session, today())).all()
    return list({(actor.id, box): (actor, str(box)) for actor, box in found}.values())


def _is_waited_for(round_: Round, actor: Actor, mailbox: str) -> bool:
    """Of those that have had theirs nothing is reckoned again."""
    with round_.sessions.begin() as session:
        row = session.scalars(mailing_to(round_.week, actor.id, mailbox)).one_or_none()
        return row is None or row.state is MailingState.QUEUED


def letter_to(round_: Round, actor: Actor) -> Letter:
    """What a reader at the organisation would be shown."""
    filters = DueFilters(within=round_.settings.digest_days)
    with round_.sessions.read() as session:
        session.info["caller"] = reader_at(actor)
        found = due(session, filters)
    return Letter(round_.week, actor.name, filters.within, tuple(found))


def reader_at(actor: Actor) -> Caller:
    home = Organisation(actor.id, actor.kind, actor.county_code, actor.municipality_code)
    return Caller(NOBODY, "veckobrevet", home, frozenset({Role.READER}), frozenset({Scope.READ}))


def _claimed(round_: Round, actor: Actor, mailbox: str, letter: Letter) -> Attempt | None:
    """None where there is nothing to send, it has been sent, or somebody else is at it."""
    try:
        with round_.sessions.begin() as session:
            row = session.scalars(mailing_to(round_.week, actor.id, mailbox)).one_or_none()
            if row is None:
                row = _line(round_.week, actor, mailbox)
                session.add(row)
            elif row.state is not MailingState.QUEUED:
                return None
            return _begun(row, letter, round_.settings)
    except IntegrityError:  # the same line, by another worker at the same moment
        return None


def _line(week: str, actor: Actor, mailbox: str) -> Mailing:
    return Mailing(
        week=week, actor_id=actor.id, mailbox=mailbox, attempts=0, external_references=[]
    )


def _begun(row: Mailing, letter: Letter, kept: Settings) -> Attempt | None:
    row.title = letter.title
    row.item_count, row.overdue_count = len(letter.due), len(letter.overdue)
    if not letter.due:
        row.state, row.reason = MailingState.NOTHING_DUE, NOTHING_DUE
        return None
    row.state, row.reason, row.reply_code = MailingState.SENDING, None, None
    row.attempts += 1
    name = uuid5(NAMESPACE_URL, f"{row.week} {row.actor_id} {row.mailbox}")
    row.message_id = f"<{name}@{urlsplit(kept.public_url).hostname}>"
    return Attempt(row.attempts, row.message_id)


def _handed_over(round_: Round, attempt: Attempt, mailbox: str, letter: Letter) -> post.Reply:
    try:
        mail = message(letter, mailbox, attempt.message_id, round_.settings)
    except (ValueError, HeaderParseError, AttributeError):  # the last is a fault of the library
        return post.Reply(MailingState.FAILED, None, NO_ADDRESS)
    return post.handed_over(mail, mailbox, round_.settings)


def _note(round_: Round, attempt: Attempt, reply: post.Reply) -> None:
    """By the attempt that spoke to the server, and by no other."""
    with round_.sessions.begin() as session:
        row = session.scalars(mailing_attempted(attempt.message_id, attempt.number)).one()
        given_up = reply.state is MailingState.QUEUED and row.attempts >= MOST_ATTEMPTS
        row.state = MailingState.FAILED if given_up else reply.state
        row.reply_code, row.reason = reply.code, reply.reason
        row.sent_at = now() if reply.state is MailingState.SENT else None
    say(LOG, "digest", week=round_.week, mailing=row.id, state=row.state, code=reply.code)


def _try_again_later(session: Session, week: str) -> None:
    """What the server did not take for now; some servers never take a letter the first time."""
    waiting = session.scalars(mailings_of(week, MailingState.QUEUED)).all()
    if waiting:
        tried = max(one.attempts for one in waiting)
        later = now() + timedelta(seconds=AGAIN_AFTER_S)
        key = f"{KIND}@{week}@{tried}"
        queue.enqueue(session, KIND, {"week": week}, run_after=later, dedupe_key=key)

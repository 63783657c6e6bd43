"""Calendars: a private address for what is due, of which only a digest is kept."""

from secrets import compare_digest

from sqlalchemy.orm import Session

from app.clock import now
from app.errors import RuleViolationError
from app.models import Calendar
from app.permissions import Caller, Relation, Scope, is_admitted
from app.queries.calendars import calendar_with, calendars_of
from app.queries.grants import caller_with_id
from app.queries.visibility import caller_in
from app.schemas.calendars import CalendarAddressCreate, CalendarCreate
from app.services import changing
from app.services.client_secrets import digest_of, drawn

PREFIX = "smk_"
HINT = len(PREFIX) + 4
MOST = 10
ENDED = "Kalendern är avslutad; registrera en ny."
TOO_MANY = f"Du har redan {MOST} kalendrar; avsluta någon av dem först."


def register(session: Session, body: CalendarCreate) -> tuple[Calendar, str]:
    """With the secret, which whoever made it is told and then nobody."""
    caller = caller_in(session)
    if session.scalars(calendars_of(caller.id)).one() >= MOST:
        raise RuleViolationError(TOO_MANY)
    calendar = Calendar(principal_id=caller.id)
    secret = _renewed(calendar)
    changing.fill(session, calendar, body)
    session.add(calendar)
    session.flush()
    changing.log_false_alarm(session, calendar, body)
    return calendar, secret


def renew(session: Session, calendar: Calendar, body: CalendarAddressCreate) -> str:
    """The address before is nobody's from this moment."""
    if calendar.ended_on is not None:
        raise RuleViolationError(ENDED)
    secret = _renewed(calendar)
    calendar.renewed_reason = body.reason
    changing.touch(session, calendar)
    changing.log_false_alarm(session, calendar, body)
    return secret


def _renewed(calendar: Calendar) -> str:
    secret = drawn(PREFIX)
    calendar.digest, calendar.hint = digest_of(secret), secret[:HINT]
    calendar.renewed_at = now()
    return secret


def opened(session: Session, secret: str) -> tuple[Calendar, Caller] | None:
    """The calendar, and in whose name it is read: with the rights that its maker has now.

    It is found by a digest, of which nobody can choose the beginning, so the time that it takes
    tells nothing of any other.
    """
    digest = digest_of(secret)
    calendar = session.scalars(calendar_with(digest)).one_or_none()
    if calendar is None or not compare_digest(calendar.digest, digest):
        return None
    caller = caller_with_id(session, calendar.principal_id, frozenset({Scope.READ}))
    if caller is None or not is_admitted(caller, "read_calendar", {Relation.OWNER: True}):
        return None
    return calendar, caller

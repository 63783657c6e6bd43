"""Schedules: what the clock asks for, each due date once, however late and however many ask."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from croniter import croniter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.database import Sessions
from app.jobs import queue
from app.models.base import instant_text
from app.models.jobs import Schedule


class Manner(TypedDict, total=False):
    """What may be decided about a schedule beside what it starts and when."""

    payload: dict[str, Any]
    time_zone: str
    max_late_s: int | None


def ensure(session: Session, key: str, kind: str, cron: str, **manner: Unpack[Manner]) -> Schedule:
    """The schedule as described. It keeps the date that it waits for, unless that is decided anew.

    A new one waits for the next date to come: installing in July doesn't fire January.
    """
    session.execute(queue.insert_or_ignore(session, Schedule).values(key=key, kind=kind, cron=cron))
    schedule = session.get_one(Schedule, key, with_for_update=True, populate_existing=True)
    times = (schedule.cron, schedule.time_zone)
    for name, value in {"kind": kind, "cron": cron, **manner}.items():
        setattr(schedule, name, value)
    if schedule.next_due is None or times != (schedule.cron, schedule.time_zone):
        schedule.next_due = _next_due(schedule, clock.now())
    session.flush()
    return schedule


def remove(session: Session, key: str) -> None:
    """What it has ordered already is still done."""
    session.execute(delete(Schedule).where(Schedule.key == key))


def tick(sessions: Sessions, at: datetime | None = None) -> int:
    """Enqueue what is due and move each schedule past `at`; the number of jobs it made."""
    at = at or clock.now()
    due = select(Schedule).where(Schedule.next_due <= at)
    with sessions.read() as session:  # to look keeps no writer waiting
        if not session.scalars(due).all():
            return 0
    with sessions.begin() as session:
        locked = session.scalars(due.with_for_update(skip_locked=True)).all()
        return sum(_fire(session, schedule, at) for schedule in locked)


def _fire(session: Session, schedule: Schedule, at: datetime) -> bool:
    due, schedule.next_due = schedule.next_due, _next_due(schedule, at)
    session.flush()
    if due is None or _is_too_late(schedule, at - due):
        return False
    payload = {**schedule.payload, "due": instant_text(due)}
    key = f"{schedule.key}@{instant_text(due)}"
    queue.enqueue(session, schedule.kind, payload, dedupe_key=key)
    return True


def _is_too_late(schedule: Schedule, late: timedelta) -> bool:
    return schedule.max_late_s is not None and late > timedelta(seconds=schedule.max_late_s)


def _next_due(schedule: Schedule, after: datetime) -> datetime:
    local = after.astimezone(ZoneInfo(schedule.time_zone))
    due: datetime = croniter(schedule.cron, local).get_next(datetime)
    return due.astimezone(UTC)

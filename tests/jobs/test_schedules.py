"""Schedules: each due date makes one job, late or not, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Unpack

import pytest
from croniter import CroniterError
from sqlalchemy import select, update

from app.clock import STOCKHOLM, now
from app.database import Sessions, connect
from app.jobs import schedules
from app.models import Job, Schedule
from app.models.base import instant_text
from app.settings import Settings

YEARLY = "0 6 15 1 *"
DUE = datetime(2027, 1, 15, 5, tzinfo=UTC)  # six in the morning, Swedish winter time


def planned(sessions: Sessions, cron: str = YEARLY, **manner: Unpack[schedules.Manner]) -> Schedule:
    with sessions.begin() as session:
        return schedules.ensure(session, "yearly", "note", cron, **manner)


def due(sessions: Sessions, at: datetime = DUE, **manner: Unpack[schedules.Manner]) -> None:
    planned(sessions, **manner)
    with sessions.begin() as session:
        session.execute(update(Schedule).values(next_due=at))


def jobs(sessions: Sessions) -> list[Job]:
    with sessions.begin() as session:
        return list(session.scalars(select(Job)))


def next_due(sessions: Sessions) -> datetime | None:
    with sessions.begin() as session:
        return session.scalars(select(Schedule.next_due)).one()


def test_a_due_date_makes_one_job_that_knows_its_date(sessions: Sessions) -> None:
    due(sessions, payload={"countyCode": "04"})

    assert schedules.tick(sessions, DUE) == 1

    [job] = jobs(sessions)
    assert (job.kind, job.dedupe_key) == ("note", "yearly@2027-01-15T05:00:00.000Z")
    assert job.payload == {"countyCode": "04", "due": "2027-01-15T05:00:00.000Z"}


def test_nothing_happens_before_the_date(sessions: Sessions) -> None:
    due(sessions)

    assert schedules.tick(sessions, DUE - timedelta(seconds=1)) == 0
    assert jobs(sessions) == []


def test_a_date_fires_once_and_the_next_is_a_year_away(sessions: Sessions) -> None:
    due(sessions)

    assert [schedules.tick(sessions, DUE) for _ in range(3)] == [1, 0, 0]
    assert next_due(sessions) == datetime(2028, 1, 15, 5, tzinfo=UTC)


def test_missed_dates_fire_once_together_however_late(sessions: Sessions) -> None:
    due(sessions)
    long_after = DUE + timedelta(days=3 * 365 + 200)

    assert [schedules.tick(sessions, long_after) for _ in range(2)] == [1, 0]
    assert next_due(sessions) == datetime(2031, 1, 15, 5, tzinfo=UTC)


def test_a_missed_date_fires_also_when_another_was_decided_meanwhile(sessions: Sessions) -> None:
    missed = now() - timedelta(days=7)
    due(sessions, missed)

    planned(sessions, "0 6 16 1 *")

    assert schedules.tick(sessions) == 1
    assert jobs(sessions)[0].payload["due"] == instant_text(missed)
    following = next_due(sessions)
    assert following is not None
    assert (following.astimezone(STOCKHOLM).day, following > now()) == (16, True)


@pytest.mark.parametrize("late_s, fires", [(60, 1), (61, 0)])
def test_a_date_that_is_too_late_is_skipped(sessions: Sessions, late_s: int, fires: int) -> None:
    due(sessions, max_late_s=60)

    assert schedules.tick(sessions, DUE + timedelta(seconds=late_s)) == fires
    assert next_due(sessions) == datetime(2028, 1, 15, 5, tzinfo=UTC)


def test_a_new_schedule_waits_for_a_date_to_come(sessions: Sessions) -> None:
    planned(sessions)

    assert schedules.tick(sessions) == 0
    coming = next_due(sessions)
    assert coming is not None
    assert now() < coming < now() + timedelta(days=367)


def test_to_ensure_a_schedule_again_keeps_the_date_that_was_missed(sessions: Sessions) -> None:
    due(sessions, now() - timedelta(days=100))

    planned(sessions)

    assert schedules.tick(sessions) == 1


def test_a_changed_time_gives_a_new_date(sessions: Sessions) -> None:
    due(sessions, now() + timedelta(days=100))

    changed = planned(sessions, "0 6 1 2 *", payload={"year": 2026})

    assert schedules.tick(sessions) == 0
    assert changed.next_due is not None
    assert (changed.next_due.month, changed.next_due.day) == (2, 1)
    assert changed.payload == {"year": 2026}


@pytest.mark.parametrize(
    "after, expected",
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 4, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)),
    ],
)
def test_six_in_the_morning_is_six_in_sweden_in_summer_and_winter(
    sessions: Sessions, after: datetime, expected: datetime
) -> None:
    planned(sessions, "0 6 * * *")
    with sessions.begin() as session:
        session.execute(update(Schedule).values(next_due=after))

    schedules.tick(sessions, after)

    assert next_due(sessions) == expected


def test_a_time_that_cannot_be_read_is_refused(sessions: Sessions) -> None:
    with pytest.raises(CroniterError):
        planned(sessions, "varje måndag")


def test_three_schedulers_fire_each_date_once(database_url: str) -> None:
    sessions = connect(Settings(database_url=database_url, pool_size=10))
    due(sessions)
    together = Barrier(3)

    def tick_each_year(_: int) -> int:
        fired = 0
        for year in range(2027, 2037):
            together.wait()
            fired += schedules.tick(sessions, DUE.replace(year=year))
        return fired

    with ThreadPoolExecutor(3) as pool:
        fired = sum(pool.map(tick_each_year, range(3)))
    keys = {job.dedupe_key for job in jobs(sessions)}
    sessions.engine.dispose()

    assert fired == len(keys) == 10


def test_schedulers_that_start_together_make_one_schedule(database_url: str) -> None:
    sessions = connect(Settings(database_url=database_url, pool_size=10))
    together = Barrier(3)

    def start(_: int) -> Schedule:
        together.wait()
        return planned(sessions)

    with ThreadPoolExecutor(3) as pool:
        dates = {schedule.next_due for schedule in pool.map(start, range(3))}
    sessions.engine.dispose()

    assert len(dates) == 1

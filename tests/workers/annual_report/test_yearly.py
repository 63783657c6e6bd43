"""The year's reports: one for each county, once, however late and whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.audit.authors import acting
from app.clock import now, today
from app.database import Sessions, connect
from app.jobs import queue, schedules
from app.models import AnnualReport, Job, Schedule
from app.schemas.annual_reports import AnnualReportCreate
from app.services import annual_reports
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR
from workers.annual_report.yearly import years_due
from workers.kinds import KINDS, Payload, Progress, Store, Work
from workers.supervisor import REPORTS, drain, schedule

YEAR = today().year - 1
DUE = datetime(YEAR + 1, 1, 1, 5, tzinfo=UTC)
FIFTEENTH = datetime(2027, 1, 15, 5, tzinfo=UTC)


def not_compiled(_sessions: Sessions, _payload: Payload, _progress: Progress) -> Store:
    return lambda _session: None


ORDERING: dict[str, Work] = {
    "annual_reports": KINDS["annual_reports"],
    "annual_report": not_compiled,
}


def waiting(sessions: Sessions, due: datetime = DUE) -> None:
    """The schedule, as every worker makes sure of it, and the date it waits for."""
    schedule(sessions, Settings(report_schedule="0 6 1 1 *"))
    with sessions.begin() as session:
        session.execute(delete(Schedule).where(Schedule.key != REPORTS))
        session.execute(update(Schedule).values(next_due=due))


def ordered(sessions: Sessions) -> list[tuple[str, int, int, bool]]:
    with sessions.read() as session:
        reports = session.scalars(
            select(AnnualReport).order_by(AnnualReport.year, AnnualReport.county_code)
        )
        return [(one.county_code, one.year, one.issue, one.by_schedule) for one in reports]


@pytest.mark.parametrize(
    "due, day, years",
    [
        (FIFTEENTH, date(2027, 1, 15), [2026]),
        (FIFTEENTH, date(2027, 1, 22), [2026]),
        (FIFTEENTH, date(2028, 1, 14), [2026]),
        (FIFTEENTH, date(2028, 1, 15), [2026, 2027]),
        (FIFTEENTH, date(2029, 6, 1), [2026, 2027, 2028]),
        (FIFTEENTH, date(2026, 12, 31), [2026]),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1), [2026]),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), date(2026, 12, 31), [2025]),
        (datetime(2028, 2, 29, 5, tzinfo=UTC), date(2029, 2, 27), [2027]),
        (datetime(2028, 2, 29, 5, tzinfo=UTC), date(2029, 2, 28), [2027, 2028]),
    ],
)
def test_a_date_orders_the_year_before_and_those_missed_since(
    due: datetime, day: date, years: list[int]
) -> None:
    assert years_due(due, day) == years


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=7)])
def test_each_county_has_its_report_ordered_once(
    session: Session, sessions: Sessions, late: timedelta
) -> None:
    for code in ("05", "04"):
        make.county(session, code)
    waiting(sessions)

    assert [schedules.tick(sessions, DUE + late) for _ in range(3)] == [1, 0, 0]
    assert drain(sessions, ORDERING) == 3

    assert ordered(sessions) == [("04", YEAR, 1, True), ("05", YEAR, 1, True)]


def test_a_county_that_has_one_gets_none_and_the_work_can_be_repeated(
    session: Session, sessions: Sessions
) -> None:
    for code in ("04", "05"):
        make.county(session, code)
    order = AnnualReportCreate.model_validate({"countyCode": "05", "year": YEAR})
    with sessions.begin() as begun:
        annual_reports.request(begun, order)
    for _ in range(2):
        with sessions.begin() as begun:
            queue.enqueue(begun, "annual_reports", {"due": DUE.isoformat()})
    drain(sessions, ORDERING)

    assert ordered(sessions) == [("04", YEAR, 1, True), ("05", YEAR, 1, False)]


def test_years_that_nobody_was_there_for_are_ordered_together(
    session: Session, sessions: Sessions
) -> None:
    make.county(session)
    waiting(sessions, DUE.replace(year=YEAR - 1))

    assert schedules.tick(sessions, max(now(), DUE)) == 1
    drain(sessions, ORDERING)

    assert [year for _, year, _, _ in ordered(sessions)] == [YEAR - 2, YEAR - 1, YEAR]


def test_however_many_ask_and_work_at_once_a_county_has_one(database_url: str) -> None:
    sessions = acting(connect(Settings(database_url=database_url, pool_size=10)), AUTHOR)
    with sessions.begin() as session:
        for code in ("04", "05"):
            make.county(session, code)
    waiting(sessions)
    with sessions.begin() as session:
        queue.enqueue(session, "annual_reports", {"due": DUE.isoformat()})
    together = Barrier(3)

    def tick_and_work(_: int) -> int:
        together.wait()
        fired = schedules.tick(sessions, DUE)
        together.wait()
        drain(sessions, ORDERING)
        return fired

    with ThreadPoolExecutor(3) as pool:
        fired = sum(pool.map(tick_and_work, range(3)))
    reports = ordered(sessions)
    sessions.engine.dispose()

    assert fired == 1
    assert reports == [("04", YEAR, 1, True), ("05", YEAR, 1, True)]


def test_a_new_register_waits_for_the_next_fifteenth_of_january(sessions: Sessions) -> None:
    schedule(sessions, Settings())

    with sessions.begin() as session:
        due = session.get_one(Schedule, REPORTS).next_due
    assert due is not None
    assert due > now()
    assert (due.month, due.day, due.hour, due.minute) == (1, 15, 5, 0)  # six, in Sweden
    schedules.tick(sessions)
    with sessions.begin() as session:
        assert session.scalars(select(Job).where(Job.kind == "annual_reports")).all() == []


def test_no_schedule_is_kept_where_reports_are_ordered_by_hand(sessions: Sessions) -> None:
    schedule(sessions, Settings())
    schedule(sessions, Settings(report_schedule=""))

    with sessions.begin() as session:
        assert session.get(Schedule, REPORTS) is None

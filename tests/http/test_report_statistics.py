"""Who has submitted the report of a year, and who is late with it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.report_due import is_late
from app.settings import settings
from tests import make
from tests.make import API

ADDRESS = f"{API}/statistics/annual-reports"
DUE = date(2025, 3, 1)
IN_TIME = datetime(2025, 3, 1, 22, 30, tzinfo=UTC)  # half past eleven at night in Sweden
LATE = datetime(2025, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAMVERKAN_REPORT_DUE_DAYS", '{"2024": "2025-03-01"}')
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize(
    ("set_to", "submitted_at", "day", "late"),
    [
        (DUE, IN_TIME, date(2026, 1, 1), False),
        (DUE, LATE, date(2025, 1, 1), True),
        (DUE, None, DUE, False),
        (DUE, None, date(2025, 3, 2), True),
        (None, LATE, date(2026, 1, 1), None),
        (None, None, date(2026, 1, 1), None),
    ],
)
def test_the_due_day_is_in_time_and_what_is_not_sent_is_late_after_it(
    set_to: date | None, submitted_at: datetime | None, day: date, late: bool | None
) -> None:
    assert is_late(set_to, submitted_at, day) is late


def test_each_county_is_told_with_what_it_has_submitted(
    client: TestClient, session: Session, due: None
) -> None:
    for code, name in (("03", "Uppsala län"), ("04", "Södermanlands län"), ("09", "Gotlands län")):
        make.county(session, code, name)
    make.annual_report(session, county_code="03", submitted_at=LATE)
    make.annual_report(session, county_code="04", submitted_at=IN_TIME)
    make.annual_report(session, county_code="04", issue=2, submitted_at=LATE)
    make.annual_report(session, county_code="04", issue=3)
    make.annual_report(session, county_code="09")

    answer = client.get(ADDRESS, params={"year": 2024}).json()

    assert (answer["submitted"], answer["whole"], answer["dueOn"]) == (2, 3, "2025-03-01")
    told = {one["code"]: one for one in answer["counties"]}
    assert [told[code]["late"] for code in ("03", "04", "09")] == [True, False, True]
    assert [told[code]["issue"] for code in ("03", "04", "09")] == [1, 2, None]
    assert told["04"]["submittedAt"] == "2025-03-01T23:30:00.000Z"
    assert told["04"]["firstSubmittedAt"] == "2025-03-01T22:30:00.000Z"
    assert told["09"] == {
        "code": "09", "name": "Gotlands län", "submitted": False, "issue": None,
        "submittedAt": None, "firstSubmittedAt": None, "late": True,
    }  # fmt: skip


def test_where_no_day_is_set_nobody_is_late(client: TestClient, session: Session) -> None:
    make.county(session)

    answer = client.get(ADDRESS, params={"year": 2024}).json()

    assert (answer["dueOn"], answer["counties"][0]["late"]) == (None, None)
    assert client.get(ADDRESS).json()["year"] == today().year - 1


def test_it_is_asked_for_in_two_statements(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    make.county(session)
    statements.clear()

    client.get(ADDRESS, params={"year": 2024})

    assert len(statements) == 2

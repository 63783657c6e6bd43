"""The first and last day of a commitment, from what is stated."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.clock import months_after
from app.models.commitments import StartBasis
from app.models.periods import Days, Stated, days
from tests import make

JAN, MAY, JUNE = date(2024, 1, 1), date(2024, 5, 1), date(2024, 6, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 11, 15), 13, date(2025, 12, 15)),
    ],
)
def test_a_later_month_without_the_day_gives_its_last_day(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (Stated(), Days(None, None, None)),
        (Stated(length_months=36), Days(None, None, None)),
        (Stated(ends_on=JUNE), Days(None, None, JUNE)),
        (Stated(JAN, JUNE), Days(JAN, StartBasis.STATED, JUNE)),
        (Stated(JAN, signed_on=MAY), Days(JAN, StartBasis.STATED, None)),
        (
            Stated(signed_on=MAY, published_on=JUNE, length_months=12),
            Days(MAY, StartBasis.SIGNING, date(2025, 4, 30)),
        ),
        (Stated(published_on=JUNE), Days(JUNE, StartBasis.PUBLICATION, None)),
        (Stated(JAN, length_months=36), Days(JAN, StartBasis.STATED, date(2026, 12, 31))),
        (Stated(JAN, JUNE, length_months=36), Days(JAN, StartBasis.STATED, JUNE)),
    ],
)
def test_the_days_follow_from_what_is_stated(stated: Stated, found: Days) -> None:
    assert days(stated) == found


def test_the_days_are_kept_whenever_a_row_is_written(session: Session) -> None:
    row = make.agreement(session, starts_on=JAN, ends_on=JUNE)
    assert (row.first_day, row.last_day) == (JAN, JUNE)

    row.ends_on, row.length_months = None, 12
    session.flush()
    assert row.last_day == date(2024, 12, 31)

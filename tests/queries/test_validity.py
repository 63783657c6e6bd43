"""Valid on this day? Yes, no or unknown, and why: the cases, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, literal, select
from sqlalchemy.orm import Session

from app import validity
from app.models import Agreement, Commitment, Replacement, Termination
from app.models.commitments import EndType, Signing
from tests import make

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
BEFORE, AFTER = FIRST - timedelta(days=1), LAST + timedelta(days=1)
MIDDLE = date(2024, 6, 15)
YEAR: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST}
NO_END: dict[str, Any] = {"starts_on": FIRST, "ends_on": None}
NO_START: dict[str, Any] = {"starts_on": None, "ends_on": LAST}
LEAP: dict[str, Any] = {"starts_on": date(2024, 2, 29), "ends_on": None, "length_months": 12}


def answer(session: Session, row: Commitment, day: date) -> tuple[str, str, str]:
    question = select(
        validity.commitment_status(Agreement),
        validity.commitment_validity(Agreement),
        validity.commitment_reason(Agreement),
    ).where(Agreement.id == row.id)
    status, answered, reason = session.execute(question, validity.as_of(day)).one()
    assert answered == session.scalar(_asked_for(row, day), validity.as_of(date(1950, 1, 1)))
    return status, answered, reason


def _asked_for(row: Commitment, day: date) -> Any:
    """The same question about a day of its own, as a list's `validOn` asks it."""
    asked = validity.validity_on(Agreement, literal(day, Date))
    return select(asked).where(Agreement.id == row.id)


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        (YEAR, BEFORE, "upcoming no beforeFirstDay"),
        (YEAR, FIRST, "valid yes withinPeriod"),
        (YEAR, LAST - timedelta(days=91), "valid yes withinPeriod"),
        (YEAR, LAST - timedelta(days=90), "expiring yes withinPeriod"),
        (YEAR, LAST, "expiring yes withinPeriod"),
        (YEAR, AFTER, "expired no afterLastDay"),
        # The signing came after the start: the stated start counts.
        ({**YEAR, "signed_on": MIDDLE}, FIRST, "valid yes withinPeriod"),
        # Without a stated start it is the signing, else the publication.
        ({**NO_START, "signed_on": MIDDLE}, FIRST, "upcoming no beforeFirstDay"),
        ({**NO_START, "signed_on": MIDDLE}, MIDDLE, "valid yes startsWhenSigned"),
        (
            {**NO_START, "signed_on": MIDDLE, "published_on": FIRST},
            FIRST,
            "upcoming no beforeFirstDay",
        ),
        ({**NO_START, "published_on": FIRST}, BEFORE, "upcoming no beforeFirstDay"),
        ({**NO_START, "published_on": FIRST}, FIRST, "valid yes startsWhenPublished"),
        # An end that is known, a start that is not.
        (NO_START, BEFORE, "unknown unknown startUnknown"),
        (NO_START, LAST, "unknown unknown startUnknown"),
        (NO_START, AFTER, "expired no afterLastDay"),
        # No end stated.
        (NO_END, BEFORE, "upcoming no beforeFirstDay"),
        (NO_END, FIRST, "unknown unknown endNotStated"),
        ({"starts_on": None, "ends_on": None}, FIRST, "unknown unknown startUnknown"),
        # Only a length: three years from the first day.
        ({**NO_END, "length_months": 36}, date(2026, 12, 31), "expiring yes withinPeriod"),
        ({**NO_END, "length_months": 36}, date(2027, 1, 1), "expired no afterLastDay"),
        (
            {"starts_on": None, "ends_on": None, "length_months": 36},
            FIRST,
            "unknown unknown startUnknown",
        ),
        # The leap day: a year later it is the 28th, and the last day is the one before.
        (LEAP, date(2024, 2, 28), "upcoming no beforeFirstDay"),
        (LEAP, date(2024, 2, 29), "valid yes withinPeriod"),
        (LEAP, date(2025, 2, 27), "expiring yes withinPeriod"),
        (LEAP, date(2025, 2, 28), "expired no afterLastDay"),
        ({**YEAR, "ends_on": date(2024, 2, 29)}, date(2024, 2, 29), "expiring yes withinPeriod"),
        ({**YEAR, "ends_on": date(2024, 2, 29)}, date(2024, 3, 1), "expired no afterLastDay"),
        # Until further notice.
        ({**NO_END, "end_type": EndType.UNTIL_FURTHER_NOTICE}, AFTER, "valid yes withinPeriod"),
        (
            {**NO_END, "end_type": EndType.UNTIL_FURTHER_NOTICE},
            BEFORE,
            "upcoming no beforeFirstDay",
        ),
        (
            {"starts_on": None, "ends_on": None, "end_type": EndType.UNTIL_FURTHER_NOTICE},
            AFTER,
            "unknown unknown startUnknown",
        ),
        # Until replaced: certain to the stated end, then nobody knows.
        ({**YEAR, "end_type": EndType.UNTIL_REPLACED}, LAST, "expiring yes withinPeriod"),
        (
            {**YEAR, "end_type": EndType.UNTIL_REPLACED},
            AFTER,
            "unknown unknown mayHaveBeenProlonged",
        ),
        ({**NO_END, "end_type": EndType.UNTIL_REPLACED}, MIDDLE, "unknown unknown endNotStated"),
        # An option to prolong, and what was prolonged.
        ({**YEAR, "end_type": EndType.FIXED_WITH_OPTION}, MIDDLE, "valid yes withinPeriod"),
        (
            {**YEAR, "end_type": EndType.FIXED_WITH_OPTION},
            AFTER,
            "unknown unknown mayHaveBeenProlonged",
        ),
        ({**YEAR, "end_type": EndType.PROLONGED}, AFTER, "expired no afterLastDay"),
        # Prolonged by its own terms until somebody terminates it.
        ({**YEAR, "prolongs_automatically": True}, LAST, "valid yes withinPeriod"),
        ({**YEAR, "prolongs_automatically": True}, AFTER, "valid yes prolongedAutomatically"),
        # A proposal is never yes.
        ({**YEAR, "signing": Signing.PROPOSED}, BEFORE, "upcoming no beforeFirstDay"),
        ({**YEAR, "signing": Signing.PROPOSED}, MIDDLE, "unknown unknown onlyProposed"),
        ({**YEAR, "signing": Signing.PROPOSED}, AFTER, "expired no afterLastDay"),
        ({**YEAR, "signing": Signing.UNSIGNED}, MIDDLE, "draft no notSigned"),
        ({**YEAR, "end_type": EndType.NOT_APPLICABLE}, MIDDLE, "unknown unknown noPeriodApplies"),
        # Replaced on a day that nobody knows.
        (
            {**YEAR, "replaced_on_unknown_day": True},
            MIDDLE,
            "unknown unknown replacedOnUnknownDay",
        ),
        ({**YEAR, "replaced_on_unknown_day": True}, BEFORE, "upcoming no beforeFirstDay"),
        ({**YEAR, "replaced_on_unknown_day": True}, AFTER, "expired no afterLastDay"),
        # Ended in the register.
        ({**YEAR, "ended_on": MIDDLE}, MIDDLE - timedelta(days=1), "valid yes withinPeriod"),
        ({**YEAR, "ended_on": MIDDLE}, MIDDLE, "ended no ended"),
    ],
)
def test_the_facts_decide_or_leave_it_unknown(
    session: Session, facts: dict[str, Any], day: date, expected: str
) -> None:
    row = make.agreement(session, **facts)

    assert " ".join(answer(session, row, day)) == expected


def test_a_termination_ends_it_from_its_day(session: Session) -> None:
    row = make.agreement(session, **YEAR, prolongs_automatically=True)
    session.add(
        Termination(commitment_id=row.id, decided_on=FIRST, terminated_on=MIDDLE, reason="Ny lag")
    )
    session.flush()

    assert answer(session, row, MIDDLE - timedelta(days=1))[0] == "valid"
    assert answer(session, row, MIDDLE) == ("terminated", "no", "terminated")
    assert answer(session, row, AFTER) == ("terminated", "no", "terminated")


def test_a_replacement_ends_the_older_one_from_its_day(session: Session) -> None:
    older = make.agreement(session, **YEAR)
    _replacing(session, older, MIDDLE)

    assert answer(session, older, MIDDLE - timedelta(days=1))[1] == "yes"
    assert answer(session, older, MIDDLE) == ("superseded", "no", "replaced")


@pytest.mark.parametrize("signing", [Signing.UNSIGNED, Signing.PROPOSED])
@pytest.mark.parametrize("day", [MIDDLE, None])
def test_only_what_is_signed_replaces(session: Session, signing: Signing, day: date | None) -> None:
    older = make.agreement(session, **YEAR)
    _replacing(session, older, day, signing=signing)

    assert answer(session, older, MIDDLE)[1] == "yes"


SIGNED = {"starts_on": None, "signed_on": MIDDLE}


@pytest.mark.parametrize(
    ("newer", "day", "expected"),
    [
        ({"starts_on": MIDDLE}, MIDDLE - timedelta(days=1), "yes"),
        ({"starts_on": MIDDLE}, MIDDLE, "unknown"),
        ({"starts_on": MIDDLE}, AFTER, "no"),
        ({"starts_on": MIDDLE, "registered_afterwards": True}, FIRST, "yes"),
        # Of a record made afterwards a first day that is only inferred is a guess.
        ({**SIGNED, "registered_afterwards": True}, FIRST, "unknown"),
        ({**SIGNED, "registered_afterwards": False}, FIRST, "yes"),
    ],
)
def test_replaced_on_an_unknown_day_is_unknown(
    session: Session, newer: dict[str, Any], day: date, expected: str
) -> None:
    older = make.agreement(session, **YEAR)
    _replacing(session, older, None, **newer)

    assert answer(session, older, day)[1] == expected


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        (YEAR, [2024]),
        (NO_END, [2024, 2025, 2026]),
        (NO_START, [2023, 2024]),
        ({**YEAR, "end_type": EndType.FIXED_WITH_OPTION}, [2024, 2025, 2026]),
        ({**YEAR, "prolongs_automatically": True}, [2024, 2025, 2026]),
        ({**YEAR, "signing": Signing.PROPOSED}, [2024]),
        ({**YEAR, "signing": Signing.UNSIGNED}, []),
        ({"starts_on": LAST, "ends_on": AFTER}, [2024, 2025]),
        ({**NO_END, "ended_on": date(2025, 1, 1)}, [2024]),
        ({**NO_END, "ended_on": date(2025, 1, 2)}, [2024, 2025]),
    ],
)
def test_some_day_of_a_year_is_enough(
    session: Session, facts: dict[str, Any], years: list[int]
) -> None:
    row = make.agreement(session, **facts)

    held = [year for year in range(2023, 2027) if _holds_in(session, row, year)]

    assert held == years


def test_what_was_replaced_or_terminated_before_the_year_is_not_in_it(session: Session) -> None:
    replaced = make.agreement(session, **NO_END)
    terminated = make.agreement(session, **NO_END)
    _replacing(session, replaced, AFTER)
    session.add(
        Termination(commitment_id=terminated.id, decided_on=LAST, terminated_on=AFTER, reason="Ny")
    )
    session.flush()

    assert [_holds_in(session, replaced, year) for year in (2024, 2025)] == [True, False]
    assert [_holds_in(session, terminated, year) for year in (2024, 2025)] == [True, False]


def test_every_reason_has_its_sentence(session: Session) -> None:
    row = make.agreement(session, **YEAR)
    question = select(validity.reason_in_words(Agreement)).where(Agreement.id == row.id)

    words = session.scalar(question, validity.as_of(AFTER))

    assert words == "Dagen ligger efter den sista dagen."


def _replacing(session: Session, older: Commitment, replaced_on: date | None, **facts: Any) -> None:
    newer = make.agreement(session, "Den nya", **{"starts_on": FIRST, **facts})
    session.add(Replacement(commitment_id=newer.id, replaced_id=older.id, replaced_on=replaced_on))
    session.flush()


def _holds_in(session: Session, row: Commitment, year: int) -> bool:
    span = validity.holds_in_year(Agreement, year)
    return session.scalar(select(Agreement.id).where(Agreement.id == row.id, span)) is not None

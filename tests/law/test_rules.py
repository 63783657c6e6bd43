"""Facts about a municipality on a day, and the answer that the law's requirements get."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.clock import years_after
from app.evidence import Record
from app.law.facts import (
    Body,
    Coordinator,
    Council,
    Facts,
    Member,
    OwnAgreement,
    Picture,
    Plan,
)
from app.law.requirements import REQUIREMENTS, verdict
from app.law.rules import Answer, Verdict, together

DAY = date(2024, 12, 31)
RECORD = Record("forums", UUID(int=1), 1, "posten")
RULES = {one.id: one for one in REQUIREMENTS}


def answer(requirement: str, facts: Facts, day: date = DAY) -> Answer:
    return found(requirement, facts, day).answer


def found(requirement: str, facts: Facts, day: date = DAY) -> Verdict:
    return verdict(RULES[requirement], facts, day)


def nothing_known() -> Facts:
    return Facts("0481", "Oxelösund")


def with_picture(made_on: date | None = date(2024, 1, 1), **values: Any) -> Facts:
    given = {"mapping": (True, True, True), "other_information": True, "analysis": True, **values}
    return Facts("0481", "Oxelösund", pictures=[Picture(RECORD, made_on, **given)])


def with_plan(**values: Any) -> Facts:
    given: dict[str, Any] = {
        "decided_on": date(2024, 5, 22),
        "decided_by": "kommunfullmäktige",
        "valid_to": None,
        "measures": 1,
        "picture_made_on": date(2024, 1, 1),
        "followed_up_on": None,
        **values,
    }
    return Facts("0481", "Oxelösund", plans=[Plan(RECORD, **given)])


def with_agreement(validity: str = "yes", *, purposes: bool = True, areas: bool = True) -> Facts:
    agreements = [OwnAgreement(RECORD, validity, purposes, areas)]
    return Facts("0481", "Oxelösund", agreements=agreements)


def with_council(led: bool | None, *members: Member) -> Facts:
    return Facts("0481", "Oxelösund", councils=[Council(RECORD, led, members)])


def with_coordinator(**values: Any) -> Facts:
    given: dict[str, Any] = {
        "supports": None,
        "is_contact": None,
        "percent": None,
        "informed_on": None,
        "information_link": None,
        **values,
    }
    return Facts("0481", "Oxelösund", coordinators=[Coordinator(RECORD, **given)])


def with_body(*, board: bool, decision: str | None = None) -> Facts:
    return Facts("0481", "Oxelösund", bodies=[Body(RECORD, board, decision)])


def with_report(day: date) -> Facts:
    return Facts(
        "0481", "Oxelösund", council_reports=[Record("forums", UUID(int=1), 1, "rapport", day)]
    )


@pytest.mark.parametrize("requirement", RULES)
def test_what_the_register_does_not_know_is_no_data_and_never_a_no(requirement: str) -> None:
    assert answer(requirement, nothing_known()) == Answer.NO_DATA


@pytest.mark.parametrize("requirement", RULES)
def test_nothing_is_asked_of_a_municipality_before_the_law_was_in_force(requirement: str) -> None:
    assert answer(requirement, nothing_known(), date(2023, 6, 30)) == Answer.NOT_APPLICABLE


@pytest.mark.parametrize("requirement", ["L06", "L07", "L09"])
def test_an_action_plan_is_asked_for_a_year_later(requirement: str) -> None:
    assert answer(requirement, with_plan(), date(2024, 6, 30)) == Answer.NOT_APPLICABLE
    assert answer(requirement, with_plan(), date(2024, 7, 1)) == Answer.FULFILLED


@pytest.mark.parametrize(
    ("started", "end"),
    [
        (date(2022, 12, 31), date(2024, 12, 31)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2022, 2, 28), date(2024, 2, 28)),
    ],
)
def test_two_years_end_on_the_same_calendar_day(started: date, end: date) -> None:
    assert years_after(started, 2) == end


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 2, 28), Answer.FULFILLED), (date(2026, 3, 1), Answer.NOT_FULFILLED)],
)
def test_a_picture_is_in_time_through_its_last_day(day: date, expected: Answer) -> None:
    outcome = found("L08", with_picture(date(2024, 2, 29)), day)

    assert (outcome.answer, outcome.runs_out) == (expected, date(2026, 2, 28))


def test_a_picture_made_after_the_day_does_not_count() -> None:
    assert answer("L02", with_picture(date(2025, 1, 2))) == Answer.NO_DATA


def test_a_picture_without_a_day_exists_but_its_age_is_not_known() -> None:
    facts = with_picture(None)

    assert (answer("L02", facts), answer("L08", facts)) == (Answer.FULFILLED, Answer.NO_DATA)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ((True, True, True), Answer.FULFILLED),
        ((True, False, True), Answer.PARTLY),
        ((True, False, None), Answer.PARTLY),
        ((False, False, False), Answer.NOT_FULFILLED),
        ((True, None, True), Answer.NO_DATA),
        ((False, None, None), Answer.NO_DATA),
        ((), Answer.NO_DATA),
    ],
)
def test_several_marks_become_one_answer(flags: tuple[bool | None, ...], expected: Answer) -> None:
    assert together(flags) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_plan(), Answer.FULFILLED),
        (with_plan(decided_by=None), Answer.PARTLY),
        (with_plan(measures=0), Answer.PARTLY),
        (with_plan(decided_on=None), Answer.NO_DATA),
        (with_plan(decided_on=date(2025, 1, 1)), Answer.NO_DATA),
        (with_plan(valid_to=date(2024, 12, 30)), Answer.NO_DATA),
        (with_plan(valid_to=date(2024, 12, 31)), Answer.FULFILLED),
    ],
)
def test_a_plan_is_decided_by_a_body_and_has_measures(facts: Facts, expected: Answer) -> None:
    assert answer("L06", facts) == expected


@pytest.mark.parametrize(
    ("made_on", "expected"),
    [
        (date(2024, 5, 22), Answer.FULFILLED),
        (date(2024, 5, 23), Answer.NOT_FULFILLED),
        (None, Answer.NO_DATA),
    ],
)
def test_a_plan_rests_on_a_picture_not_later_than_it(
    made_on: date | None, expected: Answer
) -> None:
    assert answer("L07", with_plan(picture_made_on=made_on)) == expected


@pytest.mark.parametrize(
    ("followed_up_on", "day", "expected"),
    [
        (None, date(2026, 5, 22), Answer.FULFILLED),
        (None, date(2026, 5, 23), Answer.NOT_FULFILLED),
        (date(2025, 6, 1), date(2027, 6, 1), Answer.FULFILLED),
    ],
)
def test_a_young_plan_needs_no_follow_up_yet(
    followed_up_on: date | None, day: date, expected: Answer
) -> None:
    assert answer("L09", with_plan(followed_up_on=followed_up_on), day) == expected


@pytest.mark.parametrize(
    ("facts", "exists", "states"),
    [
        (with_agreement(), Answer.FULFILLED, Answer.FULFILLED),
        (with_agreement("unknown"), Answer.NO_DATA, Answer.NO_DATA),
        (with_agreement(purposes=False), Answer.FULFILLED, Answer.NO_DATA),
        (with_agreement(areas=False), Answer.FULFILLED, Answer.NO_DATA),
    ],
)
def test_an_own_agreement_counts_when_it_is_valid(
    facts: Facts, exists: Answer, states: Answer
) -> None:
    assert (answer("L12", facts), answer("L13", facts)) == (exists, states)


LED, OTHERS = True, False
OUTSIDE = Member(is_external=True, leading=True)
INSIDE, FOLLOWER = Member(is_external=False, leading=None), Member(is_external=True, leading=False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_council(LED, OUTSIDE, INSIDE), (Answer.FULFILLED,) * 3),
        (
            with_council(LED, OUTSIDE, FOLLOWER),
            (Answer.FULFILLED, Answer.FULFILLED, Answer.PARTLY),
        ),
        (
            with_council(OTHERS, INSIDE),
            (Answer.NOT_FULFILLED, Answer.NOT_FULFILLED, Answer.NO_DATA),
        ),
        (with_council(None), (Answer.NO_DATA,) * 3),
    ],
)
def test_a_council_has_others_a_leader_and_people_in_leading_positions(
    facts: Facts, expected: tuple[Answer, ...]
) -> None:
    assert tuple(answer(one, facts) for one in ("L14", "L15", "L16")) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_coordinator(), (Answer.FULFILLED, Answer.NO_DATA, Answer.NO_DATA, Answer.NO_DATA)),
        (
            with_coordinator(supports=True, is_contact=False, information_link="https://a.test"),
            (Answer.FULFILLED, Answer.FULFILLED, Answer.NOT_FULFILLED, Answer.FULFILLED),
        ),
        (
            with_coordinator(informed_on=date(2025, 1, 1)),
            (Answer.FULFILLED, Answer.NO_DATA, Answer.NO_DATA, Answer.NO_DATA),
        ),
    ],
)
def test_a_coordinator_is_enough_whatever_its_share(
    facts: Facts, expected: tuple[Answer, ...]
) -> None:
    assert tuple(answer(one, facts) for one in ("L17", "L18", "L19", "L20")) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_body(board=True), Answer.FULFILLED),
        (with_body(board=False, decision="KF 2024 § 12"), Answer.FULFILLED),
        (with_body(board=False), Answer.PARTLY),
    ],
)
def test_a_committee_needs_the_councils_decision(facts: Facts, expected: Answer) -> None:
    assert answer("L21", facts) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), Answer.FULFILLED),
        (date(2023, 12, 30), Answer.PARTLY),
        (date(2025, 1, 1), Answer.NO_DATA),
    ],
)
def test_an_old_report_to_the_council_is_partly_not_no(day: date, expected: Answer) -> None:
    assert answer("L22", with_report(day)) == expected


def test_a_soft_requirement_is_never_red() -> None:
    everything: list[Callable[[], Facts]] = [nothing_known, with_picture, with_plan, with_agreement]

    assert {answer("L10", facts()) for facts in everything} == {Answer.NO_DATA}

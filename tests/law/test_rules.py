"""Facts about a municipality on a day, and the answer that the law's requirements get."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.clock import years_after
from app.evidence import Answer, Record
from app.law.facts import (
    Body,
    Coordinator,
    Council,
    Facts,
    Member,
    OwnAgreement,
    Picture,
    Plan,
    is_executive_board,
)
from app.law.requirements import IN_FORCE, NO_BREACH, REQUIREMENTS, requirements_on, verdict
from app.law.rules import Verdict, picture_exists, together

DAY = date(2024, 12, 31)
RECORD = Record("forums", UUID(int=1), 1, "posten")
PICTURED = Record("situation-pictures", UUID(int=2), 1, "lägesbilden", date(2024, 1, 1))
PICTURE = replace(RECORD, day=date(2024, 1, 1))
FOLLOWED_UP = Record("follow-ups", UUID(int=3), 4, "uppföljningen", date(2025, 6, 1))
RULES = {one.id: one for one in REQUIREMENTS if one.asks}


def answer(requirement: str, facts: Facts, day: date = DAY) -> Answer:
    return found(requirement, facts, day).answer


def found(requirement: str, facts: Facts, day: date = DAY) -> Verdict:
    return verdict(RULES[requirement], facts, day)


def nothing_known() -> Facts:
    return Facts("0481", "Oxelösund")


def with_picture(made_on: date | None = date(2024, 1, 1), **values: Any) -> Facts:
    given = {"mapping": (True, True, True), "other_information": True, "analysis": True, **values}
    return Facts(
        "0481", "Oxelösund", pictures=[Picture(replace(RECORD, day=made_on), made_on, **given)]
    )


def with_plan(**values: Any) -> Facts:
    given: dict[str, Any] = {
        "decided_on": date(2024, 5, 22),
        "decided_by": "kommunfullmäktige",
        "valid_to": None,
        "measures": 1,
        "other_planning": None,
        "picture": PICTURED,
        "followed_up": None,
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
    assert found(requirement, nothing_known()) == Verdict(Answer.NO_DATA)


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

    assert (outcome.answer, outcome.until) == (expected, date(2026, 2, 28))


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
        (with_plan(valid_to=date(2024, 12, 30)), Answer.PARTLY),
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
    facts = with_plan(picture=replace(PICTURED, day=made_on))

    assert answer("L07", facts) == expected


@pytest.mark.parametrize(
    ("followed_up", "day", "expected", "until"),
    [
        (None, date(2026, 5, 22), Answer.FULFILLED, date(2026, 5, 22)),
        (None, date(2026, 5, 23), Answer.NOT_FULFILLED, date(2026, 5, 22)),
        (FOLLOWED_UP, date(2027, 6, 1), Answer.FULFILLED, date(2027, 6, 1)),
        (FOLLOWED_UP, date(2027, 6, 2), Answer.NOT_FULFILLED, date(2027, 6, 1)),
    ],
)
def test_a_young_plan_needs_no_follow_up_yet(
    followed_up: Record | None, day: date, expected: Answer, until: date
) -> None:
    outcome = found("L09", with_plan(followed_up=followed_up), day)

    assert (outcome.answer, outcome.until) == (expected, until)


def test_a_follow_up_from_before_the_decision_was_of_an_earlier_plan() -> None:
    """The clock goes from the decision: two years, whatever was done before it."""
    before = replace(FOLLOWED_UP, day=date(2024, 5, 1))

    assert found("L09", with_plan(followed_up=before)).until == date(2026, 5, 22)


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
            (Answer.PARTLY, Answer.NOT_FULFILLED, Answer.NO_DATA),
        ),
        (with_council(None), (Answer.NO_DATA,) * 3),
        (with_council(LED, FOLLOWER), (Answer.FULFILLED, Answer.FULFILLED, Answer.PARTLY)),
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


def test_how_old_a_report_may_be_is_for_the_service_to_decide() -> None:
    """The law says continuously and gives no interval."""
    facts = with_report(date(2024, 8, 31))
    facts.council_report_months = 3

    outcome = found("L22", facts)

    assert (outcome.answer, outcome.until) == (Answer.PARTLY, date(2024, 11, 30))


EVERYTHING: list[Facts] = [
    nothing_known(),
    with_picture(mapping=(False, False, False)),
    with_plan(measures=0),
    with_agreement(),
    with_council(OTHERS, INSIDE),
    with_council(OTHERS, FOLLOWER),
    with_coordinator(supports=False),
    with_body(board=False),
]


@pytest.mark.parametrize("requirement", ["L10", "L12", "L14", "L16", "L23"])
@pytest.mark.parametrize("facts", EVERYTHING)
def test_what_the_law_does_not_demand_is_never_red(requirement: str, facts: Facts) -> None:
    every = {one.id: one for one in REQUIREMENTS}

    assert verdict(every[requirement], facts, DAY).answer != Answer.NOT_FULFILLED


def test_the_right_to_use_cameras_is_listed_and_asks_for_nothing() -> None:
    (camera,) = (one for one in REQUIREMENTS if not one.asks)

    note = "lagen ger en möjlighet och ställer inget krav"
    assert camera.id == "L23"
    assert verdict(camera, nothing_known(), DAY) == Verdict(Answer.NOT_APPLICABLE, note=note)


@pytest.mark.parametrize(
    ("planning", "expected"),
    [("Översiktsplanen", Answer.FULFILLED), (None, Answer.NO_DATA)],
)
def test_other_planning_is_what_the_plan_says(planning: str | None, expected: Answer) -> None:
    assert answer("L10", with_plan(other_planning=planning)) == expected


def test_an_agreement_on_its_way_shows_an_effort_until_one_holds() -> None:
    sought = replace(RECORD, label="utkastet")
    on_its_way = Facts("0481", "Oxelösund", sought=[sought])
    doubtful = replace(on_its_way, agreements=with_agreement("unknown").agreements)
    held = replace(on_its_way, agreements=with_agreement("yes").agreements)

    assert found("L12", on_its_way).evidence == (sought,)
    assert [answer("L12", one) for one in (on_its_way, doubtful, held)] == [
        Answer.FULFILLED,
        Answer.NO_DATA,
        Answer.FULFILLED,
    ]
    assert found("L12", held).evidence == (RECORD,)


@pytest.mark.parametrize(
    ("days", "until"),
    [
        ([date(2025, 6, 30)], date(2025, 6, 30)),
        ([date(2025, 6, 30), date(2026, 6, 30)], date(2026, 6, 30)),
        ([date(2025, 6, 30), None], None),
    ],
)
def test_agreements_serve_as_long_as_the_last_of_them_holds(
    days: list[date | None], until: date | None
) -> None:
    held = [OwnAgreement(RECORD, "yes", True, True, day) for day in days]  # noqa: FBT003

    assert found("L12", Facts("0481", "Oxelösund", agreements=held)).until == until


def test_of_several_coordinators_the_best_counts_and_the_unknown_is_no_no() -> None:
    no, unknown, yes = (with_coordinator(supports=one).coordinators for one in (False, None, True))

    def together_with(*given: list[Coordinator]) -> Answer:
        every = [one for some in given for one in some]
        return answer("L18", Facts("0481", "Oxelösund", coordinators=every))

    assert together_with(no, unknown) == Answer.NO_DATA
    assert together_with(no, yes) == Answer.FULFILLED
    assert together_with(no, no) == Answer.NOT_FULFILLED


@pytest.mark.parametrize(
    ("requirement", "facts", "note"),
    [
        ("L08", with_picture(None), "dagen då lägesbilden gjordes är okänd"),
        ("L06", with_plan(decided_on=None), "planens beslutsdag är okänd"),
        ("L07", with_plan(picture=None), "planen anger ingen lägesbild"),
        (
            "L07",
            with_plan(picture=None, names_picture=True),
            "lägesbilden som planen anger får du inte läsa",
        ),
        ("L12", with_agreement("unknown"), "oklart om överenskommelsen gäller"),
        ("L13", with_agreement(purposes=False), "syften eller områden saknas i registret"),
    ],
)
def test_what_cannot_be_said_names_the_record_to_mend(
    requirement: str, facts: Facts, note: str
) -> None:
    outcome = found(requirement, facts)

    assert (outcome.answer, outcome.note) == (Answer.NO_DATA, note)
    assert outcome.evidence


def test_an_old_answer_is_given_by_the_edition_of_its_day() -> None:
    """Reworded from 2026: what is asked about 2025 keeps the rule and the words of 2025."""
    first = replace(RULES["L08"], valid_to=date(2025, 12, 31))
    second = replace(first, edition=2, rule=picture_exists, valid_from=date(2026, 1, 1))
    second = replace(second, valid_to=None)
    facts = with_picture(date(2023, 1, 1))

    def answered(day: date) -> tuple[int, Answer]:
        (one,) = requirements_on(day, [first, second])
        return one.edition, verdict(one, facts, day).answer

    assert answered(date(2025, 12, 31)) == (1, Answer.NOT_FULFILLED)
    assert answered(date(2026, 1, 1)) == (2, Answer.FULFILLED)


def test_there_is_one_edition_of_each_requirement_on_every_day() -> None:
    for day in (date(1900, 1, 1), IN_FORCE, date.max):
        named = [one.id for one in requirements_on(day)]
        assert named == [f"L{number:02}" for number in range(2, 24) if number != 11]


OLDER = Record("action-plans", UUID(int=4), 1, "den äldre", date(2022, 5, 1))
NEWER = Record("action-plans", UUID(int=5), 1, "den nyare", date(2024, 5, 1))


def pictures(*days: date | None) -> Facts:
    """In no order; each is known by its day."""
    every = [one for day in days for one in with_picture(day).pictures]
    return Facts("0481", "Oxelösund", pictures=every)


def plans(*given: tuple[Record, date | None]) -> Facts:
    """Each with the last day that it holds."""
    every = [
        replace(one, record=record, decided_on=record.day, valid_to=last)
        for record, last in given
        for one in with_plan().plans
    ]
    return Facts("0481", "Oxelösund", plans=every)


def decided(facts: Facts) -> Record:
    """The record that the answer about the plan rests on."""
    (record,) = found("L06", facts).evidence
    return record


@pytest.mark.parametrize(
    ("days", "latest"),
    [
        ((date(2024, 12, 31), date(2024, 1, 1)), date(2024, 12, 31)),
        ((date(2023, 1, 1), date(2025, 1, 1), date(2024, 2, 1)), date(2024, 2, 1)),
        ((None, date(2023, 1, 1)), date(2023, 1, 1)),
        ((None,), None),
    ],
)
def test_the_picture_is_the_last_one_made_by_the_day(
    days: tuple[date | None, ...], latest: date | None
) -> None:
    (evidence,) = found("L02", pictures(*days)).evidence

    assert evidence == replace(RECORD, day=latest)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (plans((NEWER, None), (OLDER, None)), NEWER),
        (plans((OLDER, None), (NEWER, None)), NEWER),
        (plans((NEWER, date(2024, 6, 1)), (OLDER, None)), OLDER),
        (plans((OLDER, date(2023, 6, 1)), (NEWER, date(2024, 6, 1))), NEWER),
        (plans((replace(NEWER, day=DAY), None), (OLDER, None)), replace(NEWER, day=DAY)),
    ],
)
def test_the_plan_is_the_last_one_decided_of_those_that_hold(
    facts: Facts, expected: Record
) -> None:
    assert decided(facts) == expected


@pytest.mark.parametrize("requirement", ["L07", "L10"])
def test_a_plan_that_has_run_out_starts_no_clock(requirement: str) -> None:
    facts = with_plan(valid_to=date(2024, 12, 30), other_planning="Översiktsplanen")

    assert found(requirement, facts) == Verdict(Answer.NO_DATA)


def test_the_last_report_to_the_council_counts_whatever_the_order() -> None:
    days = (date(2024, 3, 1), DAY, date(2023, 3, 1))
    reports = [one for day in days for one in with_report(day).council_reports]
    facts = Facts("0481", "Oxelösund", council_reports=reports)

    assert found("L22", facts) == Verdict(
        Answer.FULFILLED, (replace(reports[1], day=DAY),), date(2025, 12, 31)
    )


ON_THE_DAY = replace(FOLLOWED_UP, day=date(2024, 5, 22))
PLANNED = replace(RECORD, day=date(2024, 5, 22))
AGREED = (RECORD,)
UNDECIDED = "uppgift om kommunfullmäktiges beslut saknas"
RUN_OUT = "planen gällde till och med 2024-12-30; ingen senare är registrerad"
ON_ITS_WAY = "ingen gäller ännu; en som är på väg visar att kommunen verkar för det"
UNDATED = "dagen då lägesbilden gjordes är okänd"


@pytest.mark.parametrize(
    ("requirement", "facts", "expected"),
    [
        ("L02", with_picture(), Verdict(Answer.FULFILLED, (PICTURE,))),
        ("L03", with_picture(), Verdict(Answer.FULFILLED, (PICTURE,))),
        ("L04", with_picture(other_information=None), Verdict(Answer.NO_DATA, (PICTURE,))),
        ("L05", with_picture(analysis=False), Verdict(Answer.NOT_FULFILLED, (PICTURE,))),
        ("L08", with_picture(), Verdict(Answer.FULFILLED, (PICTURE,), date(2026, 1, 1))),
        (
            "L06",
            with_plan(valid_to=date(2025, 3, 1)),
            Verdict(Answer.FULFILLED, AGREED, date(2025, 3, 1)),
        ),
        (
            "L06",
            with_plan(valid_to=date(2024, 12, 30)),
            Verdict(Answer.PARTLY, AGREED, note=RUN_OUT),
        ),
        (
            "L06",
            with_plan(decided_by=None),
            Verdict(Answer.PARTLY, AGREED, note="uppgift om beslutande organ saknas"),
        ),
        (
            "L06",
            with_plan(measures=0),
            Verdict(Answer.PARTLY, AGREED, note="uppgift om åtgärder saknas"),
        ),
        ("L07", with_plan(), Verdict(Answer.FULFILLED, (RECORD, PICTURED))),
        (
            "L07",
            with_plan(picture=replace(PICTURED, day=None)),
            Verdict(Answer.NO_DATA, (RECORD, replace(PICTURED, day=None)), note=UNDATED),
        ),
        (
            "L09",
            with_plan(followed_up=ON_THE_DAY),
            Verdict(Answer.FULFILLED, (ON_THE_DAY, PLANNED), date(2026, 5, 22)),
        ),
        (
            "L09",
            with_plan(valid_to=date(2024, 12, 30), followed_up=ON_THE_DAY),
            Verdict(Answer.NO_DATA, AGREED, note="planen gällde till och med 2024-12-30"),
        ),
        ("L10", with_plan(other_planning="Ö"), Verdict(Answer.FULFILLED, AGREED)),
        (
            "L12",
            Facts("0481", "Oxelösund", sought=[RECORD]),
            Verdict(Answer.FULFILLED, AGREED, note=ON_ITS_WAY),
        ),
        ("L13", with_agreement(), Verdict(Answer.FULFILLED, AGREED)),
        ("L14", with_council(LED, OUTSIDE), Verdict(Answer.FULFILLED, AGREED)),
        ("L15", with_council(LED, OUTSIDE), Verdict(Answer.FULFILLED, AGREED)),
        ("L16", with_council(LED, FOLLOWER), Verdict(Answer.PARTLY, AGREED, note=NO_BREACH)),
        ("L17", with_coordinator(), Verdict(Answer.FULFILLED, AGREED)),
        (
            "L17",
            with_coordinator(valid_to=date(2025, 6, 30)),
            Verdict(Answer.FULFILLED, AGREED, date(2025, 6, 30)),
        ),
        ("L18", with_coordinator(supports=True), Verdict(Answer.FULFILLED, AGREED)),
        ("L19", with_coordinator(is_contact=False), Verdict(Answer.NOT_FULFILLED, AGREED)),
        (
            "L20",
            with_coordinator(informed_on=DAY),
            Verdict(Answer.FULFILLED, (replace(RECORD, day=DAY),)),
        ),
        ("L21", with_body(board=True), Verdict(Answer.FULFILLED, AGREED)),
        ("L21", with_body(board=False), Verdict(Answer.PARTLY, AGREED, note=UNDECIDED)),
    ],
)
def test_an_answer_says_what_it_rests_on_until_when_and_what_is_lacking(
    requirement: str, facts: Facts, expected: Verdict
) -> None:
    assert found(requirement, facts) == expected


def test_of_several_agreements_one_that_says_too_little_makes_it_partly() -> None:
    short = with_agreement(areas=False).agreements
    facts = Facts("0481", "Oxelösund", agreements=[*with_agreement().agreements, *short])

    assert answer("L13", facts) == Answer.PARTLY


def test_a_coordinator_of_two_who_stays_keeps_the_function() -> None:
    both = [
        *with_coordinator(valid_to=date(2025, 6, 30)).coordinators,
        *with_coordinator(valid_to=None).coordinators,
    ]

    outcome = found("L17", Facts("0481", "Oxelösund", coordinators=both))

    assert (outcome.until, len(outcome.evidence)) == (None, 2)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kommunstyrelsen", True),
        ("kommunstyrelsen i Oxelösund", True),
        ("Kommunstyrelsens arbetsutskott", False),
        ("Trygghetsnämnden", False),
    ],
)
def test_a_committee_under_the_board_is_not_the_board(title: str, expected: bool) -> None:
    assert is_executive_board(title) is expected

"""Facts on a day, and what they ask somebody to do by which day."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.due import rules
from app.due.facts import Dated, Ending, ReportYear, Rhythm
from app.due.rules import Due
from app.evidence import Record
from app.law.facts import Facts, Picture, Plan
from app.law.requirements import Requirement, requirements_on, verdict
from app.schemas.due import DueKind
from app.words import DUE_KIND

DAY = date(2025, 6, 15)
SPAN = rules.span(DAY, 90)  # until 13 September 2025, and back to 15 June 2024
KEY = UUID(int=1)
RECORD = Record("agreements", KEY, 1, "Överenskommelsen")


def day(text: str) -> date:
    return date.fromisoformat(text)


def ending(last_day: str | None = "2025-08-31", **values: Any) -> Ending:
    given: dict[str, Any] = {
        "is_promise": False,
        "status": "expiring",
        "terminated_on": None,
        "is_replaced": False,
        "prolongs_automatically": False,
        "fed_back_on": None,
        "codes": ("0481",),
        **values,
    }
    return Ending(RECORD, last_day=day(last_day) if last_day else None, **given)


def told(found: list[Due]) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.day.isoformat(), one.overdue) for one in found]


@pytest.mark.parametrize(
    ("fact", "due"),
    [
        (ending(), [("agreementEnds", "2025-08-31", False)]),
        (ending("2025-06-15"), [("agreementEnds", "2025-06-15", False)]),
        (ending("2025-06-14", status="expired"), [("agreementEnds", "2025-06-14", True)]),
        (ending("2025-09-13"), [("agreementEnds", "2025-09-13", False)]),
        (ending("2025-09-14"), []),
        (ending("2024-06-15", status="expired"), [("agreementEnds", "2024-06-15", True)]),
        (ending("2024-06-14", status="expired"), []),
        (ending("2025-06-14", status="superseded", is_replaced=True), []),
        (ending("2025-08-31", is_replaced=True), []),
        (ending(None), []),
        (ending(None, terminated_on=day("2025-07-01")), [("agreementEnds", "2025-07-01", False)]),
        (ending(terminated_on=day("2025-07-01")), [("agreementEnds", "2025-07-01", False)]),
        (ending(status="terminated", terminated_on=day("2025-06-01")), []),
        (ending(prolongs_automatically=True), [("agreementEnds", "2025-08-31", False)]),
        (ending("2025-06-14", prolongs_automatically=True, status="valid"), []),
    ],
)
def test_an_agreement_ends(fact: Ending, due: list[tuple[str, str, bool]]) -> None:
    assert told(list(rules.of_ending(fact, SPAN))) == due


@pytest.mark.parametrize(
    ("fact", "action"),
    [
        (ending(), rules.DECIDE),
        (ending(prolongs_automatically=True), rules.TAKE_STAND),
        (ending("2025-06-01", status="expired"), rules.REPLACE),
        (ending("2025-06-01", status="unknown"), rules.ASCERTAIN),
    ],
)
def test_what_is_to_be_done_about_an_agreement(fact: Ending, action: str) -> None:
    (found,) = rules.of_ending(fact, SPAN)

    assert found.action == action


def promise(last_day: str, status: str = "expired", **values: Any) -> Ending:
    return ending(last_day, is_promise=True, status=status, **values)


@pytest.mark.parametrize(
    ("fact", "due"),
    [
        (promise("2025-08-31", "valid"), [("promiseEnds", "2025-08-31", False)]),
        (promise("2025-08-31", "valid", is_replaced=True), []),
        (promise("2025-06-14"), [("promiseNotFedBack", "2025-06-14", True)]),
        (promise("2025-06-14", fed_back_on=day("2025-06-15")), []),
        (promise("2025-06-14", fed_back_how="Anslag och möte"), []),
        (
            promise("2025-06-14", fed_back_on=day("2025-06-16")),
            [("promiseNotFedBack", "2025-06-14", True)],
        ),
        (promise("2024-06-14"), []),
        (promise("2025-06-14", "unknown"), []),
        (
            promise("2025-12-31", "terminated", terminated_on=day("2025-05-01")),
            [("promiseNotFedBack", "2025-05-01", True)],
        ),
        (promise("2025-12-31", "valid", terminated_on=day("2025-07-01")), []),
    ],
)
def test_a_promise_ends_and_is_told_of(fact: Ending, due: list[tuple[str, str, bool]]) -> None:
    assert told(list(rules.of_ending(fact, SPAN))) == due


def test_what_is_terminated_in_advance_asks_for_a_stand_on_the_next() -> None:
    """Whether it is to be prolonged has been decided."""
    (found,) = rules.of_ending(ending("2025-12-31", terminated_on=day("2025-08-31")), SPAN)

    assert (found.day, found.action) == (day("2025-08-31"), rules.TERMINATED)


def with_clocks(picture: str | None, decided: str | None, reported: str | None) -> Facts:
    facts = Facts("0481", "Oxelösund")
    if picture:
        made = Picture(RECORD, day(picture), (None, None, None), None, None)
        facts.pictures.append(made)
    if decided:
        facts.plans.append(Plan(RECORD, day(decided), "KF", None, 1, None, None, None))
    if reported:
        facts.council_reports.append(Record("council-reports", KEY, 1, "Rapport", day(reported)))
    return facts


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        (with_clocks(None, None, None), []),
        (with_clocks("2023-07-01", None, None), [("pictureClock", "2025-07-01", False)]),
        (with_clocks("2023-06-14", None, None), [("pictureClock", "2025-06-14", True)]),
        (with_clocks("2019-06-14", None, None), [("pictureClock", "2021-06-14", True)]),
        (with_clocks("2024-06-14", None, None), []),
        (with_clocks(None, "2023-08-01", None), [("planClock", "2025-08-01", False)]),
        (with_clocks(None, None, "2024-06-12"), [("councilReport", "2025-06-12", True)]),
        (with_clocks(None, None, "2024-07-12"), [("councilReport", "2025-07-12", False)]),
        (with_clocks(None, None, "2025-01-31"), []),
    ],
)
def test_the_clocks_of_the_law(facts: Facts, due: list[tuple[str, str, bool]]) -> None:
    assert told(list(rules.of_law(facts, SPAN))) == due


class OnlyForClocks(Facts):
    """Of what is not read where only the clocks are asked for, nothing may depend."""

    def __getattribute__(self, name: str) -> Any:
        assert name not in {"agreements", "sought", "councils", "coordinators", "bodies"}
        return super().__getattribute__(name)


@pytest.mark.parametrize("requirement_id", rules.CLOCKS)
@pytest.mark.parametrize("dates", [(None, None, None), ("2023-07-01", "2023-08-01", "2024-06-12")])
def test_the_clocks_rest_on_pictures_plans_and_council_reports_alone(
    dates: tuple[str | None, str | None, str | None], requirement_id: str
) -> None:
    known = with_clocks(*dates)
    facts = OnlyForClocks("0481", "Oxelösund", known.pictures, known.plans)
    facts.council_reports.extend(known.council_reports)

    assert verdict(requirement(requirement_id), facts, DAY) == verdict(
        requirement(requirement_id), known, DAY
    )


def requirement(requirement_id: str) -> Requirement:
    (found,) = (one for one in requirements_on(DAY) if one.id == requirement_id)
    return found


def test_before_the_law_no_clock_runs() -> None:
    facts = with_clocks("2021-01-01", "2021-01-01", "2021-01-01")

    assert told(list(rules.of_law(facts, rules.span(day("2023-06-30"), 90)))) == []
    kinds = [one.kind for one in rules.of_law(facts, rules.span(day("2024-06-30"), 90))]
    assert kinds == ["pictureClock", "councilReport"]


def test_the_interval_of_council_reports_is_a_setting() -> None:
    facts = replace(with_clocks(None, None, "2025-01-31"), council_report_months=1)
    (found,) = rules.of_law(facts, SPAN)

    assert (found.day, found.codes, found.key) == (day("2025-02-28"), ("0481",), "0481")


def test_the_clock_of_a_plan_is_told_of_the_plan_and_not_of_its_follow_up() -> None:
    facts = with_clocks(None, "2023-01-01", None)
    done = Record("follow-ups", UUID(int=9), 1, "Uppföljning", day("2023-08-01"))
    facts.plans[0] = replace(facts.plans[0], followed_up=done)

    (found,) = rules.of_law(facts, SPAN)

    assert (found.day, found.record) == (day("2025-08-01"), replace(RECORD, day=day("2023-01-01")))


def rhythm(times: int = 1, **values: Any) -> Rhythm:
    given = {"starts_on": day("2020-01-01"), "latest_on": None, "planned_on": None, **values}
    return Rhythm(RECORD, "part", times, codes=("0481",), **given)


@pytest.mark.parametrize(
    ("fact", "due"),
    [
        (rhythm(latest_on=day("2024-07-01")), [("2025-07-01", False)]),
        (rhythm(latest_on=day("2024-05-01")), [("2025-05-01", True)]),
        (rhythm(latest_on=day("2025-05-01")), []),
        (rhythm(2, latest_on=day("2025-02-28")), [("2025-08-28", False)]),
        (rhythm(5, latest_on=day("2025-06-01")), [("2025-08-13", False)]),
        (rhythm(), [("2021-01-01", True)]),
        (rhythm(starts_on=None), []),
        (rhythm(4, latest_on=day("2025-05-01"), planned_on=day("2025-08-01")), []),
        (
            rhythm(4, latest_on=day("2025-05-01"), planned_on=day("2025-08-02")),
            [("2025-08-01", False)],
        ),
    ],
)
def test_a_rhythm_is_behind(fact: Rhythm, due: list[tuple[str, bool]]) -> None:
    for rule in (rules.of_follow_ups, rules.of_meetings):
        found = list(rule(fact, SPAN))
        assert [(one.day.isoformat(), one.overdue) for one in found] == due


def test_a_rhythm_says_how_often() -> None:
    (yearly,) = rules.of_follow_ups(rhythm(), SPAN)
    (often,) = rules.of_meetings(rhythm(4), SPAN)
    of_promise = Rhythm(Record("citizen-promises", KEY, 1, "L"), "p", 1, DAY, None, None, ())
    (promised,) = rules.of_follow_ups(of_promise, rules.span(DAY, 400))

    assert "en gång per år" in yearly.action
    assert "4 gånger per år" in often.action
    assert promised.action.startswith("Följ upp löftet")
    assert yearly.key == "part"


@pytest.mark.parametrize(
    ("due_on", "found"),
    [
        ("2025-09-13", [False]),
        ("2025-09-14", []),
        ("2025-06-14", [True]),
        ("2024-06-15", [True]),
        ("2024-06-14", []),
    ],
)
def test_what_has_a_day(due_on: str, found: list[bool]) -> None:
    for rule in (rules.of_measure, rules.of_review):
        assert [one.overdue for one in rule(Dated(RECORD, day(due_on)), SPAN)] == found
    report = ReportYear(
        "04", "Södermanlands län", 2024, day(due_on), is_submitted=False, record=None
    )
    assert [one.overdue for one in rules.of_report(report, SPAN)] == found
    submitted = replace(report, is_submitted=True)
    assert list(rules.of_report(submitted, SPAN)) == []


@pytest.mark.parametrize(
    ("times", "after"), [(1, "2025-02-28"), (12, "2024-03-29"), (7, "2024-04-21")]
)
def test_the_next_time(times: int, after: str) -> None:
    assert rules.next_time(day("2024-02-29"), times) == day(after)


def test_every_kind_has_its_word() -> None:
    assert set(DUE_KIND) == set(DueKind)

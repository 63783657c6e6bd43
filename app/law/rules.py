"""Lag (2023:196) as a self-check: facts about a municipality on a day become an answer.

Never a decision on compliance. No data is never a no: where the register does not know, it says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.clock import years_after
from app.evidence import Record
from app.law.facts import Council, Facts, OwnAgreement, Picture, Plan

IN_FORCE = date(2023, 7, 1)
PLANS_IN_FORCE = date(2024, 7, 1)
# The law says "continuously" and gives no interval; older than this is shown as partly.
COUNCIL_REPORT_YEARS = 1


class Answer(StrEnum):
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "notFulfilled"
    NO_DATA = "noData"
    NOT_APPLICABLE = "notApplicable"


@dataclass(frozen=True)
class Verdict:
    """The answer, the record it rests on, and the day a two-year clock runs out."""

    answer: Answer
    evidence: Record | None = None
    runs_out: date | None = None
    note: str | None = None


Rule = Callable[[Facts, date], Verdict]

NO_DATA = Verdict(Answer.NO_DATA)


def together(flags: Iterable[bool | None]) -> Answer:
    """All, some or none; what is not known is no data unless both yes and no are known."""
    known = set(flags)
    if {True, False} <= known:
        return Answer.PARTLY
    if None in known or not known:
        return Answer.NO_DATA
    return Answer.FULFILLED if True in known else Answer.NOT_FULFILLED


def latest_picture(facts: Facts, day: date) -> Picture | None:
    made = [one for one in facts.pictures if one.made_on and one.made_on <= day]
    undated = [one for one in facts.pictures if one.made_on is None]
    return max(made, key=lambda one: one.made_on or day, default=None) or next(iter(undated), None)


def current_plan(facts: Facts, day: date) -> Plan | None:
    decided = [one for one in facts.plans if one.decided_on and one.decided_on <= day]
    in_force = [one for one in decided if one.valid_to is None or one.valid_to >= day]
    return max(in_force, key=lambda one: one.decided_on or day, default=None)


def within(started: date, years: int, day: date, evidence: Record, late: Answer) -> Verdict:
    """A clock of whole years: the same calendar day is still in time."""
    end = years_after(started, years)
    answer = Answer.FULFILLED if day <= end else late
    return Verdict(answer, replace(evidence, day=started), end)


def picture_exists(facts: Facts, day: date) -> Verdict:
    picture = latest_picture(facts, day)
    return Verdict(Answer.FULFILLED, picture.record) if picture else NO_DATA


def picture_has(flags: Callable[[Picture], Iterable[bool | None]]) -> Rule:
    def rule(facts: Facts, day: date) -> Verdict:
        picture = latest_picture(facts, day)
        return Verdict(together(flags(picture)), picture.record) if picture else NO_DATA

    return rule


def picture_updated(facts: Facts, day: date) -> Verdict:
    picture = latest_picture(facts, day)
    if picture is None or picture.made_on is None:
        return NO_DATA
    return within(picture.made_on, 2, day, picture.record, Answer.NOT_FULFILLED)


def plan_decided(facts: Facts, day: date) -> Verdict:
    plan = current_plan(facts, day)
    if plan is None:
        return NO_DATA
    if plan.decided_by and plan.measures:
        return Verdict(Answer.FULFILLED, plan.record)
    lacking = "beslutande organ" if not plan.decided_by else "åtgärder"
    return Verdict(Answer.PARTLY, plan.record, note=f"uppgift om {lacking} saknas")


def plan_rests_on_picture(facts: Facts, day: date) -> Verdict:
    plan = current_plan(facts, day)
    if plan is None or plan.decided_on is None or plan.picture_made_on is None:
        return NO_DATA
    earlier = plan.picture_made_on <= plan.decided_on
    return Verdict(Answer.FULFILLED if earlier else Answer.NOT_FULFILLED, plan.record)


def plan_followed_up(facts: Facts, day: date) -> Verdict:
    plan = current_plan(facts, day)
    if plan is None or plan.decided_on is None:
        return NO_DATA
    started = max(plan.decided_on, plan.followed_up_on or plan.decided_on)
    return within(started, 2, day, plan.record, Answer.NOT_FULFILLED)


def not_registered(_facts: Facts, _day: date) -> Verdict:
    return NO_DATA


def own_agreement(facts: Facts, _day: date) -> Verdict:
    valid = _valid(facts)
    if valid:
        return Verdict(Answer.FULFILLED, valid[0].record)
    doubtful = next((one for one in facts.agreements if one.validity == "unknown"), None)
    if doubtful is None:
        return NO_DATA
    return Verdict(Answer.NO_DATA, doubtful.record, note="oklart om överenskommelsen gäller")


def agreements_state_what(facts: Facts, _day: date) -> Verdict:
    """What was registered afterwards may leave something out: that is no data."""
    valid = _valid(facts)
    lacking = [one for one in valid if not (one.states_purposes and one.states_areas)]
    if not lacking:
        return Verdict(Answer.FULFILLED, valid[0].record) if valid else NO_DATA
    answer = Answer.PARTLY if len(lacking) < len(valid) else Answer.NO_DATA
    return Verdict(answer, lacking[0].record, note="syften eller områden saknas i registret")


def _valid(facts: Facts) -> list[OwnAgreement]:
    return [one for one in facts.agreements if one.validity == "yes"]


def council_is(flags: Callable[[Council], Iterable[bool | None]]) -> Rule:
    def rule(facts: Facts, _day: date) -> Verdict:
        verdicts = [Verdict(together(flags(one)), one.record) for one in facts.councils]
        return _best(verdicts)

    return rule


def has_external_member(council: Council) -> list[bool]:
    return [any(one.is_external for one in council.members)] if council.members else []


def leading_positions(council: Council) -> list[bool | None]:
    return [one.leading for one in council.members if one.is_external]


def coordinator_exists(facts: Facts, _day: date) -> Verdict:
    return next((Verdict(Answer.FULFILLED, one.record) for one in facts.coordinators), NO_DATA)


def coordinates(facts: Facts, _day: date) -> Verdict:
    return _best(Verdict(together([one.supports]), one.record) for one in facts.coordinators)


def is_contact(facts: Facts, _day: date) -> Verdict:
    return _best(Verdict(together([one.is_contact]), one.record) for one in facts.coordinators)


def informs_residents(facts: Facts, day: date) -> Verdict:
    """A link alone says that there is information; a day says when."""
    for one in facts.coordinators:
        if one.information_link or (one.informed_on and one.informed_on <= day):
            found = replace(one.record, day=one.informed_on)
            return Verdict(Answer.FULFILLED, found)
    return NO_DATA


def body_leads(facts: Facts, _day: date) -> Verdict:
    for one in facts.bodies:
        if one.is_executive_board or one.decision:
            return Verdict(Answer.FULFILLED, one.record)
    note = "uppgift om kommunfullmäktiges beslut saknas"
    return next((Verdict(Answer.PARTLY, one.record, note=note) for one in facts.bodies), NO_DATA)


def reports_to_council(facts: Facts, day: date) -> Verdict:
    held = [one for one in facts.council_reports if one.day and one.day <= day]
    latest = max(held, key=lambda one: one.day or day, default=None)
    if latest is None or latest.day is None:
        return NO_DATA
    return within(latest.day, COUNCIL_REPORT_YEARS, day, latest, Answer.PARTLY)


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """Of several councils or coordinators, the one that answers best."""
    order = list(Answer)
    return min(verdicts, key=lambda one: order.index(one.answer), default=NO_DATA)

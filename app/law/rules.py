"""Lag (2023:196) as a self-check: facts about a municipality on a day become an answer.

Never a decision on compliance. No data is never a no: where the register does not know, it says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.clock import months_after
from app.evidence import Answer, Record
from app.law.facts import Coordinator, Council, Facts, OwnAgreement, Picture, Plan

TWO_YEARS = 24


@dataclass(frozen=True)
class Verdict:
    """The answer, the records it rests on, and the last day that it holds, where one is known."""

    answer: Answer
    evidence: tuple[Record, ...] = ()
    until: date | None = None
    note: str | None = None


Rule = Callable[[Facts, date], Verdict]

NO_DATA = Verdict(Answer.NO_DATA)
NO_PICTURE = "planen anger ingen lägesbild"
BEST_FIRST = (Answer.FULFILLED, Answer.PARTLY, Answer.NO_DATA, Answer.NOT_FULFILLED)


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


def latest_plan(facts: Facts, day: date) -> Plan | None:
    """The one decided last; of those that have run out only when there is no other."""
    decided = [one for one in facts.plans if one.decided_on and one.decided_on <= day]
    in_force = [one for one in decided if not has_run_out(one, day)]
    return max(in_force or decided, key=lambda one: one.decided_on or day, default=None)


def has_run_out(plan: Plan, day: date) -> bool:
    return plan.valid_to is not None and plan.valid_to < day


def current_plan(facts: Facts, day: date) -> Plan | None:
    plan = latest_plan(facts, day)
    return None if plan is None or has_run_out(plan, day) else plan


def within(started: Record, months: int, day: date, late: Answer) -> Verdict:
    """A clock that the record's day starts: the same calendar day is still in time."""
    if started.day is None:
        return NO_DATA
    end = months_after(started.day, months)
    return Verdict(Answer.FULFILLED if day <= end else late, (started,), end)


def picture_exists(facts: Facts, day: date) -> Verdict:
    picture = latest_picture(facts, day)
    return Verdict(Answer.FULFILLED, (picture.record,)) if picture else NO_DATA


def picture_maps_crime(facts: Facts, day: date) -> Verdict:
    return _picture_has(facts, day, lambda one: one.mapping)


def picture_has_other_information(facts: Facts, day: date) -> Verdict:
    return _picture_has(facts, day, lambda one: [one.other_information])


def picture_has_analysis(facts: Facts, day: date) -> Verdict:
    return _picture_has(facts, day, lambda one: [one.analysis])


def _picture_has(
    facts: Facts, day: date, flags: Callable[[Picture], Iterable[bool | None]]
) -> Verdict:
    picture = latest_picture(facts, day)
    return Verdict(together(flags(picture)), (picture.record,)) if picture else NO_DATA


def picture_updated(facts: Facts, day: date) -> Verdict:
    picture = latest_picture(facts, day)
    if picture is None:
        return NO_DATA
    if picture.made_on is None:
        return _unclear(picture.record, "dagen då lägesbilden gjordes är okänd")
    made = replace(picture.record, day=picture.made_on)
    return within(made, TWO_YEARS, day, Answer.NOT_FULFILLED)


def plan_decided(facts: Facts, day: date) -> Verdict:
    plan = latest_plan(facts, day)
    if plan is None:
        undated = (one.record for one in facts.plans if one.decided_on is None)
        return _unclear(next(undated, None), "planens beslutsdag är okänd")
    evidence = (plan.record,)
    if has_run_out(plan, day):
        note = f"planen gällde till och med {plan.valid_to}; ingen senare är registrerad"
        return Verdict(Answer.PARTLY, evidence, note=note)
    if plan.decided_by and plan.measures:
        return Verdict(Answer.FULFILLED, evidence, plan.valid_to)
    lacking = "beslutande organ" if not plan.decided_by else "åtgärder"
    return Verdict(Answer.PARTLY, evidence, note=f"uppgift om {lacking} saknas")


def plan_rests_on_picture(facts: Facts, day: date) -> Verdict:
    plan = current_plan(facts, day)
    if plan is None or plan.decided_on is None:
        return NO_DATA
    if plan.picture is None:
        hidden = "lägesbilden som planen anger får du inte läsa"
        return _unclear(plan.record, hidden if plan.names_picture else NO_PICTURE)
    if plan.picture.day is None:
        note = "dagen då lägesbilden gjordes är okänd"
        return Verdict(Answer.NO_DATA, (plan.record, plan.picture), note=note)
    earlier = plan.picture.day <= plan.decided_on
    answer = Answer.FULFILLED if earlier else Answer.NOT_FULFILLED
    return Verdict(answer, (plan.record, plan.picture))


def plan_followed_up(facts: Facts, day: date) -> Verdict:
    """A plan that is younger than two years needs no follow-up yet."""
    plan = latest_plan(facts, day)
    if plan is None or plan.decided_on is None:
        return NO_DATA
    if has_run_out(plan, day):
        return _unclear(plan.record, f"planen gällde till och med {plan.valid_to}")
    decided = replace(plan.record, day=plan.decided_on)
    followed_up = plan.followed_up
    if followed_up is None or followed_up.day is None or followed_up.day < plan.decided_on:
        return within(decided, TWO_YEARS, day, Answer.NOT_FULFILLED)
    clock = within(followed_up, TWO_YEARS, day, Answer.NOT_FULFILLED)
    return replace(clock, evidence=(followed_up, decided))


def plan_is_integrated(facts: Facts, day: date) -> Verdict:
    plan = current_plan(facts, day)
    if plan is None or not plan.other_planning:
        return NO_DATA
    return Verdict(Answer.FULFILLED, (plan.record,))


def own_agreement(facts: Facts, _day: date) -> Verdict:
    """To work for one is enough: what is under way shows an effort."""
    valid = _valid(facts)
    if valid:
        return Verdict(Answer.FULFILLED, _records(valid), _last_day(valid))
    doubtful = [one for one in facts.agreements if one.validity == "unknown"]
    if doubtful:
        return Verdict(Answer.NO_DATA, _records(doubtful), note="oklart om överenskommelsen gäller")
    if facts.sought:
        note = "ingen gäller ännu; en som är på väg visar att kommunen verkar för det"
        return Verdict(Answer.FULFILLED, tuple(facts.sought), note=note)
    return NO_DATA


def agreements_state_what(facts: Facts, _day: date) -> Verdict:
    """What was registered afterwards may leave something out: that is no data."""
    valid = _valid(facts)
    lacking = [one for one in valid if not (one.states_purposes and one.states_areas)]
    if not lacking:
        return Verdict(Answer.FULFILLED, _records(valid)) if valid else NO_DATA
    answer = Answer.PARTLY if len(lacking) < len(valid) else Answer.NO_DATA
    return Verdict(answer, _records(lacking), note="syften eller områden saknas i registret")


def _valid(facts: Facts) -> list[OwnAgreement]:
    return [one for one in facts.agreements if one.validity == "yes"]


def _records(agreements: Iterable[OwnAgreement]) -> tuple[Record, ...]:
    return tuple(one.record for one in agreements)


def _last_day(agreements: Iterable[OwnAgreement]) -> date | None:
    """That of the agreement that holds longest; None where one has no last day."""
    days = [one.last_day for one in agreements]
    known = [one for one in days if one is not None]
    return max(known) if len(known) == len(days) else None


def council_has_others(facts: Facts, _day: date) -> Verdict:
    return _council_is(facts, _has_external_member)


def council_is_led(facts: Facts, _day: date) -> Verdict:
    return _council_is(facts, lambda one: [one.led_by_municipality])


def others_have_leading_positions(facts: Facts, _day: date) -> Verdict:
    return _council_is(facts, _leading_positions)


def _council_is(facts: Facts, flags: Callable[[Council], Iterable[bool | None]]) -> Verdict:
    return _best(Verdict(together(flags(one)), (one.record,)) for one in facts.councils)


def _has_external_member(council: Council) -> list[bool]:
    return [any(one.is_external for one in council.members)] if council.members else []


def _leading_positions(council: Council) -> list[bool | None]:
    return [one.leading for one in council.members if one.is_external]


def coordinator_exists(facts: Facts, _day: date) -> Verdict:
    found = facts.coordinators
    if not found:
        return NO_DATA
    days = [one.valid_to for one in found if one.valid_to is not None]
    until = max(days) if len(days) == len(found) else None
    return Verdict(Answer.FULFILLED, tuple(one.record for one in found), until)


def coordinates(facts: Facts, _day: date) -> Verdict:
    return _coordinator_is(facts, lambda one: one.supports)


def is_contact(facts: Facts, _day: date) -> Verdict:
    return _coordinator_is(facts, lambda one: one.is_contact)


def _coordinator_is(facts: Facts, flag: Callable[[Coordinator], bool | None]) -> Verdict:
    return _best(Verdict(together([flag(one)]), (one.record,)) for one in facts.coordinators)


def informs_residents(facts: Facts, day: date) -> Verdict:
    """A link alone says that there is information; a day says when."""
    for one in facts.coordinators:
        if one.information_link or (one.informed_on and one.informed_on <= day):
            return Verdict(Answer.FULFILLED, (replace(one.record, day=one.informed_on),))
    return NO_DATA


def body_leads(facts: Facts, _day: date) -> Verdict:
    for one in facts.bodies:
        if one.is_executive_board or one.decision:
            return Verdict(Answer.FULFILLED, (one.record,))
    note = "uppgift om kommunfullmäktiges beslut saknas"
    undecided = (Verdict(Answer.PARTLY, (one.record,), note=note) for one in facts.bodies)
    return next(undecided, NO_DATA)


def reports_to_council(facts: Facts, day: date) -> Verdict:
    held = [one for one in facts.council_reports if one.day and one.day <= day]
    latest = max(held, key=lambda one: one.day or day, default=None)
    if latest is None:
        return NO_DATA
    return within(latest, facts.council_report_months, day, Answer.PARTLY)


def gives_a_right(_facts: Facts, _day: date) -> Verdict:
    return Verdict(Answer.NOT_APPLICABLE, note="lagen ger en möjlighet och ställer inget krav")


def _unclear(record: Record | None, note: str) -> Verdict:
    return Verdict(Answer.NO_DATA, (record,), note=note) if record else NO_DATA


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """Of several councils or coordinators, the one that answers best; no only if none may be."""
    return min(verdicts, key=lambda one: BEST_FIRST.index(one.answer), default=NO_DATA)

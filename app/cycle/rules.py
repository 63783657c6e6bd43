"""The completion tests of the steps: facts about a collaboration on a day become an answer.

Silence is no data. It was not done only where the register says so: an unsigned draft, a goal that
is judged not to be SMART, or a day that is later than the one asked about.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from app.cycle.facts import (
    Area,
    Collaboration,
    Goal,
    Measure,
    Paper,
    Party,
    Picture,
    Promise,
    Terms,
)
from app.evidence import Record
from app.models.commitments import Signing
from app.models.follow_ups import FollowUpKind
from app.models.measures import Progress


class Answer(StrEnum):
    DONE = "done"
    NOT_DONE = "notDone"
    NO_DATA = "noData"


@dataclass(frozen=True)
class Verdict:
    """The answer, the records it rests on, and the names of what still lacks it."""

    answer: Answer
    evidence: tuple[Record, ...] = ()
    lacking: tuple[str, ...] = ()


Rule = Callable[[Collaboration, date], Verdict]
Noted: TypeAlias = Picture | Promise

NO_DATA = Verdict(Answer.NO_DATA)


def by_day(events: Iterable[Record], day: date) -> Verdict:
    """Of what happened on their days: done by then, the latest shown; or known to come later.

    What has no day did happen, at some time that nobody has noted.
    """
    known = list(events)
    done = [one for one in known if one.day is None or one.day <= day]
    if done:
        return Verdict(Answer.DONE, (max(done, key=lambda one: one.day or date.min),))
    if known:
        return Verdict(Answer.NOT_DONE, (min(known, key=lambda one: one.day or date.max),))
    return NO_DATA


def together(answers: Iterable[Answer]) -> Answer:
    """Done when all are, not done when one is known not to be."""
    given = set(answers)
    if Answer.NOT_DONE in given:
        return Answer.NOT_DONE
    return Answer.DONE if given == {Answer.DONE} else Answer.NO_DATA


def signed(paper: Paper, day: date) -> Verdict:
    """Where the day of signing is not known, what holds by then has been signed."""
    evidence = (replace(paper.record, day=paper.signed_on),)
    if paper.signing is Signing.UNSIGNED:
        return Verdict(Answer.NOT_DONE, evidence)
    if paper.signing is Signing.PROPOSED:
        return Verdict(Answer.NO_DATA, evidence)
    if paper.signed_on is not None:
        return Verdict(Answer.DONE if paper.signed_on <= day else Answer.NOT_DONE, evidence)
    begun = paper.begins_on is None or paper.begins_on <= day
    return Verdict(Answer.DONE if begun else Answer.NO_DATA, evidence)


def agreement_signed(one: Collaboration, day: date) -> Verdict:
    return signed(one.agreement, day)


def jointly_decided(one: Collaboration, day: date) -> Verdict:
    """By the police and the municipality's leadership, who sign part one or what stands over it."""
    decisions = [paper for paper in one.papers if _is_joint_decision(paper)]
    return _best(signed(paper, day) for paper in decisions)


def _is_joint_decision(paper: Terms) -> bool:
    both = any(party.is_police for party in paper.parties) and any(
        party.leads for party in paper.parties
    )
    return both and paper.has_part_one is not False


def roles_named(one: Collaboration, _day: date) -> Verdict:
    return _said(paper.record for paper in one.papers if paper.names_roles)


def organisation_named(one: Collaboration, _day: date) -> Verdict:
    return _said(paper.record for paper in one.papers if paper.names_forums)


def communication_led(one: Collaboration, _day: date) -> Verdict:
    return _said(one.communicators)


def follow_up_planned(one: Collaboration, _day: date) -> Verdict:
    papers = [*one.papers, *one.promises]
    return _said(paper.record for paper in papers if paper.plans_follow_up)


def own_pictures_made(one: Collaboration, day: date) -> Verdict:
    parties = one.agreement.parties
    found = {party: _own_picture(one, party, day) for party in parties}
    evidence = tuple(dict.fromkeys(made.record for made in found.values() if made))
    lacking = tuple(party.name for party, made in found.items() if made is None)
    answer = Answer.DONE if parties and not lacking else Answer.NO_DATA
    return Verdict(answer, evidence, lacking)


def _own_picture(one: Collaboration, party: Party, day: date) -> Picture | None:
    own = [
        picture
        for picture in one.pictures
        if _is_own(picture, party) and (picture.record.day or day) <= day
    ]
    return max(own, key=lambda picture: picture.record.day or date.min, default=None)


def _is_own(picture: Picture, party: Party) -> bool:
    """Where nobody is said to have made it, it is the municipality's that it covers."""
    if picture.is_joint:
        return False
    if picture.made_by_id is not None:
        return picture.made_by_id == party.actor_id
    return party.is_municipality and party.municipality_code in picture.municipality_codes


def heard(day_of: Callable[[Noted], date | None]) -> Rule:
    """A dialogue, noted with a picture or with a promise."""

    def rule(one: Collaboration, day: date) -> Verdict:
        found: list[Noted] = [*one.pictures, *one.promises]
        return _noted([(noted.record, day_of(noted)) for noted in found], day)

    return rule


def management_informed(one: Collaboration, day: date) -> Verdict:
    """The parties' management sits in the steering group, and signs the agreement."""
    met = by_day(one.steering_meetings, day)
    known = signed(one.agreement, day)
    if met.answer is Answer.DONE or known.answer is not Answer.DONE:
        return met
    return known


def joint_picture_made(one: Collaboration, day: date) -> Verdict:
    joint = [made.record for made in one.pictures if made.is_joint]
    return _said(record for record in joint if (record.day or day) <= day)


def problems_prioritised(one: Collaboration, _day: date) -> Verdict:
    return _in_every_area(one, lambda area: _known(area.has_grounds))


def causes_analysed(one: Collaboration, day: date) -> Verdict:
    def analysed(area: Area) -> Answer:
        if any(when is None or when <= day for when in area.caused_on):
            return Answer.DONE
        return Answer.NOT_DONE if area.caused_on else Answer.NO_DATA

    return _in_every_area(one, analysed)


def goals_set(one: Collaboration, _day: date) -> Verdict:
    return _in_every_area(one, lambda area: _best_goal(area.goals))


def _best_goal(goals: Iterable[Goal]) -> Answer:
    """SMART when all five marks are yes; a no is known, and a missing mark is not."""
    answers = [_smart(goal) for goal in goals]
    order = (Answer.DONE, Answer.NO_DATA, Answer.NOT_DONE)
    return min(answers, key=order.index, default=Answer.NO_DATA)


def _smart(goal: Goal) -> Answer:
    return together(
        Answer.NO_DATA if mark is None else Answer.DONE if mark else Answer.NOT_DONE
        for mark in goal.marks
    )


def measures_chosen(one: Collaboration, _day: date) -> Verdict:
    met = {
        measure.area_id
        for measure in one.measures
        if measure.meets_cause and measure.progress is not Progress.CANCELLED
    }
    return _in_every_area(one, lambda area: _known(area.record.id in met))


def plan_adopted(one: Collaboration, day: date) -> Verdict:
    """A plan that has no day yet has not been said to be adopted."""
    plans = [plan.record for plan in one.plans if plan.by_steering_group and plan.record.day]
    return by_day(plans, day)


def promise_given(one: Collaboration, day: date) -> Verdict:
    return _best(signed(promise, day) for promise in one.promises)


def measures_carried_out(one: Collaboration, day: date) -> Verdict:
    wanted = [found for found in one.measures if found.progress is not Progress.CANCELLED]
    return _of_each({found.record: _carried_out(found, day) for found in wanted})


def _carried_out(measure: Measure, day: date) -> Answer:
    """What should have been over and is still called planned or ongoing may well be done."""
    if measure.starts_on is not None and measure.starts_on > day:
        return Answer.NOT_DONE
    if measure.progress is Progress.DONE:
        return Answer.DONE
    overdue = measure.ends_on is not None and measure.ends_on < day
    return Answer.NO_DATA if measure.progress is None or overdue else Answer.NOT_DONE


def measures_documented(one: Collaboration, day: date) -> Verdict:
    """By a note of its own, or by a follow-up of it or of what it belongs to."""
    held = [found for found in one.follow_ups if (found.record.day or day) <= day]
    followed = {found.subject_id for found in held}
    done = [found for found in one.measures if _is_done(found, day)]

    def documented(found: Measure) -> Answer:
        belongs = {found.record.id, found.area_id, found.plan_id, one.id}
        return _known(found.is_noted or bool(belongs & followed))

    return _of_each({found.record: documented(found) for found in done})


def _is_done(measure: Measure, day: date) -> bool:
    return measure.progress is Progress.DONE and _carried_out(measure, day) is Answer.DONE


def followed_up(kind: FollowUpKind) -> Rule:
    def rule(one: Collaboration, day: date) -> Verdict:
        return by_day((found.record for found in one.follow_ups if found.kind is kind), day)

    return rule


def reported_to_steering_group(one: Collaboration, day: date) -> Verdict:
    """A report without a day has been made; one that nobody has noted has not been said to be."""
    reported = [
        replace(found.record, day=found.reported_on or found.record.day)
        for found in one.follow_ups
        if found.to_steering_group
    ]
    return by_day(reported, day)


def fed_back(one: Collaboration, day: date) -> Verdict:
    return _noted([(promise.record, promise.fed_back_on) for promise in one.promises], day)


def _noted(held: Iterable[tuple[Record, date | None]], day: date) -> Verdict:
    """By the days that are noted with the records; where none is, that is no data."""
    return by_day((replace(record, day=when) for record, when in held if when), day)


def _said(records: Iterable[Record]) -> Verdict:
    """Said somewhere is said; the first that says it is shown."""
    found = next(iter(records), None)
    return NO_DATA if found is None else Verdict(Answer.DONE, (found,))


def _known(fact: bool) -> Answer:
    return Answer.DONE if fact else Answer.NO_DATA


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """One that is done is enough; where one is not known, it may be it."""
    order = (Answer.DONE, Answer.NO_DATA, Answer.NOT_DONE)
    return min(verdicts, key=lambda one: order.index(one.answer), default=NO_DATA)


def _in_every_area(one: Collaboration, answer: Callable[[Area], Answer]) -> Verdict:
    """Of the areas that are worked on; what is said of an area holds for those inside it."""
    answers: dict[UUID | None, Answer] = {area.record.id: answer(area) for area in one.areas}
    headings = {area.parent_id for area in one.areas}
    worked_on = [area for area in one.areas if area.record.id not in headings]
    return _of_each({area.record: _own_or_inherited(area, answers) for area in worked_on})


def _own_or_inherited(area: Area, answers: Mapping[UUID | None, Answer]) -> Answer:
    own, above = answers[area.record.id], answers.get(area.parent_id, Answer.NO_DATA)
    return min(own, above, key=list(Answer).index)


def _of_each(answers: dict[Record, Answer]) -> Verdict:
    """All must be; those that lack it are named."""
    lacking = tuple(one.label for one, answer in answers.items() if answer is not Answer.DONE)
    return Verdict(together(answers.values()), tuple(answers), lacking)

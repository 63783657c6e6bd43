"""Q06-Q12: what is worked against, why, towards which goals and by which measures."""

from collections.abc import Callable, Iterator
from datetime import date

from app.quality.facts import Area, Facts
from app.quality.rules_of_agreement import NO_AREAS
from app.quality.verdicts import (
    Answer,
    Verdict,
    names,
    no_data,
    not_assessable,
    of_those,
    records_of,
)

NO_MEASURES = "Inga åtgärder är registrerade."
SMART = 5


def for_a_reviewer(facts: Facts, _day: date) -> Verdict:
    reason = "Det går inte att avgöra ur registrets uppgifter; en granskare bedömer det."
    return not_assessable(reason, records_of(facts.areas) or [facts.record])


def grounds_recorded(facts: Facts, _day: date) -> Verdict:
    return _of_areas(facts, "Grund för prioriteringen", lambda area: area.has_grounds)


def causes_analysed(facts: Facts, _day: date) -> Verdict:
    return _of_areas(facts, "Orsaksanalys", lambda area: area.causes > 0)


def _of_areas(facts: Facts, what: str, has: Callable[[Area], bool]) -> Verdict:
    """Of an area with parts the parts are asked about; what is said of the whole holds for them."""
    if not facts.areas:
        return no_data(NO_AREAS, [facts.record])
    known = {one.record.id: any(map(has, _lineage(facts, one))) for one in _leaves(facts)}
    having, lacking = (
        [one.record for one in facts.areas if known.get(one.record.id) is answer]
        for answer in (True, False)
    )
    return of_those(what, "områden", having, lacking)


def _leaves(facts: Facts) -> list[Area]:
    wholes = {one.parent_id for one in facts.areas}
    return [one for one in facts.areas if one.record.id not in wholes] or facts.areas


def _lineage(facts: Facts, area: Area) -> Iterator[Area]:
    """The area and those that it is a part of, also where the parts go round in a ring."""
    yield area
    if area.parent_id is None:
        return
    by_id = {one.record.id: one for one in facts.areas if one is not area}
    above = by_id.pop(area.parent_id, None)
    while above is not None:
        yield above
        above = by_id.pop(above.parent_id, None) if above.parent_id else None


def goals_measurable(facts: Facts, _day: date) -> Verdict:
    """What somebody has marked of each goal: the marks are judged, not the words."""
    goals = [marks for area in facts.areas for marks in area.goals]
    evidence = records_of(facts.areas)
    if not goals:
        return no_data("Inga mål är registrerade för områdena.", evidence or [facts.record])
    marks = [mark for one in goals for mark in one]
    yes, no = marks.count(True), marks.count(False)
    leaves = _leaves(facts)
    without = [one.record for one in leaves if not any(up.goals for up in _lineage(facts, one))]
    reason = (
        f"Av {SMART * len(goals)} SMART-märkningar i {len(goals)} mål är {yes} ja, {no} nej och "
        f"{len(marks) - yes - no} inte gjorda."
    )
    if without:
        reason += f" Områden utan eget mål: {names(without)}."
    answer = _of_marks(yes, no, len(marks))
    if answer is Answer.MET and without:
        answer = Answer.PARTLY
    return Verdict(answer, reason, evidence)


def _of_marks(yes: int, no: int, whole: int) -> Answer:
    if yes == whole:
        return Answer.MET
    if no == whole:
        return Answer.NOT_MET
    return Answer.PARTLY if yes else Answer.NO_DATA


def measures_meet_causes(facts: Facts, _day: date) -> Verdict:
    """A measure without a cause is better than none, and so is partly what is asked for."""
    if not facts.areas:
        return no_data(NO_AREAS, [facts.record])
    tied = {one.area_id for one in facts.measures if one.meets_cause}
    worked_on = {one.area_id for one in facts.measures}
    found = _of_areas(facts, "Åtgärd mot en orsak", lambda area: area.record.id in tied)
    if found.answer is not Answer.NO_DATA:
        return found
    with_any = [one.record for one in facts.areas if one.record.id in worked_on]
    if not with_any:
        return found
    reason = f"{found.reason} Åtgärder, men inte knutna till en orsak, finns för {names(with_any)}."
    return Verdict(Answer.PARTLY, reason, found.evidence)


def methods_have_areas(facts: Facts, _day: date) -> Verdict:
    """That a method stands without an area is known, and no gap in what is known."""
    using = [one for one in facts.measures if one.names_method]
    if not using:
        return no_data("Ingen åtgärd som anger en metod är registrerad.", [facts.record])
    stray = [one.record for one in using if one.area_id is None]
    reason = f"Antal åtgärder med metod: {len(using)}, varav {len(stray)} utan område."
    if not stray:
        return Verdict(Answer.MET, reason, records_of(using))
    answer = Answer.NOT_MET if len(stray) == len(using) else Answer.PARTLY
    return Verdict(answer, f"{reason} Utan område: {names(stray)}.", tuple(stray))


def measures_have_somebody_and_a_time(facts: Facts, _day: date) -> Verdict:
    measures = facts.measures
    if not measures:
        return no_data(NO_MEASURES, [facts.record])
    whole = [one.record for one in measures if one.has_responsible and one.has_time]
    half = [one.record for one in measures if one.has_responsible != one.has_time]
    rest = [one.record for one in measures if not (one.has_responsible or one.has_time)]
    found = of_those("Både ansvarig och tid", "åtgärder", whole, [*half, *rest])
    if not half:
        return found
    only = f"{found.reason} Bara det ena finns för {names(half)}."
    return Verdict(Answer.PARTLY, only, found.evidence)

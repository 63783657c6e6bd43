"""The figures that every municipality is asked about: the law's verdicts, and what they leave."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.evidence import Answer
from app.law.facts import Facts
from app.law.rules import Verdict, current_plan
from app.queries.annual_report_county import meetings_held
from app.queries.annual_report_municipal import (
    areas_of_municipalities,
    coordinators_to_come,
    municipalities_followed_up,
    pictures_to_come,
)
from app.report_form import Measure, measures_on
from workers.annual_report.areas import Areas
from workers.annual_report.figures import grouped
from workers.annual_report.indicators import Figure, Verdicts, counted
from workers.annual_report.scope import ReportScope

HALF_TIME = 50


@dataclass(frozen=True)
class Ground:
    """What is known beside the facts: codes of municipalities, keys of forums and areas."""

    day: date
    coordinators_to_come: set[str | None]
    pictures_to_come: set[str]
    followed_up: set[str]
    met: set[UUID]
    areas: Mapping[str, Sequence[UUID]]
    analysed: set[UUID]


Judge: TypeAlias = Callable[[Facts, Ground], Answer]


def municipal_figures(
    session: Session, scope: ReportScope, facts: Sequence[Facts], verdicts: Verdicts, areas: Areas
) -> list[Figure]:
    ground = _ground(session, scope, areas)
    by_law = [one for one in measures_on(scope.as_of) if one.requirement]
    return [
        *(_by_law(one, facts, verdicts, ground) for one in by_law),
        *(
            counted(measure, {one.name: judge(one, ground) for one in facts})
            for measure, judge in OTHERS.items()
        ),
    ]


def _ground(session: Session, scope: ReportScope, areas: Areas) -> Ground:
    asked = scope.parameters
    return Ground(
        day=scope.as_of,
        coordinators_to_come=set(session.scalars(coordinators_to_come(), asked)),
        pictures_to_come=set(session.scalars(pictures_to_come(), asked)),
        followed_up=set(session.scalars(municipalities_followed_up(), asked)),
        met={forum for forum, _ in session.execute(meetings_held(), asked)},
        areas=grouped(session.execute(areas_of_municipalities(), asked)),
        analysed=areas.analysed,
    )


def _by_law(measure: Measure, facts: Sequence[Facts], verdicts: Verdicts, ground: Ground) -> Figure:
    given = verdicts.get(str(measure.requirement), {})
    asked = [one for one in facts if one.name in given]
    under_way = UNDER_WAY.get(measure.id)
    if under_way is None:
        return counted(measure.id, {one.name: given[one.name].answer for one in asked})
    return counted(measure.id, {one.name: under_way(one, given[one.name], ground) for one in asked})


def _coordinated(facts: Facts, verdict: Verdict, ground: Ground) -> Answer:
    to_come = facts.code in ground.coordinators_to_come
    return Answer.PARTLY if verdict.answer is Answer.NO_DATA and to_come else verdict.answer


def _pictured(facts: Facts, verdict: Verdict, ground: Ground) -> Answer:
    """A picture without a day may be one that is still being made."""
    if any(one.day for one in verdict.evidence):
        return verdict.answer
    is_under_way = verdict.evidence or facts.code in ground.pictures_to_come
    return Answer.PARTLY if is_under_way else verdict.answer


def _planned(facts: Facts, verdict: Verdict, ground: Ground) -> Answer:
    """What the law finds lacking in a plan does not undo that it was decided."""
    if current_plan(facts, ground.day) is not None:
        return Answer.FULFILLED
    return Answer.PARTLY if facts.plans else verdict.answer


# The law knows no "under way", which the report asks about.
UNDER_WAY: dict[str, Callable[[Facts, Verdict, Ground], Answer]] = {
    "I01": _coordinated,
    "I03": _pictured,
    "I05": _planned,
}


def _half_time(facts: Facts, _ground: Ground) -> Answer:
    """The best of a municipality's coordinators; unknown where none says its share."""
    known = [one.percent for one in facts.coordinators if one.percent is not None]
    if not known:
        return Answer.NO_DATA
    return Answer.FULFILLED if max(known) > HALF_TIME else Answer.NOT_FULFILLED


def _analysed(facts: Facts, ground: Ground) -> Answer:
    """All, some or none of its areas; that no cause is registered is not that none was sought."""
    areas = ground.areas.get(facts.code, ())
    having = [key for key in areas if key in ground.analysed]
    if not having:
        return Answer.NO_DATA
    return Answer.FULFILLED if len(having) == len(areas) else Answer.PARTLY


def _followed_up(facts: Facts, ground: Ground) -> Answer:
    return Answer.FULFILLED if facts.code in ground.followed_up else Answer.NO_DATA


def _agreed(facts: Facts, _ground: Ground) -> Answer:
    if any(one.validity == "yes" for one in facts.agreements):
        return Answer.FULFILLED
    doubtful = any(one.validity == "unknown" for one in facts.agreements)
    return Answer.PARTLY if facts.sought and not doubtful else Answer.NO_DATA


def _met(facts: Facts, ground: Ground) -> Answer:
    is_known = any(one.record.id in ground.met for one in facts.councils)
    return Answer.FULFILLED if is_known else Answer.NO_DATA


OTHERS: dict[str, Judge] = {
    "I02": _half_time,
    "I04": _analysed,
    "I07": _followed_up,
    "I08c": _agreed,
    "I09d": _met,
}

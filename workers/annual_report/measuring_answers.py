"""The figures that rest on what municipalities and local police areas say of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from app.evidence import Answer
from app.law.facts import Facts
from app.models import IndicatorAnswer
from app.models.actors import ActorKind
from app.models.functions import FunctionKind
from app.models.indicator_answers import AskedIndicator, StrategyAnswer
from app.queries.annual_report_answers import indicators_answered, local_police_areas
from app.queries.annual_report_county import functions_in
from workers.annual_report.figures import number
from workers.annual_report.grants import GrantState, granted_in_all, grants_of, in_state
from workers.annual_report.indicators import Figure, counted
from workers.annual_report.measuring_municipalities import HALF_TIME
from workers.annual_report.scope import ReportScope

PREVENTIVE = (FunctionKind.MUNICIPAL_POLICE_OFFICER, FunctionKind.PREVENTION_OFFICER)
STRATEGY = {
    StrategyAnswer.YES: Answer.FULFILLED,
    StrategyAnswer.PARTLY: Answer.PARTLY,
    StrategyAnswer.NO: Answer.NOT_FULFILLED,
}


@dataclass(frozen=True)
class Given:
    """An answer with who gave it: a municipality's code, or None for a local police area."""

    row: IndicatorAnswer
    municipality: str | None


def answer_figures(session: Session, scope: ReportScope, facts: Sequence[Facts]) -> list[Figure]:
    asked = scope.parameters
    areas = dict(session.execute(local_police_areas(), asked).all())
    given = [
        Given(row, code if kind is ActorKind.MUNICIPALITY else None)
        for row, _, kind, code, _ in session.execute(indicators_answered(), asked)
    ]
    return [
        _half_time(session, scope, areas),
        _strategy(given, areas),
        *(
            _scale(one, given, areas, facts)
            for one in (AskedIndicator.COOPERATION, AskedIndicator.SUPPORT)
        ),
        _grants(session, scope),
    ]


def _half_time(session: Session, scope: ReportScope, areas: dict[UUID, str]) -> Figure:
    """The best of an area's functions for prevention; unknown where none says its share."""
    known: dict[UUID, int] = {}
    for row, *_ in session.execute(functions_in(), scope.parameters):
        if row.kind in PREVENTIVE and row.percent_of_full_time is not None:
            best = max(known.get(row.actor_id, 0), row.percent_of_full_time)
            known[row.actor_id] = best
    return _of_areas("I02b", areas, {key: _is_more(percent) for key, percent in known.items()})


def _is_more(percent: int) -> Answer:
    return Answer.FULFILLED if percent > HALF_TIME else Answer.NOT_FULFILLED


def _strategy(given: Sequence[Given], areas: dict[UUID, str]) -> Figure:
    answers = {
        one.row.actor_id: STRATEGY[one.row.answer]
        for one in given
        if one.row.indicator is AskedIndicator.STRATEGY and one.row.answer is not None
    }
    return _of_areas("I12", areas, answers)


def _of_areas(id: str, areas: dict[UUID, str], answers: dict[UUID, Answer]) -> Figure:
    """Two areas of the same name are two, so the keys are what is counted."""
    by_key = {str(key): answers.get(key, Answer.NO_DATA) for key in areas}
    figure = counted(id, by_key)
    names = {str(key): name for key, name in areas.items()}
    return replace(figure, missing=tuple(names[key] for key in figure.missing or ()))


def _scale(
    indicator: AskedIndicator,
    given: Sequence[Given],
    areas: dict[UUID, str],
    facts: Sequence[Facts],
) -> Figure:
    """How many answered, of all municipalities and local police areas; and their mean."""
    homes = {one.code for one in facts}
    found = [
        one
        for one in given
        if one.row.indicator is indicator
        and (one.municipality in homes or one.row.actor_id in areas)
    ]
    codes = {one.municipality for one in found}
    keys = {one.row.actor_id for one in found}
    missing = [one.name for one in facts if one.code not in codes]
    missing += [name for key, name in areas.items() if key not in keys]
    whole = len(facts) + len(areas)
    grades = [one.row.grade for one in found if one.row.grade is not None]
    return Figure(
        indicator.value,
        whole - len(missing),
        whole,
        missing=tuple(missing),
        note=_mean(grades) if grades else None,
    )


def _mean(grades: Sequence[int]) -> str:
    mean = (Decimal(sum(grades)) / len(grades)).quantize(Decimal("0.1"))
    return f"medelvärde {number(mean)}"


def _grants(session: Session, scope: ReportScope) -> Figure:
    """Nothing registered is no data: that nobody applied is something else."""
    grants = grants_of(session, scope)
    amount = granted_in_all(grants)
    return Figure(
        "I25",
        len(in_state(grants, GrantState.GRANTED)) if grants else None,
        len(grants),
        no=len(in_state(grants, GrantState.REFUSED)) if grants else None,
        missing=tuple(one.row.title for one in in_state(grants, GrantState.UNKNOWN)),
        note=None if amount is None else f"beviljat belopp: {amount} kr",
    )

"""A figure of the summary: n of N, with partly, no and the missing apart; and those of the law."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.evidence import Answer
from app.law.facts import Facts
from app.law.requirements import Requirement, requirements_on, verdict
from app.report_form import LAW, Measure
from workers.annual_report.scope import ReportScope


@dataclass(frozen=True)
class Figure:
    """What was found for a measure of the form; `label` where the measure has one for each.

    `missing` names those without data; None where that cannot be asked.
    """

    id: str
    n: int | None
    of: int | None = None
    partly: int | None = None
    no: int | None = None
    missing: tuple[str, ...] | None = None
    label: str | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure with the section and words that it is shown by."""

    section: str
    label: str
    figure: Figure


def in_form(figures: Iterable[Figure], measures: Iterable[Measure]) -> Iterator[Indicator]:
    """As a form words them; it leaves out what it does not ask."""
    asked = {one.id: one for one in measures}
    for figure in figures:
        measure = asked.get(figure.id)
        if measure is not None:
            yield Indicator(measure.section, figure.label or measure.label, figure)


def law_indicators(facts: Sequence[Facts], scope: ReportScope) -> list[Indicator]:
    asked = [one for one in requirements_on(scope.as_of) if one.asks]
    return [_of_requirement(one, facts, scope) for one in asked]


def _of_requirement(
    requirement: Requirement, facts: Sequence[Facts], scope: ReportScope
) -> Indicator:
    """Those that the requirement does not yet apply to are not in N."""
    answers = {one.name: verdict(requirement, one, scope.as_of).answer for one in facts}
    asked = {name: one for name, one in answers.items() if one != Answer.NOT_APPLICABLE}
    given = list(asked.values())
    figure = Figure(
        id=requirement.id,
        n=given.count(Answer.FULFILLED) if asked else None,
        of=len(asked),
        partly=given.count(Answer.PARTLY) if asked else None,
        no=given.count(Answer.NOT_FULFILLED) if asked else None,
        missing=tuple(name for name, one in asked.items() if one == Answer.NO_DATA),
    )
    return Indicator(LAW, requirement.wording, figure)

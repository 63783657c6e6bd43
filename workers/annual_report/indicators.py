"""A figure of the summary: n of N, with partly, no and the missing apart; and those of the law."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from app.evidence import Answer
from app.law.facts import Facts
from app.law.requirements import Requirement, requirements_on, verdict
from app.law.rules import Verdict
from app.report_form import LAW, SECTIONS, Measure
from workers.annual_report.figures import grouped, share
from workers.annual_report.scope import ReportScope

# By requirement, then by the name of the municipality.
Verdicts: TypeAlias = Mapping[str, Mapping[str, Verdict]]


@dataclass(frozen=True)
class Figure:
    """What was found for a measure of the form; `label` where the measure has one for each.

    `missing` names those without data; None where that cannot be asked. `part` is a share that is
    not n of N. `key` is what it is called in every year, where the label tells the year.
    """

    id: str
    n: int | None
    of: int | None = None
    partly: int | None = None
    no: int | None = None
    missing: tuple[str, ...] | None = None
    label: str | None = None
    part: Decimal | None = None
    note: str | None = None
    key: str | None = None

    @property
    def is_known(self) -> bool:
        """Not where nobody's answer is: that none is known to be is not that none is."""
        nobody = self.missing is not None and len(self.missing) == self.of
        return self.n is not None and not nobody

    @property
    def share(self) -> Decimal | None:
        if self.part is not None:
            return self.part
        return share(self.n, self.of) if self.is_known else None


@dataclass(frozen=True)
class Indicator:
    """A figure with the section and words that it is shown by."""

    section: str
    label: str
    figure: Figure

    @property
    def key(self) -> tuple[str, str]:
        """The same in every year's report."""
        return (self.figure.id, self.figure.key or self.figure.label or "")


def in_form(figures: Iterable[Figure], measures: Iterable[Measure]) -> Iterator[Indicator]:
    """As a form words and orders them; what it asks and nothing is known of has no figure."""
    found = grouped((one.id, one) for one in figures)
    for measure in measures:
        for figure in found.get(measure.id, [Figure(measure.id, None)]):
            yield Indicator(measure.section, figure.label or measure.label, figure)


def in_sections(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Each section together, in the order of the summary."""
    return sorted(indicators, key=lambda one: SECTIONS.index(one.section))


def verdicts_on(facts: Sequence[Facts], scope: ReportScope) -> Verdicts:
    """Those that the requirement does not yet apply to are left out."""
    found = {
        requirement.id: {one.name: verdict(requirement, one, scope.as_of) for one in facts}
        for requirement in requirements_on(scope.as_of)
    }
    return {
        requirement: {
            name: one for name, one in given.items() if one.answer != Answer.NOT_APPLICABLE
        }
        for requirement, given in found.items()
    }


def law_indicators(verdicts: Verdicts, scope: ReportScope) -> list[Indicator]:
    asked = [one for one in requirements_on(scope.as_of) if one.asks]
    return [_of_requirement(one, verdicts) for one in asked]


def _of_requirement(requirement: Requirement, verdicts: Verdicts) -> Indicator:
    figure = answered(requirement.id, verdicts[requirement.id])
    return Indicator(LAW, requirement.wording, figure)


def answered(id: str, verdicts: Mapping[str, Verdict]) -> Figure:
    return counted(id, {name: one.answer for name, one in verdicts.items()})


def counted(id: str, answers: Mapping[str, Answer]) -> Figure:
    """By the name of whom was asked; nothing is counted where nobody was."""
    given = list(answers.values())
    return Figure(
        id=id,
        n=given.count(Answer.FULFILLED) if given else None,
        of=len(given),
        partly=given.count(Answer.PARTLY) if given else None,
        no=given.count(Answer.NOT_FULFILLED) if given else None,
        missing=tuple(name for name, one in answers.items() if one == Answer.NO_DATA),
    )

"""A figure of the summary: n of N, with partly, no and the missing apart; and those of the law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.evidence import Answer
from app.law.facts import Facts
from app.law.requirements import Requirement, requirements_on, verdict
from workers.annual_report import form
from workers.annual_report.scope import ReportScope


@dataclass(frozen=True)
class Indicator:
    """`missing` names those without data; None where that cannot be asked."""

    id: str
    section: str
    label: str
    n: int | None
    of: int | None = None
    partly: int | None = None
    no: int | None = None
    missing: tuple[str, ...] | None = None


def measured(
    id: str,
    n: int | None,
    of: int | None = None,
    *,
    partly: int | None = None,
    no: int | None = None,
    missing: Iterable[str] | None = None,
) -> Indicator:
    """A figure of the form, by its id there."""
    known = form.BY_ID[id]
    named = None if missing is None else tuple(missing)
    return Indicator(known.id, known.section, known.label, n, of, partly, no, named)


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
    return Indicator(
        id=requirement.id,
        section=form.LAW,
        label=requirement.wording,
        n=given.count(Answer.FULFILLED) if asked else None,
        of=len(asked),
        partly=given.count(Answer.PARTLY) if asked else None,
        no=given.count(Answer.NOT_FULFILLED) if asked else None,
        missing=tuple(name for name, one in asked.items() if one == Answer.NO_DATA),
    )

"""The figures of the summary: of what each rests on, once, in the order of the form."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Agreement, CitizenPromise
from app.models.commitments import Commitment
from app.models.measures import Progress
from app.queries.annual_report import commitments_held, counties_named
from app.queries.annual_report_follow_ups import follow_ups_counted
from app.queries.annual_report_work import areas_per_category, measures_held, methods_known
from app.report_form import measures_on
from workers.annual_report.areas import Areas, areas_of
from workers.annual_report.figures import grouped
from workers.annual_report.indicators import (
    Figure,
    Indicator,
    in_form,
    in_sections,
    law_indicators,
    verdicts_on,
)
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.measuring_answers import answer_figures
from workers.annual_report.measuring_county import county_figures
from workers.annual_report.measuring_municipalities import municipal_figures
from workers.annual_report.method_use import municipalities_using, uses_of_methods
from workers.annual_report.scope import ReportScope
from workers.annual_report.years import yearly_figures

C = TypeVar("C", bound=Commitment)


def indicators(session: Session, scope: ReportScope) -> list[Indicator]:
    """In the order of the summary."""
    facts = law_facts_of(session, scope)
    verdicts = verdicts_on(facts, scope)
    areas = areas_of(session, scope)
    figures = [
        *_agreements(session, scope),
        *municipal_figures(session, scope, facts, verdicts, areas),
        *_work(session, scope, areas),
        *answer_figures(session, scope, facts),
        *county_figures(session, scope, [one.name for one in facts]),
        *yearly_figures(session, scope),
        *_categories(session, scope),
        *_methods(session, scope, len(facts)),
    ]
    form = measures_on(scope.as_of)
    return in_sections([*in_form(figures, form), *law_indicators(verdicts, scope)])


def _agreements(session: Session, scope: ReportScope) -> list[Figure]:
    counties = grouped(session.execute(counties_named(), scope.parameters))
    agreements = _held(session, scope, Agreement)
    promises = _held(session, scope, CitizenPromise)
    return [
        _valid("I08", agreements),
        _across(agreements, counties),
        _valid("I22", promises),
        _fed_back([row for row, _ in promises], scope),
    ]


def _held(session: Session, scope: ReportScope, form_of: type[C]) -> list[tuple[C, str]]:
    found = session.execute(commitments_held(form_of), scope.parameters)
    return [(row, valid) for row, _, valid, _ in found]


def _valid(id: str, held: Sequence[tuple[Commitment, str]]) -> Figure:
    answers = Counter(answer for _, answer in held)
    missing = [row.title for row, answer in held if answer == "unknown"]
    return Figure(id, answers["yes"], len(held), no=answers["no"], missing=tuple(missing))


def _across(held: Sequence[tuple[Agreement, str]], counties: dict[UUID, list[str]]) -> Figure:
    valid = [row for row, answer in held if answer == "yes"]
    return Figure("I08b", sum(len(counties.get(row.id, ())) > 1 for row in valid), len(valid))


def _fed_back(promises: Sequence[CitizenPromise], scope: ReportScope) -> Figure:
    """What was fed back after the day was not yet so on it."""
    silent = [row.title for row in promises if not _is_fed_back(row, scope)]
    return Figure("I22b", len(promises) - len(silent), len(promises), missing=tuple(silent))


def _is_fed_back(row: CitizenPromise, scope: ReportScope) -> bool:
    if row.fed_back_on is not None:
        return row.fed_back_on <= scope.as_of
    return bool(row.fed_back_how)


def _work(session: Session, scope: ReportScope, areas: Areas) -> list[Figure]:
    measures = [row for row, *_ in session.execute(measures_held(), scope.parameters)]
    meant = [row for row in measures if row.progress != Progress.CANCELLED]
    loose = [row.name for row in meant if not (row.prioritised_area_id or row.cause_id)]
    known, _ = uses_of_methods(session, scope)
    catalogue = session.scalars(methods_known(), scope.parameters).all()
    return [
        Figure(
            "I04b",
            len(areas.analysed),
            len(areas.rows),
            missing=tuple(row.name for row in areas.rows if row.id not in areas.analysed),
        ),
        Figure("I06", len(meant) - len(loose), len(meant), missing=tuple(loose)),
        Figure("I07b", session.scalar(follow_ups_counted(), scope.parameters) or None),
        Figure("I23", len(known.keys() & {one.id for one in catalogue}), len(catalogue)),
    ]


def _categories(session: Session, scope: ReportScope) -> list[Figure]:
    return [
        Figure("I24", count, label=name)
        for name, count in session.execute(areas_per_category(), scope.parameters)
    ]


def _methods(session: Session, scope: ReportScope, homes: int) -> list[Figure]:
    """Most spread first; between equals the catalogue's order, the Swedish one."""
    known, _ = uses_of_methods(session, scope)
    catalogue = session.scalars(methods_known(), scope.parameters)
    spread = [
        (len(municipalities_using(known[one.id])), one.name) for one in catalogue if one.id in known
    ]
    found = sorted((one for one in spread if one[0]), key=lambda one: -one[0])
    return [Figure("I23b", count, homes, label=name) for count, name in found]

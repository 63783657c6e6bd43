"""The figures of the summary that rest on agreements, work and coordination in the year."""

from collections import Counter
from typing import TypeVar

from sqlalchemy.orm import Session

from app.law.facts import Facts
from app.models import Agreement, CitizenPromise
from app.models.commitments import Commitment
from app.models.measures import Progress
from app.models.support_needs import SupportState
from app.queries.annual_report import commitments_held, counties_named
from app.queries.annual_report_county import support_needs_of
from app.queries.annual_report_follow_ups import follow_ups_counted
from app.queries.annual_report_work import (
    areas_per_category,
    areas_prioritised,
    causes_of_areas,
    measures_held,
    methods_known,
)
from app.report_form import measures_on
from workers.annual_report.county import LEARNING, County, county_work
from workers.annual_report.figures import grouped
from workers.annual_report.indicators import Figure, Indicator, in_form, law_indicators
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.method_use import municipalities_using, uses_of_methods
from workers.annual_report.scope import ReportScope

C = TypeVar("C", bound=Commitment)

HALF_TIME = 50


def indicators(session: Session, scope: ReportScope) -> list[Indicator]:
    """In the order of the summary."""
    facts = law_facts_of(session, scope)
    work = [
        _half_time(facts),
        *_work(session, scope),
        *_coordination(session, scope, [one.name for one in facts]),
        *_categories(session, scope),
        *_methods(session, scope, len(facts)),
    ]
    form = measures_on(scope.as_of)
    return [
        *in_form(_agreements(session, scope), form),
        *law_indicators(facts, scope),
        *in_form(work, form),
    ]


def _agreements(session: Session, scope: ReportScope) -> list[Figure]:
    where = (scope.county_code, scope.year)
    counties = grouped(session.execute(counties_named(*where), scope.parameters))
    agreements = _held(session, scope, Agreement)
    promises = _held(session, scope, CitizenPromise)
    valid = [row for row, answer in agreements if answer == "yes"]
    told = [row for row, _ in promises if row.fed_back_on]
    return [
        _valid("I08", agreements),
        Figure("I08b", sum(len(counties.get(row.id, ())) > 1 for row in valid), len(valid)),
        _valid("I22", promises),
        Figure(
            "I22b",
            len(told),
            len(promises),
            missing=tuple(row.title for row, _ in promises if not row.fed_back_on),
        ),
    ]


def _held(session: Session, scope: ReportScope, form_of: type[C]) -> list[tuple[C, str]]:
    question = commitments_held(form_of, scope.county_code, scope.year)
    found = session.execute(question, scope.parameters)
    return [(row, valid) for row, _, valid, _ in found]


def _valid(id: str, held: list[tuple[C, str]]) -> Figure:
    answers = Counter(answer for _, answer in held)
    missing = [row.title for row, answer in held if answer == "unknown"]
    return Figure(id, answers["yes"], len(held), no=answers["no"], missing=tuple(missing))


def _half_time(facts: list[Facts]) -> Figure:
    """The best of a municipality's coordinators; unknown where none says its share."""
    shares = {
        one.name: max((c.percent for c in one.coordinators if c.percent is not None), default=None)
        for one in facts
    }
    known = [percent for percent in shares.values() if percent is not None]
    more = sum(percent > HALF_TIME for percent in known)
    missing = [name for name, percent in shares.items() if percent is None]
    return Figure("I02", more, len(facts), no=len(known) - more, missing=tuple(missing))


def _work(session: Session, scope: ReportScope) -> list[Figure]:
    where = (scope.county_code, scope.year)
    areas = session.execute(areas_prioritised(*where), scope.parameters).all()
    caused = {key for key, _ in session.execute(causes_of_areas(*where), scope.parameters)}
    measures = [row for row, *_ in session.execute(measures_held(*where), scope.parameters)]
    loose = [row.name for row in measures if not (row.prioritised_area_id or row.cause_id)]
    known, _ = uses_of_methods(session, scope)
    catalogue = session.scalars(methods_known(), scope.parameters).all()
    return [
        Figure(
            "I04",
            sum(area.id in caused for area, _, _ in areas),
            len(areas),
            missing=tuple(area.name for area, _, _ in areas if area.id not in caused),
        ),
        Figure("I06", len(measures) - len(loose), len(measures), missing=tuple(loose)),
        Figure("I07", session.scalar(follow_ups_counted(*where), scope.parameters) or None),
        Figure("I23", len(known), len(catalogue)),
    ]


def _coordination(session: Session, scope: ReportScope, homes: list[str]) -> list[Figure]:
    county = county_work(session, scope)
    visited = county.visited()
    needs = [
        row.state
        for row, *_ in session.execute(
            support_needs_of(scope.county_code, scope.year), scope.parameters
        )
    ]
    return [
        *_meetings(county),
        Figure("I17", len(county.of_kind(*LEARNING)) or None),
        Figure(
            "I18",
            sum(name in visited for name in homes),
            len(homes),
            missing=tuple(name for name in homes if name not in visited),
        ),
        Figure(
            "I20",
            needs.count(SupportState.MET),
            len(needs),
            partly=needs.count(SupportState.PARTLY_MET),
            no=needs.count(SupportState.NOT_MET),
        ),
        _planned(county),
    ]


def _meetings(county: County) -> list[Figure]:
    return [
        Figure("I15", one.held, one.agreed, label=f"Möten: {one.forum}") for one in county.meetings
    ]


def _planned(county: County) -> Figure:
    if county.plan is None:
        return Figure("I21", None, None)
    states = [
        one.activity.progress
        for one in county.activities
        if one.activity.operating_plan_id == county.plan.id
    ]
    return Figure("I21", states.count(Progress.DONE), len(states))


def _categories(session: Session, scope: ReportScope) -> list[Figure]:
    question = areas_per_category(scope.county_code, scope.year)
    return [
        Figure("I24", count, label=name)
        for name, count in session.execute(question, scope.parameters)
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

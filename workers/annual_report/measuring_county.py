"""The figures about what the county itself coordinates."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models import Function
from app.models.forums import ForumKind
from app.models.functions import FunctionKind
from app.models.measures import Progress
from app.models.support_needs import SupportState
from app.queries.annual_report_county import functions_in, support_needs_of
from workers.annual_report.county import LEARNING, County, Meetings, county_work, participants
from workers.annual_report.figures import share
from workers.annual_report.indicators import Figure
from workers.annual_report.scope import ReportScope


def county_figures(session: Session, scope: ReportScope, homes: Sequence[str]) -> list[Figure]:
    county = county_work(session, scope)
    return [
        *_coordinators(session, scope),
        *_meetings("I15", county.in_forums(ForumKind.NETWORK), scope),
        *_meetings("I16", county.in_forums(ForumKind.STEERING_GROUP), scope),
        *_learning(county),
        _visits(county, homes),
        Figure("I19", county.counted_across_borders() or None),
        _needs(session, scope),
        _plan(county, scope),
        _planned(county),
    ]


def _coordinators(session: Session, scope: ReportScope) -> list[Figure]:
    found = session.execute(functions_in(), scope.parameters)
    regional = [row for row, *_ in found if row.kind == FunctionKind.REGIONAL_COORDINATOR]
    return [
        _mean("I14", regional, [one.percent_of_full_time for one in regional]),
        _mean("I14b", regional, [one.percent_on_other_tasks for one in regional]),
    ]


def _mean(id: str, functions: Sequence[Function], percents: Sequence[int | None]) -> Figure:
    known = [one for one in percents if one is not None]
    pairs = zip(functions, percents, strict=True)
    return Figure(
        id,
        len(known) if functions else None,
        len(functions),
        missing=tuple(one.title for one, percent in pairs if percent is None),
        part=share(sum(known), 100 * len(known)) if known else None,
    )


def _meetings(id: str, held: Sequence[Meetings], scope: ReportScope) -> list[Figure]:
    """One for each forum and agreement; without a meeting in the register it is missing."""
    if not held:
        return [Figure(id, None, missing=(scope.county_name,))]
    times = Counter(one.forum for one in held)
    return [
        Figure(
            id,
            one.held,
            one.agreed,
            missing=() if one.held is not None else (one.forum,),
            label=_label(one, times[one.forum]),
            note=one.note,
        )
        for one in held
    ]


def _label(one: Meetings, times: int) -> str:
    """With the agreement, where several set a rhythm for the same forum."""
    source = f" ({one.agreement})" if times > 1 and one.agreement else ""
    return f"Möten: {one.forum}{source}"


def _learning(county: County) -> list[Figure]:
    held = county.of_kind(*LEARNING)
    came = participants(held)
    silent = tuple(one.activity.title for one in held if one.participants is None)
    return [
        Figure("I17", len(held) or None),
        Figure("I17b", came.told, missing=silent, note=came.note),
    ]


def _visits(county: County, homes: Sequence[str]) -> Figure:
    visited = county.visited()
    missing = tuple(name for name in homes if name not in visited)
    return Figure("I18", len(homes) - len(missing), len(homes), missing=missing)


def _needs(session: Session, scope: ReportScope) -> Figure:
    states = [row.state for row, *_ in session.execute(support_needs_of(), scope.parameters)]
    return Figure(
        "I20",
        states.count(SupportState.MET) if states else None,
        len(states),
        partly=states.count(SupportState.PARTLY_MET) if states else None,
        no=states.count(SupportState.NOT_MET) if states else None,
    )


def _plan(county: County, scope: ReportScope) -> Figure:
    """That no day is registered is not that no plan is decided."""
    plan = county.plan
    if plan is None or plan.decided_on is None or plan.decided_on > scope.as_of:
        return Figure("I21", 0, 1, missing=(scope.county_name,))
    by = f" av {county.plan_decided_by}" if county.plan_decided_by else ""
    return Figure("I21", 1, 1, missing=(), note=f"beslutad {plan.decided_on}{by}")


def _planned(county: County) -> Figure:
    if county.plan is None:
        return Figure("I21b", None)
    planned = [one.activity for one in county.planned()]
    states = [one.progress for one in planned]
    return Figure(
        "I21b",
        states.count(Progress.DONE),
        len(planned),
        partly=states.count(Progress.ONGOING),
        no=states.count(Progress.CANCELLED),
        missing=tuple(one.title for one in planned if one.progress is None),
    )

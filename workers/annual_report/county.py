"""What the county itself coordinated in the year: meetings, activities, plan; for two sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Activity, ForumRhythm, OperatingPlan
from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.queries.annual_report_county import (
    activities_of,
    meetings_held,
    municipalities_reached,
    operating_plans_of,
    participants_counted,
    regional_forums,
    rhythms_agreed,
)
from workers.annual_report.figures import grouped
from workers.annual_report.scope import ReportScope

LEARNING = (ActivityKind.TRAINING, ActivityKind.CONFERENCE)


@dataclass(frozen=True)
class Meetings:
    """What a forum held against what was agreed; either may be unknown."""

    forum: str
    held: int | None
    agreed: int | None
    note: str
    id: UUID
    version: int


@dataclass(frozen=True)
class Held:
    """An activity with the municipalities of the county it reached and how many took part."""

    activity: Activity
    municipalities: Sequence[str]
    participants: int | None
    took_place: bool


@dataclass(frozen=True)
class County:
    meetings: Sequence[Meetings]
    activities: Sequence[Held]
    plan: OperatingPlan | None
    plan_decided_by: str | None

    def of_kind(self, *kinds: ActivityKind) -> list[Held]:
        return [one for one in self.activities if one.activity.kind in kinds and one.took_place]

    def visited(self) -> set[str]:
        visits = self.of_kind(ActivityKind.MUNICIPALITY_VISIT)
        return {name for one in visits for name in one.municipalities}

    def across_borders(self) -> list[Held]:
        return [
            one
            for one in self.activities
            if one.activity.kind == ActivityKind.CROSS_BORDER_MEASURE
            or one.activity.across_municipal_borders
        ]


def participants(held: Sequence[Held]) -> int | None:
    """None when no activity says how many came."""
    known = [one.participants for one in held if one.participants is not None]
    return sum(known) if known else None


def county_work(session: Session, scope: ReportScope) -> County:
    found = session.execute(operating_plans_of(scope.county_code, scope.year), scope.parameters)
    plan, decided_by = next(iter(found.all()), (None, None))
    return County(_meetings(session, scope), _activities(session, scope), plan, decided_by)


def _meetings(session: Session, scope: ReportScope) -> list[Meetings]:
    """Against the rhythm of each agreement that holds; then the forums that have none."""
    held = dict(session.execute(meetings_held(scope.year), scope.parameters).all())
    rhythms = session.execute(rhythms_agreed(scope.county_code), scope.parameters).all()
    agreed = {rhythm.forum_id for rhythm, *_ in rhythms}
    found = [
        _against(rhythm, name, held, _source(title, since, scope))
        for rhythm, title, name, since in rhythms
    ]
    for forum in session.scalars(regional_forums(scope.county_code), scope.parameters):
        if forum.id not in agreed:
            count = held.get(forum.id)
            note = _noted("avtalad rytm: uppgift saknas", count)
            found.append(Meetings(forum.name, count, None, note, forum.id, forum.version))
    return found


def _against(rhythm: ForumRhythm, name: str | None, held: dict[UUID, int], source: str) -> Meetings:
    """No meeting in the register is no data: that none was held is something else."""
    count = None if rhythm.forum_id is None else held.get(rhythm.forum_id)
    forum = name or rhythm.name_as_stated
    return Meetings(forum, count, rhythm.times_per_year, _noted(source, count), rhythm.id, 1)


def _source(title: str, since: date | None, scope: ReportScope) -> str:
    started = f" (från {since})" if since and since >= scope.first_day else ""
    return f"enligt {title}{started}"


def _noted(note: str, count: int | None) -> str:
    return f"{note}; inga möten är registrerade" if count is None else note


def _activities(session: Session, scope: ReportScope) -> list[Held]:
    where = (scope.county_code, scope.year)
    reached = grouped(session.execute(municipalities_reached(*where), scope.parameters))
    counts = dict(session.execute(participants_counted(*where), scope.parameters).all())
    return [
        Held(row, reached.get(row.id, ()), counts.get(row.id), _took_place(row, scope))
        for row in session.scalars(activities_of(*where), scope.parameters)
    ]


def _took_place(row: Activity, scope: ReportScope) -> bool:
    if row.progress in (Progress.PLANNED, Progress.CANCELLED):
        return False
    return row.progress == Progress.DONE or bool(row.starts_on and row.starts_on <= scope.as_of)

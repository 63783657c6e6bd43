"""What the county itself coordinated in the year: meetings, activities, plan; for two sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.evidence import Record
from app.models import Activity, Agreement, Forum, ForumRhythm, OperatingPlan
from app.models.activities import ActivityKind
from app.models.commitments import Level
from app.models.forums import ForumKind
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
from workers.annual_report.small_groups import Persons, summed

LEARNING = (ActivityKind.TRAINING, ActivityKind.CONFERENCE)
REGIONAL = (Level.COUNTY, Level.SEVERAL_COUNTIES)
LEADING = (ForumKind.NETWORK, ForumKind.STEERING_GROUP)
# Where the register knows no forum, only what the agreement calls it.
KINDS = {"nätverk": ForumKind.NETWORK, "styrgrupp": ForumKind.STEERING_GROUP}


@dataclass(frozen=True)
class Meetings:
    """What a forum held against what was agreed; either may be unknown.

    `id` and `version` are those of the agreement's rhythm, or of the forum that has none.
    """

    forum: str
    agreement: str | None
    forum_id: UUID | None
    kind: ForumKind | None
    is_regional: bool
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
    """`held`: how many meetings each forum held, of those that the register knows any of."""

    meetings: Sequence[Meetings]
    held: Mapping[UUID, int]
    activities: Sequence[Held]
    plan: OperatingPlan | None
    plan_decided_by: str | None

    def of_kind(self, *kinds: ActivityKind) -> list[Held]:
        return [one for one in self.activities if one.activity.kind in kinds and one.took_place]

    def visited(self) -> set[str]:
        visits = self.of_kind(ActivityKind.MUNICIPALITY_VISIT)
        return {name for one in visits for name in one.municipalities}

    def across_borders(self) -> list[Held]:
        """Also what was cancelled, which is shown and not counted."""
        return [
            one
            for one in self.activities
            if one.activity.kind == ActivityKind.CROSS_BORDER_MEASURE
            or one.activity.across_municipal_borders
        ]

    def counted_across_borders(self) -> int:
        progress = [one.activity.progress for one in self.across_borders()]
        return len(progress) - progress.count(Progress.CANCELLED)

    def planned(self) -> list[Held]:
        """What stands in the operating plan of the year."""
        if self.plan is None:
            return []
        return [one for one in self.activities if one.activity.operating_plan_id == self.plan.id]

    def in_forums(self, kind: ForumKind) -> list[Meetings]:
        return [one for one in self.meetings if one.is_regional and one.kind == kind]

    def in_other_forums(self) -> list[Meetings]:
        return [one for one in self.meetings if not (one.is_regional and one.kind in LEADING)]


def participants(held: Iterable[Held]) -> Persons:
    return summed(one.participants for one in held)


def county_work(session: Session, scope: ReportScope) -> County:
    found = session.execute(operating_plans_of(), scope.parameters)
    plan, decided_by = next(iter(found.all()), (None, None))
    held = dict(session.execute(meetings_held(), scope.parameters).all())
    meetings = _meetings(session, scope, held)
    return County(meetings, held, _activities(session, scope), plan, decided_by)


def _meetings(session: Session, scope: ReportScope, held: dict[UUID, int]) -> list[Meetings]:
    """Against the rhythm of each agreement that holds; then the forums that have none."""
    rhythms = session.execute(rhythms_agreed(), scope.parameters).all()
    found = [
        _against(rhythm, agreement, forum, held, scope) for rhythm, agreement, forum in rhythms
    ]
    agreed = {one.forum_id for one in found}
    forums = session.scalars(regional_forums(), scope.parameters)
    return [
        *found,
        *(
            without_rhythm(_forum(one), one.kind, held, is_regional=True)
            for one in forums
            if one.id not in agreed
        ),
    ]


def _against(
    rhythm: ForumRhythm,
    agreement: Agreement,
    forum: Forum | None,
    held: dict[UUID, int],
    scope: ReportScope,
) -> Meetings:
    """No meeting in the register is no data: that none was held is something else."""
    count = None if forum is None else held.get(forum.id)
    of_county = forum is not None and forum.county_code == scope.county_code
    return Meetings(
        forum=forum.name if forum else rhythm.name_as_stated,
        agreement=agreement.title,
        forum_id=forum.id if forum else None,
        kind=forum.kind if forum else _kind(rhythm.name_as_stated),
        is_regional=of_county or agreement.level in REGIONAL,
        held=count,
        agreed=rhythm.times_per_year,
        note=_noted(_source(agreement, scope), count),
        id=rhythm.id,
        version=1,
    )


def without_rhythm(
    forum: Record, kind: ForumKind, held: Mapping[UUID, int], *, is_regional: bool
) -> Meetings:
    count = held.get(forum.id)
    return Meetings(
        forum=forum.label,
        agreement=None,
        forum_id=forum.id,
        kind=kind,
        is_regional=is_regional,
        held=count,
        agreed=None,
        note=_noted("avtalad rytm: uppgift saknas", count),
        id=forum.id,
        version=forum.version,
    )


def _forum(row: Forum) -> Record:
    return Record("forums", row.id, row.version, row.name, row.valid_from)


def _kind(stated: str) -> ForumKind | None:
    folded = stated.casefold()
    return next((kind for name, kind in KINDS.items() if name in folded), None)


def _source(agreement: Agreement, scope: ReportScope) -> str:
    since = agreement.first_day
    started = f" (från {since})" if since and since >= scope.first_day else ""
    return f"enligt {agreement.title}{started}"


def _noted(note: str, count: int | None) -> str:
    return f"{note}; inga möten är registrerade" if count is None else note


def _activities(session: Session, scope: ReportScope) -> list[Held]:
    reached = grouped(session.execute(municipalities_reached(), scope.parameters))
    counts = dict(session.execute(participants_counted(), scope.parameters).all())
    return [
        Held(row, reached.get(row.id, ()), counts.get(row.id), _took_place(row, scope))
        for row in session.scalars(activities_of(), scope.parameters)
    ]


def _took_place(row: Activity, scope: ReportScope) -> bool:
    if row.progress in (Progress.PLANNED, Progress.CANCELLED):
        return False
    return row.progress == Progress.DONE or bool(row.starts_on and row.starts_on <= scope.as_of)

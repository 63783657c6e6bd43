"""Questions about activities."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.models import (
    Activity,
    ActivityMunicipality,
    ActivityParticipants,
    Method,
    OperatingPlan,
)
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import touches_year
from app.queries.territory import municipalities_in
from app.schemas.activities import ActivityFilters, ActivityRead


def _planned(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Activity.operating_plan_id.in_(select(OperatingPlan.id).where(condition))


def _reached(codes: Any) -> ColumnElement[bool]:
    links = Activity.municipality_links
    return links.any(ActivityMunicipality.municipality_code.in_(codes))


def _of_county(code: str) -> ColumnElement[bool]:
    own = or_(Activity.county_code == code, _planned(OperatingPlan.county_code == code))
    return or_(own, _reached(municipalities_in(code)))


def _of_year(year: int) -> ColumnElement[bool]:
    """By its days; what has no day yet is counted in its plan's year."""
    first = func.coalesce(Activity.starts_on, Activity.ends_on)
    last = func.coalesce(Activity.ends_on, Activity.starts_on)
    undated = and_(first.is_(None), _planned(OperatingPlan.year == year))
    return or_(undated, touches_year(first, last, year))


def _involving(key: UUID) -> ColumnElement[bool]:
    took_part = Activity.participants.any(ActivityParticipants.actor_id == key)
    return or_(Activity.organiser_id == key, took_part)


MEANINGS: Conditions = {
    "kind": lambda kind: Activity.kind == kind,
    "county_code": _of_county,
    "municipality_code": lambda code: _reached([code]),
    "operating_plan_id": lambda key: Activity.operating_plan_id == key,
    "organiser_id": lambda key: Activity.organiser_id == key,
    "year": _of_year,
    "actor_id": _involving,
    "method_code": lambda code: Activity.method.has(Method.code == code),
}


def activity_documents() -> Select[str, str]:
    return record_documents(ActivityRead, Activity)


def activities_matching(filters: ActivityFilters) -> Select[Any]:
    return narrowed(Activity, filters, MEANINGS)

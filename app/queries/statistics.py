"""The questions behind the statistics; all are asked as of a day."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SelectBase, or_, select, union_all

from app.models import (
    ActionPlan,
    Agreement,
    AreaCategory,
    AreaCategoryLink,
    County,
    Measure,
    Method,
    Municipality,
    PrioritisedArea,
)
from app.models.measures import Progress
from app.permissions import Caller
from app.queries.territory import county_links, own_municipalities
from app.queries.visibility import seen_whole, sees_counties, visible
from app.schemas.statistics import StatisticsFilters
from app.validity import commitment_validity, record_status


def municipalities_counted(
    filters: StatisticsFilters, caller: Caller
) -> Select[str, str, str, str]:
    """Those of the caller's that exist on the day, in Swedish order, each with its county."""
    return (
        select(Municipality.code, Municipality.name, County.code, County.name)
        .join(County, County.code == Municipality.county_code)
        .where(record_status(Municipality) == "valid", seen_whole(caller), *_within(filters))
        .order_by(Municipality.sort_key, Municipality.code)
    )


def counties_in_order() -> Select[str]:
    return select(County.code).order_by(County.sort_key, County.code)


def own_agreements_counted(filters: StatisticsFilters, caller: Caller) -> Select[str, UUID, str]:
    """Municipality, agreement and whether it is valid: yes, no or unknown."""
    own = own_municipalities()
    return (
        select(Municipality.code, Agreement.id, commitment_validity(Agreement))
        .join(own, own.c.municipality_code == Municipality.code)
        .join(Agreement, Agreement.id == own.c.commitment_id)
        .where(visible(Agreement, caller), seen_whole(caller), *_within(filters))
    )


def agreements_counted_by_county(
    filters: StatisticsFilters, caller: Caller
) -> Select[str, UUID, str]:
    """As above for each county that an agreement concerns, at whatever level it was made."""
    links = county_links()
    question = select(links.c.county_code, Agreement.id, commitment_validity(Agreement)).join(
        Agreement, Agreement.id == links.c.commitment_id
    )
    question = question.where(visible(Agreement, caller))
    if filters.county_code is not None:
        question = question.where(links.c.county_code == filters.county_code)
    return question


def counts_counties(filters: StatisticsFilters, caller: Caller) -> bool:
    """Whether a county has more than what its municipalities have of their own."""
    return filters.municipality_code is None and sees_counties(caller)


def methods_followed(filters: StatisticsFilters, caller: Caller) -> Select[UUID | None, str]:
    """Agreement that is counted, and method; null where a measure has none in the catalogue."""
    return (
        select(Measure.commitment_id, Method.code)
        .outerjoin(Method, Method.id == Measure.method_id)
        .where(Measure.commitment_id.in_(_counted(filters, caller)), _is_done())
        .distinct()
    )


def methods_in_plans(filters: StatisticsFilters, caller: Caller) -> Select[str | None, str]:
    """Municipality and method, by the municipality's own plan."""
    return (
        select(ActionPlan.municipality_code, Method.code)
        .join(Measure, Measure.action_plan_id == ActionPlan.id)
        .join(Method, Method.id == Measure.method_id)
        .join(Municipality, Municipality.code == ActionPlan.municipality_code)
        .where(
            record_status(ActionPlan) == "valid",
            _is_done(),
            visible(ActionPlan, caller),
            seen_whole(caller),
            *_within(filters),
        )
        .distinct()
    )


def categories_prioritised(filters: StatisticsFilters, caller: Caller) -> Select[UUID, str | None]:
    """Agreement that is counted, and category; null where an area has none."""
    return (
        select(PrioritisedArea.commitment_id, AreaCategoryLink.category_code)
        .outerjoin(AreaCategoryLink, AreaCategoryLink.prioritised_area_id == PrioritisedArea.id)
        .where(
            PrioritisedArea.commitment_id.in_(_counted(filters, caller)),
            record_status(PrioritisedArea) == "valid",
        )
        .distinct()
    )


def catalogue(kind: type[Method] | type[AreaCategory]) -> Select[str, str, str]:
    """Code, name and status of each entry, in Swedish order."""
    return select(kind.code, kind.name, record_status(kind)).order_by(kind.sort_key, kind.code)


def _counted(filters: StatisticsFilters, caller: Caller) -> SelectBase:
    """The agreements that any figure counts: what others hold is not read through for it."""
    counted: list[Any] = [own_agreements_counted(filters, caller)]
    if counts_counties(filters, caller):
        counted.append(agreements_counted_by_county(filters, caller))
    keys = [one.with_only_columns(Agreement.id, maintain_column_froms=True) for one in counted]
    return union_all(*keys) if len(keys) > 1 else keys[0]


def _is_done() -> ColumnElement[bool]:
    """Planned, ongoing or done, or not said; not what was ended or cancelled."""
    carried_out = or_(Measure.progress.is_(None), Measure.progress != Progress.CANCELLED)
    return (record_status(Measure) == "valid") & carried_out


def _within(filters: StatisticsFilters) -> list[Any]:
    conditions = []
    if filters.county_code is not None:
        conditions.append(Municipality.county_code == filters.county_code)
    if filters.municipality_code is not None:
        conditions.append(Municipality.code == filters.municipality_code)
    return conditions

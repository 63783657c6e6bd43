"""Questions about follow-ups."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union, union_all

from app.models import (
    ActionPlan,
    AreaCategoryLink,
    FollowUp,
    FollowUpRule,
    Measure,
    MeasureActor,
    Method,
    OperatingPlan,
    PrioritisedArea,
)
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import (
    Keys,
    action_plans_in_county,
    action_plans_in_municipality,
    commitments_in_county,
    commitments_in_municipality,
    commitments_with_party,
    measures_in_county,
    measures_in_municipality,
)
from app.schemas.follow_ups import FollowUpFilters, FollowUpRead

# A follow-up whose day is not known is dated by the end of its period, or by its publication.
DATED = func.coalesce(FollowUp.done_on, FollowUp.period_ends_on, FollowUp.published_on)


def followed_under(
    commitments: Keys | Collection[UUID] | ColumnElement[UUID],
    measures: Keys,
    plans: Keys,
    *others: ColumnElement[bool],
) -> ColumnElement[bool]:
    """What was followed up is one of these, or an area of such a commitment.

    By the keys that each index finds: all of them in one condition would be asked of every row.
    """
    areas = select(PrioritisedArea.id).where(PrioritisedArea.commitment_id.in_(commitments))
    ways = (
        FollowUp.commitment_id.in_(commitments),
        FollowUp.prioritised_area_id.in_(areas),
        FollowUp.measure_id.in_(measures),
        FollowUp.action_plan_id.in_(plans),
        *others,
    )
    return FollowUp.id.in_(union_all(*(select(FollowUp.id).where(one) for one in ways)))


def _of_county(code: str) -> ColumnElement[bool]:
    plans = select(OperatingPlan.id).where(OperatingPlan.county_code == code)
    return followed_under(
        commitments_in_county(code),
        measures_in_county(code),
        action_plans_in_county(code),
        FollowUp.operating_plan_id.in_(plans),
    )


def _of_municipality(code: str) -> ColumnElement[bool]:
    return followed_under(
        commitments_in_municipality(code),
        measures_in_municipality(code),
        action_plans_in_municipality(code),
    )


def _of_actor(key: UUID) -> ColumnElement[bool]:
    commitments = commitments_with_party(key)
    plans = select(ActionPlan.id).where(ActionPlan.commitment_id.in_(commitments))
    involved = Measure.actors.any(MeasureActor.actor_id == key)
    through = or_(Measure.commitment_id.in_(commitments), Measure.action_plan_id.in_(plans))
    return followed_under(commitments, select(Measure.id).where(or_(involved, through)), plans)


def _in_category(code: str) -> ColumnElement[bool]:
    links = PrioritisedArea.category_links
    theirs = links.any(AreaCategoryLink.category_code == code)
    return or_(
        FollowUp.prioritised_area.has(theirs), FollowUp.measure.has(Measure.area.has(theirs))
    )


MEANINGS: Conditions = {
    "kind": lambda kind: FollowUp.kind == kind,
    "outcome": lambda outcome: FollowUp.outcome == outcome,
    "commitment_id": lambda key: FollowUp.commitment_id == key,
    "prioritised_area_id": lambda key: FollowUp.prioritised_area_id == key,
    "measure_id": lambda key: FollowUp.measure_id == key,
    "action_plan_id": lambda key: FollowUp.action_plan_id == key,
    "operating_plan_id": lambda key: FollowUp.operating_plan_id == key,
    "county_code": _of_county,
    "municipality_code": _of_municipality,
    "year": lambda year: in_year(DATED, year),
    "actor_id": _of_actor,
    "category_code": _in_category,
    "method_code": lambda code: FollowUp.measure.has(Measure.method.has(Method.code == code)),
}


def follow_up_documents() -> Select[str, str]:
    return record_documents(FollowUpRead, FollowUp)


def follow_ups_matching(filters: FollowUpFilters) -> Select[Any]:
    return narrowed(FollowUp, filters, MEANINGS)


def rules_behind(follow_up: FollowUp) -> Select[UUID]:
    """The rules of the agreement or promise that what was followed up belongs to."""
    area = select(PrioritisedArea.commitment_id).where(
        PrioritisedArea.id == follow_up.prioritised_area_id
    )
    measured = Measure.id == follow_up.measure_id
    of_measure = select(Measure.action_plan_id).where(measured)
    plan = select(ActionPlan.commitment_id).where(
        or_(ActionPlan.id == follow_up.action_plan_id, ActionPlan.id.in_(of_measure))
    )
    behind: Keys = union(area, select(Measure.commitment_id).where(measured), plan)
    owner = FollowUpRule.commitment_id
    return select(FollowUpRule.id).where(or_(owner == follow_up.commitment_id, owner.in_(behind)))

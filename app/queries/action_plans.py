"""Questions about action plans."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from app.models import ActionPlan, Measure, MeasureActor
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year, touches_year
from app.queries.territory import action_plans_in_county, action_plans_in_municipality
from app.schemas.action_plans import ActionPlanFilters, ActionPlanRead


def _of_year(year: int) -> ColumnElement[bool]:
    decided = in_year(ActionPlan.decided_on, year)
    return or_(decided, touches_year(ActionPlan.valid_from, ActionPlan.valid_to, year))


def _plans_involving(actor_id: UUID) -> Select[UUID | None]:
    involved = Measure.actors.any(MeasureActor.actor_id == actor_id)
    return select(Measure.action_plan_id).where(involved)


MEANINGS: Conditions = {
    "kind": lambda kind: ActionPlan.kind == kind,
    "county_code": lambda code: ActionPlan.id.in_(action_plans_in_county(code)),
    "municipality_code": lambda code: ActionPlan.id.in_(action_plans_in_municipality(code)),
    "commitment_id": lambda key: ActionPlan.commitment_id == key,
    "year": _of_year,
    "actor_id": lambda key: ActionPlan.id.in_(_plans_involving(key)),
}


def action_plan_documents() -> Select[str, str]:
    return record_documents(ActionPlanRead, ActionPlan)


def action_plans_matching(filters: ActionPlanFilters) -> Select[Any]:
    return narrowed(ActionPlan, filters, MEANINGS)

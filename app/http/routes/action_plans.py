"""Action plans over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import ActionPlan
from app.queries.action_plans import action_plan_documents, action_plans_matching
from app.queries.fetching import document, fetch, fetch_page
from app.schemas.action_plans import (
    ActionPlanCreate,
    ActionPlanFilters,
    ActionPlanRead,
    ActionPlanUpdate,
)
from app.schemas.base import EndingCreate, Page
from app.services import changing

router = APIRouter(prefix="/action-plans", tags=["action-plans"])

ActionPlanId = Annotated[Key, key_in_path("actionPlanId", "Planen")]


@router.get("", response_model=Page[ActionPlanRead])
def list_action_plans(filters: Annotated[ActionPlanFilters, Query()], read: ReadDep) -> Response:
    """Lista åtgärdsplaner och handlingsplaner. / List action plans."""
    with read() as session:
        matching = action_plans_matching(filters)
        return listed(fetch_page(session, action_plan_documents(), matching, filters))


@router.post("", status_code=201, response_model=ActionPlanRead)
def register_action_plan(request: Request, body: ActionPlanCreate, begin: BeginDep) -> Response:
    """Registrera en åtgärdsplan eller handlingsplan. / Register an action plan."""
    with begin() as session:
        plan = changing.add(session, ActionPlan, body)
        return created(request, document(session, action_plan_documents(), plan.id), plan.id)


@router.get("/{actionPlanId}", response_model=ActionPlanRead)
def read_action_plan(action_plan_id: ActionPlanId, at: AsOfQuery, read: ReadDep) -> Response:
    """Visa en plan med dess åtgärder. / Show an action plan and its measures."""
    with read() as session:
        return shown(document(session, action_plan_documents(), action_plan_id, at.as_of))


@router.patch("/{actionPlanId}", response_model=ActionPlanRead)
def change_action_plan(
    action_plan_id: ActionPlanId, body: ActionPlanUpdate, begin: BeginDep
) -> Response:
    """Ändra en plan. / Change an action plan."""
    with begin() as session:
        changing.change(session, fetch(session, ActionPlan, action_plan_id), body)
        return shown(document(session, action_plan_documents(), action_plan_id))


@router.post("/{actionPlanId}/endings", status_code=201, response_model=ActionPlanRead)
def end_action_plan(
    request: Request, action_plan_id: ActionPlanId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta en plan; den står kvar som avslutad. / End an action plan; it stays readable."""
    with begin() as session:
        changing.end(session, fetch(session, ActionPlan, action_plan_id), body)
        return acted(request, document(session, action_plan_documents(), action_plan_id))

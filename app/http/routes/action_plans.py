"""Action plans over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import ActionPlan
from app.queries.action_plans import action_plan_documents, action_plans_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.action_plans import (
    ActionPlanCreate,
    ActionPlanFilters,
    ActionPlanRead,
    ActionPlanUpdate,
)
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/action-plans", tags=["action-plans"])

ActionPlanId = Annotated[Key, key_in_path("actionPlanId", "Planen")]


@router.get("", response_model=Page[ActionPlanRead])
def list_action_plans(
    filters: Annotated[ActionPlanFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista åtgärdsplaner och handlingsplaner. / List action plans."""
    with look() as session:
        matching = action_plans_matching(filters)
        return listed(ask, fetch_page(session, action_plan_documents(), matching, filters))


@router.post("", status_code=201, response_model=ActionPlanRead)
def register_action_plan(ask: PostDep, body: ActionPlanCreate, begin: BeginDep) -> Response:
    """Registrera en åtgärdsplan eller handlingsplan. / Register an action plan."""
    with begin() as session:
        plan = changing.add(session, ActionPlan, body)
        return created(ask, session, document(session, action_plan_documents(), plan.id))


@router.get("/{actionPlanId}", response_model=ActionPlanRead)
def read_action_plan(
    action_plan_id: ActionPlanId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en plan med dess åtgärder. / Show an action plan and its measures."""
    with look() as session:
        return shown(ask, session, action_plan_documents(), action_plan_id, at)


@router.patch("/{actionPlanId}", response_model=ActionPlanRead)
def change_action_plan(
    ask: AskDep,
    action_plan_id: ActionPlanId,
    body: ActionPlanUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en plan. / Change an action plan."""
    with begin() as session:
        changing.change(session, fetch_current(session, ActionPlan, action_plan_id, seen), body)
        return answered(ask, document(session, action_plan_documents(), action_plan_id))


@router.post("/{actionPlanId}/endings", status_code=201, response_model=ActionPlanRead)
def end_action_plan(
    ask: PostDep, action_plan_id: ActionPlanId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en plan; den står kvar som avslutad. / End an action plan; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, ActionPlan, action_plan_id, seen), body)
        return created(ask, session, document(session, action_plan_documents(), action_plan_id))

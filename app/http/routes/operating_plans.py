"""Operating plans over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import OperatingPlan
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.operating_plans import operating_plan_documents, operating_plans_matching
from app.schemas.bodies import EndingCreate
from app.schemas.operating_plans import (
    OperatingPlanCreate,
    OperatingPlanFilters,
    OperatingPlanRead,
    OperatingPlanUpdate,
)
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/operating-plans", tags=["operating-plans"])

OperatingPlanId = Annotated[Key, key_in_path("operatingPlanId", "Verksamhetsplanen")]


@router.get("", response_model=Page[OperatingPlanRead])
def list_operating_plans(
    filters: Annotated[OperatingPlanFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista verksamhetsplaner. / List operating plans."""
    with look() as session:
        matching = operating_plans_matching(filters)
        return listed(ask, fetch_page(session, operating_plan_documents(), matching, filters))


@router.post("", status_code=201, response_model=OperatingPlanRead)
def register_operating_plan(ask: PostDep, body: OperatingPlanCreate, begin: BeginDep) -> Response:
    """Registrera länets verksamhetsplan för ett år. / Register an operating plan."""
    with begin() as session:
        plan = changing.add(session, OperatingPlan, body)
        return created(ask, session, document(session, operating_plan_documents(), plan.id))


@router.get("/{operatingPlanId}", response_model=OperatingPlanRead)
def read_operating_plan(
    operating_plan_id: OperatingPlanId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en verksamhetsplan med dess aktiviteter. / Show an operating plan and its activities."""
    with look() as session:
        return shown(ask, session, operating_plan_documents(), operating_plan_id, at)


@router.patch("/{operatingPlanId}", response_model=OperatingPlanRead)
def change_operating_plan(
    ask: AskDep,
    operating_plan_id: OperatingPlanId,
    body: OperatingPlanUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en verksamhetsplan. / Change an operating plan."""
    with begin() as session:
        changing.change(
            session, fetch_current(session, OperatingPlan, operating_plan_id, seen), body
        )
        return answered(ask, document(session, operating_plan_documents(), operating_plan_id))


@router.post("/{operatingPlanId}/endings", status_code=201, response_model=OperatingPlanRead)
def end_operating_plan(
    ask: PostDep,
    operating_plan_id: OperatingPlanId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta en verksamhetsplan; den står kvar. / End an operating plan; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, OperatingPlan, operating_plan_id, seen), body)
        return created(
            ask, session, document(session, operating_plan_documents(), operating_plan_id)
        )

"""Activities over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Activity
from app.queries.activities import activities_matching, activity_documents
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.activities import ActivityCreate, ActivityFilters, ActivityRead, ActivityUpdate
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.services import activities, changing

router = Router(prefix="/activities", tags=["activities"])

ActivityId = Annotated[Key, key_in_path("activityId", "Aktiviteten")]


@router.get("", response_model=Page[ActivityRead])
def list_activities(
    filters: Annotated[ActivityFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista aktiviteter: besök, utbildningar, konferenser, nätverk. / List activities."""
    with look() as session:
        matching = activities_matching(filters)
        return listed(ask, fetch_page(session, activity_documents(), matching, filters))


@router.post("", status_code=201, response_model=ActivityRead)
def register_activity(ask: PostDep, body: ActivityCreate, begin: BeginDep) -> Response:
    """Registrera en aktivitet. / Register an activity."""
    with begin() as session:
        activity = changing.add(session, Activity, body)
        return created(ask, session, document(session, activity_documents(), activity.id))


@router.get("/{activityId}", response_model=ActivityRead)
def read_activity(activity_id: ActivityId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en aktivitet. / Show an activity."""
    with look() as session:
        return shown(ask, session, activity_documents(), activity_id, at)


@router.patch("/{activityId}", response_model=ActivityRead)
def change_activity(
    ask: AskDep, activity_id: ActivityId, body: ActivityUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en aktivitet. / Change an activity."""
    with begin() as session:
        activities.change(session, fetch_current(session, Activity, activity_id, seen), body)
        return answered(ask, document(session, activity_documents(), activity_id))


@router.post("/{activityId}/endings", status_code=201, response_model=ActivityRead)
def end_activity(
    ask: PostDep, activity_id: ActivityId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en aktivitet; den står kvar som avslutad. / End an activity; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Activity, activity_id, seen), body)
        return created(ask, session, document(session, activity_documents(), activity_id))

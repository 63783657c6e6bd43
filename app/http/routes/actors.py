"""Actors over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Actor
from app.queries.actors import actor_documents, actors_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.actors import ActorCreate, ActorFilters, ActorRead, ActorUpdate
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.services import actors, changing

router = Router(prefix="/actors", tags=["actors"])

ActorId = Annotated[Key, key_in_path("actorId", "Aktören")]


@router.get("", response_model=Page[ActorRead])
def list_actors(filters: Annotated[ActorFilters, Query()], ask: AskDep, look: LookDep) -> Response:
    """Lista aktörer: kommuner, polis, länsstyrelser och andra. / List actors."""
    with look() as session:
        return listed(
            ask, fetch_page(session, actor_documents(), actors_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=ActorRead)
def register_actor(ask: PostDep, body: ActorCreate, begin: BeginDep) -> Response:
    """Registrera en aktör. / Register an actor."""
    with begin() as session:
        actor = actors.register(session, body)
        return created(ask, session, document(session, actor_documents(), actor.id))


@router.get("/{actorId}", response_model=ActorRead)
def read_actor(actor_id: ActorId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en aktör. / Show an actor."""
    with look() as session:
        return shown(ask, session, actor_documents(), actor_id, at)


@router.patch("/{actorId}", response_model=ActorRead)
def change_actor(
    ask: AskDep, actor_id: ActorId, body: ActorUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en aktör. / Change an actor."""
    with begin() as session:
        actors.change(session, fetch_current(session, Actor, actor_id, seen), body)
        return answered(ask, document(session, actor_documents(), actor_id))


@router.post("/{actorId}/endings", status_code=201, response_model=ActorRead)
def end_actor(
    ask: PostDep, actor_id: ActorId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en aktör; den står kvar som avslutad. / End an actor; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Actor, actor_id, seen), body)
        return created(ask, session, document(session, actor_documents(), actor_id))

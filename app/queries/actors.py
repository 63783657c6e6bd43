"""Questions about actors."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.models import Actor, ActorSuccessor
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import actors_in_county, actors_in_municipality
from app.schemas.actors import ActorFilters, ActorRead

MEANINGS: Conditions = {
    "kind": lambda kind: Actor.kind == kind,
    "county_code": lambda code: Actor.id.in_(actors_in_county(code)),
    "municipality_code": lambda code: Actor.id.in_(actors_in_municipality(code)),
    "parent_id": lambda key: Actor.parent_id == key,
    "organisation_number": lambda number: Actor.organisation_number == number,
}


def actor_documents() -> Select[str, str]:
    return record_documents(ActorRead, Actor)


def actors_matching(filters: ActorFilters) -> Select[Any]:
    return narrowed(Actor, filters, MEANINGS)


def parent_of(actor_id: UUID) -> Select[UUID | None]:
    """Locked, so that two changes at once cannot each make half of a circle."""
    return select(Actor.parent_id).where(Actor.id == actor_id).with_for_update()


def successors_of(actor_ids: Collection[UUID]) -> Select[UUID]:
    """Locked, for the same reason."""
    follows = ActorSuccessor.actor_id == Actor.id
    return (
        select(ActorSuccessor.successor_id)
        .join(Actor, follows)
        .where(Actor.id.in_(actor_ids))
        .with_for_update(of=Actor)
    )

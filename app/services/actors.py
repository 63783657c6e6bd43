"""How actors change: an actor is never part of itself, nor its own successor."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Actor
from app.queries.actors import parent_of
from app.schemas.actors import ActorCreate, ActorUpdate
from app.services import changing

CIRCLE = "Aktören kan inte ingå i sig själv, varken direkt eller genom andra."
OWN_SUCCESSOR = "Aktören kan inte vara sin egen efterträdare."


def register(session: Session, body: ActorCreate) -> Actor:
    """A new actor can be in no circle: nothing refers to it yet."""
    return changing.add(session, Actor, body)


def change(session: Session, actor: Actor, body: ActorUpdate) -> None:
    changing.change(session, actor, body)
    _refuse_own_successor(actor)
    if actor.id in _ancestors(session, actor):
        raise InvalidError(CIRCLE, [Fault("parentId", CIRCLE)])


def _refuse_own_successor(actor: Actor) -> None:
    for place, one in enumerate(actor.successors):
        if one.successor_id == actor.id:
            name = f"successors[{place}].successorId"
            raise InvalidError(OWN_SUCCESSOR, [Fault(name, OWN_SUCCESSOR)])


def _ancestors(session: Session, actor: Actor) -> set[UUID]:
    return set(_upwards(session, actor))


def _upwards(session: Session, actor: Actor) -> Iterator[UUID]:
    above, seen = actor.parent_id, set[UUID]()
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = session.scalar(parent_of(above))

"""How actors change: never part of itself nor its own successor, at home in one county."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Actor, Municipality
from app.queries.actors import parent_of, successors_of
from app.schemas.actors import ActorCreate, ActorUpdate
from app.services import changing

CIRCLE = "Aktören kan inte ingå i sig själv, varken direkt eller genom andra."
OWN_SUCCESSOR = "Aktören kan inte vara sin egen efterträdare, varken direkt eller genom andra."
OTHER_COUNTY = "Kommunen i municipalityCode ligger i ett annat län."


def register(session: Session, body: ActorCreate) -> Actor:
    """A new actor can be in no circle: nothing refers to it yet."""
    actor = changing.add(session, Actor, body)
    _refuse_other_county(session, actor)
    return actor


def change(session: Session, actor: Actor, body: ActorUpdate) -> None:
    changing.change(session, actor, body)
    _refuse_other_county(session, actor)
    _refuse_own_successor(session, actor)
    if actor.id in _ancestors(session, actor):
        raise InvalidError(CIRCLE, [Fault("parentId", CIRCLE)])


def _refuse_other_county(session: Session, actor: Actor) -> None:
    if actor.municipality_code is None or actor.county_code is None:
        return
    home = session.get_one(Municipality, actor.municipality_code)
    if actor.county_code != home.county_code:
        raise InvalidError(OTHER_COUNTY, [Fault("countyCode", OTHER_COUNTY)])


def _refuse_own_successor(session: Session, actor: Actor) -> None:
    for place, one in enumerate(actor.successors):
        if actor.id in _onwards(session, one.successor_id):
            name = f"successors[{place}].successorId"
            raise InvalidError(OWN_SUCCESSOR, [Fault(name, OWN_SUCCESSOR)])


def _onwards(session: Session, first: UUID) -> set[UUID]:
    """The actor and all that came after it, in any number of steps."""
    seen, latest = {first}, {first}
    while latest:
        latest = set(session.scalars(successors_of(latest))) - seen
        seen |= latest
    return seen


def _ancestors(session: Session, actor: Actor) -> set[UUID]:
    return set(_upwards(session, actor))


def _upwards(session: Session, actor: Actor) -> Iterator[UUID]:
    above, seen = actor.parent_id, set[UUID]()
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = session.scalar(parent_of(above))

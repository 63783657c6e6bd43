"""What holds for a commitment in any state: who may say it is signed, and what it may point at."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Fault
from app.models import Actor, Commitment
from app.models.commitments import Signing
from app.queries.commitments import chain_above

ONLY_AFTERWARDS = (
    "Kan bara anges när registeredAfterwards är true; annars signerar parterna var för sig."
)
STAYS_SIGNED = "Kan inte ändras när överenskommelsen är undertecknad."
UNKNOWN_ACTOR = "Hänvisar till något som inte finns i registret."
CIRCLE = "En överenskommelse kan inte vara överordnad sig själv, inte heller genom andra."
REPLACES_ITSELF = "En överenskommelse kan inte ersätta sig själv."


def signing_faults(commitment: Commitment, shape: BaseModel, path: str) -> Iterator[Fault]:
    """A signature in the register is made by a party, never by a field."""
    sent = {name: getattr(shape, name) for name in shape.model_fields_set}
    afterwards = sent.get("registered_afterwards", commitment.registered_afterwards)
    if not afterwards:
        yield from _only_afterwards(commitment, sent, path)
    if commitment.signing is not Signing.UNSIGNED:
        if afterwards != commitment.registered_afterwards:
            yield Fault(f"{path}registeredAfterwards", STAYS_SIGNED)
        if sent.get("signing") is Signing.UNSIGNED:
            yield Fault(f"{path}signing", STAYS_SIGNED)


def _only_afterwards(commitment: Commitment, sent: dict[str, Any], path: str) -> Iterator[Fault]:
    for name in ("signing", "signed_on"):
        if sent.get(name, Signing.UNSIGNED) not in (
            None,
            Signing.UNSIGNED,
            getattr(commitment, name),
        ):
            yield Fault(path + to_camel(name), ONLY_AFTERWARDS)


def link_faults(
    session: Session, commitment: Commitment, shape: BaseModel, path: str
) -> Iterator[Fault]:
    if commitment.id is not None:
        yield from _circles(session, commitment, path)
    yield from _unknown_actors(session, shape, path)


def _circles(session: Session, commitment: Commitment, path: str) -> Iterator[Fault]:
    above = commitment.parent_id
    if above is not None and commitment.id in set(session.scalars(chain_above(above))):
        yield Fault(f"{path}parentId", CIRCLE)
    for place, one in enumerate(commitment.replaces):
        if one.replaced_id == commitment.id:
            yield Fault(f"{path}replaces[{place}].replacedId", REPLACES_ITSELF)


def _unknown_actors(session: Session, shape: BaseModel, path: str) -> Iterator[Fault]:
    """Roles are kept as JSON, where no foreign key looks after the actor."""
    roles: list[Any] = getattr(getattr(shape, "part_one", None), "roles", None) or []
    wanted = {role.actor_id for role in roles if role.actor_id is not None}
    known = set(session.scalars(select(Actor.id).where(Actor.id.in_(wanted)))) if wanted else set()
    for place, role in enumerate(roles):
        if role.actor_id in wanted - known:
            yield Fault(f"{path}partOne.roles[{place}].actorId", UNKNOWN_ACTOR)

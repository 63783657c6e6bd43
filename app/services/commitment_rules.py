"""What holds for a commitment in any state: who may say it is signed, and what it may point at."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault
from app.models import Actor, Commitment
from app.models.commitments import EndType, Signing
from app.queries.commitments import chain_above, chain_replaced_by
from app.services.changing import NOT_YET

ONLY_AFTERWARDS = (
    "Kan bara anges när registeredAfterwards är true; annars signerar parterna var för sig."
)
SAID_AT_FIRST = "Anges bara när posten skapas."
NO_SOURCE = "Ange källan: minst en källa (provenance.sources) eller ett dokument (documents)."
NO_LAST_DAY = "En sista dag (endsOn) kan inte anges med {}."
STAYS_SIGNED = "Kan inte ändras när överenskommelsen är undertecknad."
UNKNOWN_ACTOR = "Hänvisar till något som inte finns i registret."
CIRCLE = "En överenskommelse kan inte vara överordnad sig själv, inte heller genom andra."
REPLACES_ITSELF = "En överenskommelse kan inte ersätta sig själv, inte heller genom andra."

WITHOUT_LAST_DAY = (
    EndType.UNTIL_FURTHER_NOTICE,
    EndType.UNTIL_REPLACED,
    EndType.LENGTH_ONLY,
    EndType.NOT_STATED,
)
SHOWN_BY = {"signing", "provenance", "documents"}


def signing_faults(commitment: Commitment, shape: BaseModel, path: str) -> Iterator[Fault]:
    """A signature in the register is made by a party, never by a field."""
    sent = {name: getattr(shape, name) for name in shape.model_fields_set}
    afterwards = sent.get("registered_afterwards", commitment.registered_afterwards)
    if commitment.id is not None and afterwards != commitment.registered_afterwards:
        yield Fault(f"{path}registeredAfterwards", SAID_AT_FIRST)
    elif not afterwards:
        yield from _only_afterwards(commitment, sent, path)
    if commitment.signing is not Signing.UNSIGNED and sent.get("signing") is Signing.UNSIGNED:
        yield Fault(f"{path}signing", STAYS_SIGNED)


def _only_afterwards(commitment: Commitment, sent: dict[str, Any], path: str) -> Iterator[Fault]:
    for name in ("signing", "signed_on"):
        if sent.get(name, Signing.UNSIGNED) not in (
            None,
            Signing.UNSIGNED,
            getattr(commitment, name),
        ):
            yield Fault(path + to_camel(name), ONLY_AFTERWARDS)


def known_faults(commitment: Commitment, shape: BaseModel, path: str) -> Iterator[Fault]:
    """What is said to have been signed elsewhere has a source, and a day that has been."""
    if not commitment.registered_afterwards or commitment.signing is Signing.UNSIGNED:
        return
    if shape.model_fields_set & SHOWN_BY and not _has_source(commitment):
        yield Fault(f"{path}provenance", NO_SOURCE)
    signed_on = commitment.signed_on
    if commitment.signing is Signing.SIGNED and signed_on is not None and signed_on > today():
        yield Fault(f"{path}signedOn", NOT_YET)


def _has_source(commitment: Commitment) -> bool:
    sources = (commitment.provenance or {}).get("sources") or []
    return bool(commitment.documents) or any(one.get("url") or one.get("name") for one in sources)


def period_faults(commitment: Commitment, shape: BaseModel, path: str) -> Iterator[Fault]:
    """A source may contradict itself, and is kept as it stands; what is agreed here may not."""
    period = getattr(shape, "period", None)
    if commitment.registered_afterwards or period is None or commitment.ends_on is None:
        return
    # Where nobody said how it ends, the last day says it.
    unsaid = commitment.end_type is EndType.NOT_STATED and "end_type" not in period.model_fields_set
    if commitment.end_type in WITHOUT_LAST_DAY and not unsaid:
        yield Fault(f"{path}period.endsOn", NO_LAST_DAY.format(commitment.end_type.value))


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
        if commitment.id in set(session.scalars(chain_replaced_by(one.replaced_id))):
            yield Fault(f"{path}replaces[{place}].replacedId", REPLACES_ITSELF)


def _unknown_actors(session: Session, shape: BaseModel, path: str) -> Iterator[Fault]:
    """Roles are kept as JSON, where no foreign key looks after the actor."""
    roles: list[Any] = getattr(getattr(shape, "part_one", None), "roles", None) or []
    wanted = {role.actor_id for role in roles if role.actor_id is not None}
    known = set(session.scalars(select(Actor.id).where(Actor.id.in_(wanted)))) if wanted else set()
    for place, role in enumerate(roles):
        if role.actor_id in wanted - known:
            yield Fault(f"{path}partOne.roles[{place}].actorId", UNKNOWN_ACTOR)

"""Rows that are valid by default; a test names only what it is about."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.language import sort_key
from app.models import (
    Actor,
    ActorArea,
    Agreement,
    AreaCategory,
    CitizenPromise,
    Commitment,
    County,
    Forum,
    Function,
    Meeting,
    Method,
    Municipality,
    Party,
)
from app.models.actors import ActorKind
from app.models.commitments import Level, PartyRole, Signing
from app.models.forums import ForumKind

API = "/samverkan/v1"

C = TypeVar("C", bound=Commitment)


def county(session: Session, code: str = "04", name: str = "Södermanlands län") -> County:
    found = session.get(County, code)
    if found is None:
        found = County(code=code, name=name, police_region="Öst", sort_key=sort_key(name))
        session.add(found)
        session.flush()
    return found


def municipality(
    session: Session, code: str = "0481", name: str = "Oxelösund", county_code: str | None = None
) -> Municipality:
    found = session.get(Municipality, code)
    if found is None:
        home = county(session, county_code or code[:2], f"Län {code[:2]}")
        found = Municipality(code=code, name=name, county_code=home.code, sort_key=sort_key(name))
        session.add(found)
        session.flush()
    return found


def actor(session: Session, name: str = "Oxelösunds kommun", **values: Any) -> Actor:
    row = Actor(**{"name": name, "kind": ActorKind.MUNICIPALITY, **values})
    session.add(row)
    session.flush()
    return row


def forum(session: Session, name: str = "Lokala rådet", **values: Any) -> Forum:
    row = Forum(**{"name": name, "kind": ForumKind.LOCAL_COUNCIL, **values})
    session.add(row)
    session.flush()
    return row


def meeting(session: Session, held_on: str = "2024-03-14", **values: Any) -> Meeting:
    given = {"forum_id": values.pop("forum_id", None) or forum(session).id, **values}
    row = Meeting(held_on=date.fromisoformat(held_on), **given)
    session.add(row)
    session.flush()
    return row


def agreement(
    session: Session, title: str = "Samverkansöverenskommelse", **values: Any
) -> Agreement:
    """Signed and valid 2024 through 2027, without parties."""
    return _commitment(session, Agreement(**_signed(title, values)))


def citizen_promise(
    session: Session, title: str = "Medborgarlöfte", **values: Any
) -> CitizenPromise:
    """Signed and valid 2024 through 2027, without parties."""
    return _commitment(session, CitizenPromise(**_signed(title, values)))


def party(
    session: Session, commitment: Commitment, actor: Actor | None = None, **values: Any
) -> Party:
    given = {"role": PartyRole.CONTRACTING, **values}
    row = Party(commitment_id=commitment.id, actor_id=(actor or _any_actor(session)).id, **given)
    session.add(row)
    session.flush()
    return row


def _any_actor(session: Session) -> Actor:
    return actor(session)


def _signed(title: str, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": title,
        "level": Level.MUNICIPALITY,
        "signing": Signing.SIGNED,
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2027, 12, 31),
        **values,
    }


def _commitment(session: Session, row: C) -> C:
    session.add(row)
    session.flush()
    return row


def area_of_work(session: Session, actor: Actor, code: str) -> ActorArea:
    """A municipality where the actor works, always."""
    row = ActorArea(actor_id=actor.id, municipality_code=code)
    session.add(row)
    session.flush()
    return row


def function(session: Session, actor: Actor | None = None, **values: Any) -> Function:
    """A coordinator at the actor, of any day."""
    at = (actor or _any_actor(session)).id
    row = Function(**{"kind": "coordinator", "title": "Samordnare", "actor_id": at, **values})
    session.add(row)
    session.flush()
    return row


def area_category(session: Session, code: str = "youth", **values: Any) -> AreaCategory:
    row = AreaCategory(**{"code": code, "name": code.capitalize(), **values})
    session.add(row)
    session.flush()
    return row


def method(session: Session, code: str = "est", **values: Any) -> Method:
    row = Method(**{"code": code, "name": code.upper(), "evidence": "unclear", **values})
    session.add(row)
    session.flush()
    return row

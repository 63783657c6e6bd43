"""Rows that are valid by default; a test names only what it is about."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.language import sort_key
from app.models import Actor, County, Forum, Meeting, Municipality
from app.models.actors import ActorKind
from app.models.forums import ForumKind

API = "/samverkan/v1"


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

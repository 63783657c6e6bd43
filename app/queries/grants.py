"""Whom a token stands for, asked at each request, so that what is withdrawn is gone at once."""

from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.models import Actor, Grant, Principal
from app.permissions import Caller, Organisation, Scope

HELD: Select[*tuple[Any, ...]] = (
    select(
        Principal.id,
        Principal.title,
        Principal.version,
        Actor.version,
        Actor.id,
        Actor.kind,
        Actor.county_code,
        Actor.municipality_code,
        Grant.role,
    )
    .join(Actor, Actor.id == Principal.actor_id)
    .outerjoin(Grant, Grant.principal_id == Principal.id)
    .where(
        Principal.issuer == bindparam("issuer"),
        Principal.subject == bindparam("subject"),
        Principal.ended_on.is_(None),
    )
)


def caller_known_as(
    session: Session, issuer: str, subject: str, scopes: frozenset[Scope], token_id: str
) -> Caller | None:
    """None for one who is unknown or has been shut out."""
    rows = session.execute(HELD, {"issuer": issuer, "subject": subject}).all()
    if not rows:
        return None
    key, title, own, actors, *at, _ = rows[0]
    roles = frozenset(row[-1] for row in rows if row[-1] is not None)
    at_home = Organisation(*at)
    return Caller(key, title, at_home, roles, scopes, token_id, versions=(own, actors))

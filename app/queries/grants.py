"""Whom a token stands for, asked at each request, so that what is withdrawn is gone at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.models import Actor, Grant, Principal
from app.permissions import Caller, Organisation, Scope
from app.queries.standing import has_some_to_review

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
        has_some_to_review(Actor.id),
        Grant.role,
    )
    .join(Actor, Actor.id == Principal.actor_id)
    .outerjoin(Grant, Grant.principal_id == Principal.id)
    .where(Principal.ended_on.is_(None))
)
CALLED = HELD.where(
    Principal.issuer == bindparam("issuer"), Principal.subject == bindparam("subject")
)


def caller_known_as(
    session: Session, issuer: str, subject: str, scopes: frozenset[Scope], token_id: str
) -> Caller | None:
    """None for one who is unknown or has been shut out."""
    rows = session.execute(CALLED, {"issuer": issuer, "subject": subject}).all()
    return _caller(rows, scopes, token_id)


def caller_with_id(session: Session, key: UUID, scopes: frozenset[Scope]) -> Caller | None:
    """As `caller_known_as`, of one that is asked for by no token but by what it has made."""
    return _caller(session.execute(HELD.where(Principal.id == key)).all(), scopes, None)


def _caller(rows: Sequence[Any], scopes: frozenset[Scope], token_id: str | None) -> Caller | None:
    if not rows:
        return None
    key, title, own, actors, *at, _ = rows[0]
    roles = frozenset(row[-1] for row in rows if row[-1] is not None)
    at_home = Organisation(*at)
    return Caller(key, title, at_home, roles, scopes, token_id, versions=(own, actors))

"""Questions about principals, and about the actors that they belong to."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import joinedload, selectinload

from app.models import Actor, Grant, Principal
from app.models.actors import ActorKind
from app.models.principals import EMBEDDED, PrincipalKind
from app.queries.narrowing import Conditions, narrowed
from app.schemas.principals import PrincipalFilters

MEANINGS: Conditions = {
    "actor_id": lambda key: Principal.actor_id == key,
    "kind": lambda kind: Principal.kind == kind,
    "role": lambda role: Principal.grants.any(Grant.role == role),
}


def principals_matching(filters: PrincipalFilters) -> Select[Any]:
    return narrowed(Principal, filters, MEANINGS)


def clients_named(client_id: str) -> Select[Principal]:
    """The client of ours that goes by this id, with roles and secrets; it may have been ended."""
    return own_clients().where(Principal.subject == client_id)


def own_clients() -> Select[Principal]:
    return (
        select(Principal)
        .where(Principal.issuer == EMBEDDED, Principal.kind == PrincipalKind.CLIENT)
        .options(
            joinedload(Principal.actor),
            selectinload(Principal.grants),
            selectinload(Principal.secrets),
        )
        .order_by(Principal.subject)
    )


def actors_called(name: str) -> Select[Actor]:
    """By municipality code, county code (its board), organisation number or id."""
    return select(Actor).where(_is_called(name), Actor.ended_on.is_(None))


def _is_called(name: str) -> ColumnElement[bool]:
    if re.fullmatch(r"[0-9]{4}", name):
        of_kind = Actor.kind == ActorKind.MUNICIPALITY
        return and_(Actor.municipality_code == name, of_kind)
    if re.fullmatch(r"[0-9]{2}", name):
        return and_(Actor.county_code == name, Actor.kind == ActorKind.COUNTY_ADMINISTRATIVE_BOARD)
    if re.fullmatch(r"[0-9]{6}-?[0-9]{4}", name):
        return Actor.organisation_number == f"{name[:6]}-{name[-4:]}"
    return Actor.id == UUID(name) if _is_id(name) else false()


def _is_id(name: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", name) is not None

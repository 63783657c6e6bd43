"""Questions about what agreements and citizen promises share."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from app import validity
from app.documents import Derived, documents, relations, values_of
from app.models import (
    Actor,
    Amendment,
    AreaCategoryLink,
    Commitment,
    Measure,
    Method,
    Party,
    PrioritisedArea,
    Replacement,
)
from app.models.commitments import Signing
from app.queries.narrowing import Conditions
from app.queries.territory import (
    commitments_in_county,
    commitments_in_municipality,
    counties_of,
)
from app.queries.written import made_once


@made_once
def commitment_documents(shape: type[BaseModel], form: type[Commitment]) -> Select[str, str]:
    return documents(
        shape,
        form,
        {
            "as_of": validity.DAY,
            "revision": _revision(form),
            "county_codes": values_of(counties_of(form)),
        },
        {
            "signing": form.signing,
            "afterwards": form.registered_afterwards,
            "draft": is_draft(form),
            "prolongable": and_(form.last_day.is_not(None), ~form.terminations.any()),
            "newer": _newer(form),
            "relations": relations(form),
        },
        Derived(
            validity.commitment_reason(form),
            {
                "status": lambda reason: validity.status_by(reason, form),
                "status_reason": validity.in_words,
                "validity": lambda reason: validity.validity_by(reason, form),
                "validity_reason": lambda reason: reason,
            },
        ),
    )


def is_draft(form: type[Commitment]) -> ColumnElement[bool]:
    """Nobody has signed it, so it and its areas may be changed directly."""
    unbegun = or_(form.registered_afterwards, ~form.signatures.any())
    return and_(form.ended_on.is_(None), form.signing == Signing.UNSIGNED, unbegun)


def _newer(form: type[Commitment]) -> ColumnElement[Any]:
    """The versions of what replaces it: whether it is replaced hangs on their signing and days."""
    newer = aliased(Commitment)
    replacing = Replacement.replaced_id == form.id
    found = select(newer.version).join(Replacement, Replacement.commitment_id == newer.id)
    return values_of(found.where(replacing).order_by(Replacement.id).correlate(form))


def chain_above(parent_id: UUID) -> Select[UUID]:
    """The commitment and all that stand over it; a loop among them ends the search."""
    above = (
        select(Commitment.id.label("id"), Commitment.parent_id.label("parent_id"))
        .where(Commitment.id == parent_id)
        .cte(recursive=True)
    )
    higher = select(Commitment.id, Commitment.parent_id).where(Commitment.id == above.c.parent_id)
    return select(above.union(higher).c.id)


def chain_replaced_by(commitment_id: UUID) -> Select[UUID]:
    """The commitment and all that it replaces, step by step; a loop ends the search."""
    chain = select(Commitment.id.label("id")).where(Commitment.id == commitment_id)
    chain_of = chain.cte(recursive=True)
    older = select(Replacement.replaced_id).where(Replacement.commitment_id == chain_of.c.id)
    return select(chain_of.union(older).c.id)


def areas_still_worked_on(commitment_id: UUID) -> Select[int]:
    return select(func.count(PrioritisedArea.id)).where(
        PrioritisedArea.commitment_id == commitment_id, PrioritisedArea.ended_on.is_(None)
    )


def _revision(form: type[Commitment]) -> ColumnElement[int]:
    amended = select(func.count(Amendment.id) + 1).where(Amendment.commitment_id == form.id)
    return amended.correlate(form).scalar_subquery()


def _of_actor(form: type[Commitment], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    held = select(Party.commitment_id).join(Actor, Actor.id == Party.actor_id).where(condition)
    return form.id.in_(held)


def _in_category(form: type[Commitment], code: str) -> ColumnElement[bool]:
    links = select(PrioritisedArea.commitment_id).join(
        AreaCategoryLink, AreaCategoryLink.prioritised_area_id == PrioritisedArea.id
    )
    counts = validity.record_status(PrioritisedArea) != "ended"
    return form.id.in_(links.where(AreaCategoryLink.category_code == code, counts))


def _with_method(form: type[Commitment], code: str) -> ColumnElement[bool]:
    """Through a measure of its own or of one of its areas; an ended one no longer counts."""
    used = (
        select(func.coalesce(Measure.commitment_id, PrioritisedArea.commitment_id))
        .join(Method, Method.id == Measure.method_id)
        .outerjoin(PrioritisedArea, PrioritisedArea.id == Measure.prioritised_area_id)
    )
    belongs = or_(Measure.commitment_id.is_not(None), PrioritisedArea.id.is_not(None))
    counts = validity.record_status(Measure) != "ended"
    return form.id.in_(used.where(Method.code == code, belongs, counts))


def _numbered(form: type[Commitment], number: str) -> ColumnElement[bool]:
    """The list is kept as the JSON text that Python wrote, on both engines: look for the word."""
    written = cast(form.registry_numbers, Text)
    return func.replace(written, json.dumps(number), "") != written


def _in_year(form: type[Commitment], year: int) -> ColumnElement[bool]:
    return validity.holds_in_year(form, year)


def meanings(form: type[Commitment]) -> Conditions:
    """What each parameter of a list asks of an agreement or a promise."""
    return {
        "level": lambda level: form.level == level,
        "validity": lambda answer: validity.commitment_validity(form) == answer,
        "valid_on": partial(validity.valid_on, form),
        "year": partial(_in_year, form),
        "county_code": lambda code: form.id.in_(commitments_in_county(code)),
        "municipality_code": lambda code: form.id.in_(commitments_in_municipality(code)),
        "actor_id": lambda key: _of_actor(form, Actor.id == key),
        "actor_kind": lambda kind: _of_actor(form, Actor.kind == kind),
        "category_code": partial(_in_category, form),
        "method_code": partial(_with_method, form),
        "parent_id": lambda key: form.parent_id == key,
        "replaces_id": lambda key: form.replaces.any(Replacement.replaced_id == key),
        "registry_number": partial(_numbered, form),
    }

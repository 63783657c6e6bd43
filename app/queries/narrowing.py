"""What every list can be narrowed and ordered by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, true

from app import validity
from app.language import folded, sort_key
from app.models import County, Municipality
from app.models.base import ExternalReference, Resource
from app.schemas.filters import CodeListing, Filters

ESCAPE = "\\"

# By the name of the parameter: what its value asks of a row.
Conditions = Mapping[str, Callable[[Any], ColumnElement[bool]]]


NO_CONDITIONS = {"page", "limit", "as_of"}


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed by: equal for all its pages, and for all who ask for the same."""

    kind: type[Resource]
    by: type[Filters]
    values: str
    filters: Filters = field(compare=False)
    own: Conditions = field(compare=False)


def narrowed(kind: type[Resource], filters: Filters, own: Conditions | None = None) -> Select[Any]:
    """Key and position of the records that the common parameters leave, and the noun's own."""
    values = filters.model_dump_json(exclude=NO_CONDITIONS)
    return _narrowed(Asked(kind, type(filters), values, filters, own or {}))


@lru_cache(200)
def _narrowed(asked: Asked) -> Select[Any]:
    kind, filters = asked.kind, asked.filters
    position = func.row_number().over(order_by=_order(kind, filters.sort)).label("position")
    question = select(kind.id.label("key"), position)
    for condition in _conditions(kind, filters):
        question = question.where(condition)
    for name, meaning in asked.own.items():
        value = getattr(filters, name)
        if value is not None:
            question = question.where(meaning(value))
    return question


def _conditions(kind: type[Resource], filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.q is not None:
        conditions.append(contains(kind.search_text, filters.q))
    if filters.updated_since is not None:
        conditions.append(kind.updated_at >= filters.updated_since)
    if filters.external_system is not None:
        conditions.append(_referred(kind, ExternalReference.system == filters.external_system))
    if filters.external_id is not None:
        conditions.append(_external(kind, filters))
    status = getattr(filters, "status", None)
    if status is not None:
        conditions.append(validity.status_of(kind) == status)
    return conditions


def coded(kind: type[County] | type[Municipality], filters: CodeListing) -> Select[Any]:
    """As `narrowed`, for what has a code for key and a name that is all there is to search."""
    column: Any = {"name": kind.sort_key, "code": kind.code}[filters.sort.removeprefix("-")]
    order = column.desc() if filters.sort.startswith("-") else column
    position = func.row_number().over(order_by=[order, kind.code]).label("position")
    question = select(kind.code.label("key"), position)
    if filters.q is not None:
        question = question.where(contains(kind.sort_key, sort_key(filters.q)))
    return question


def contains(column: Any, words: str) -> ColumnElement[bool]:
    """Every word occurs, in any order; % and _ are only characters."""
    parts = [escaped(word) for word in folded(words).split()]
    return and_(true(), *(column.like(f"%{part}%", escape=ESCAPE) for part in parts))


def escaped(word: str) -> str:
    for special in (ESCAPE, "%", "_"):
        word = word.replace(special, ESCAPE + special)
    return word


def _external(kind: type[Resource], filters: Filters) -> ColumnElement[bool]:
    same = ExternalReference.external_id == filters.external_id
    if filters.external_system is not None:
        same &= ExternalReference.system == filters.external_system
    return _referred(kind, same)


def _referred(kind: type[Resource], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ExternalReference.resource_id == kind.id, condition)


def _order(kind: type[Resource], sort: str) -> list[ColumnElement[Any]]:
    column: Any = {
        "name": kind.sort_key,
        "createdAt": kind.created_at,
        "updatedAt": kind.updated_at,
    }[sort.removeprefix("-")]
    return [column.desc() if sort.startswith("-") else column, kind.id]

"""What every list can be narrowed and ordered by."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from app import validity
from app.language import folded
from app.models.base import ExternalReference, Resource
from app.schemas.base import Filters

ESCAPE = "\\"


def narrowed(kind: type[Resource], filters: Filters) -> Select[Any]:
    """Key and position of the records that the common parameters leave."""
    position = func.row_number().over(order_by=_order(kind, filters.sort)).label("position")
    question = select(kind.id.label("key"), position)
    for condition in _conditions(kind, filters):
        question = question.where(condition)
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


def contains(column: Any, words: str) -> ColumnElement[bool]:
    """Every word occurs, in any order; % and _ are only characters."""
    parts = [escaped(word) for word in folded(words).split()]
    matches = [column.like(f"%{part}%", escape=ESCAPE) for part in parts]
    condition: ColumnElement[bool] = matches[0]
    for match in matches[1:]:
        condition &= match
    return condition


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

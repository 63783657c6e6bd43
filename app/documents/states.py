"""Documents, and beside each what tells without writing it whether it would be another."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, Text, cast, inspect, select
from sqlalchemy.orm import RelationshipProperty

from app.documents.json_sql import json_object, json_value, quoted
from app.documents.mapping import (
    Derived,
    Given,
    collected,
    document,
    is_optional,
    path_of,
    related,
    rows_at,
    shape_in,
    value_at,
    written,
)
from app.models.base import Base, Resource


def documents(
    shape: type[BaseModel],
    entity: type[Base],
    given: Given,
    facts: Mapping[str, Any] | None = None,
    derived: Derived | None = None,
) -> Select[str, str]:
    """One row per record of the class: the JSON text that the shape promises, and its state.

    The state is JSON text that differs whenever the document would on the same day: the record's
    key, version and facts, and of every other record that is shown its version. What has no
    version is there with the very value. The question's option `record` is the class, and `facts`
    are the column without the others.
    """
    text = document(shape, entity, given, derived)
    known = {**(facts or {}), **_own(entity)}
    shown = {**known, **_others(shape, entity, text)}
    question = select(cast(text, Text), _state(shown)).select_from(entity)
    return question.execution_options(record=entity, facts=_state(known))


def of_page(question: Select[str, str]) -> Select[str, str]:
    """The documents with what may be done with each, but not what else its state tells.

    That is for entity tags, of which a page has one, made of its content.
    """
    text, _ = question.selected_columns
    return question.with_only_columns(text, question.get_execution_options()["facts"])


def _state(said: Mapping[str, Any]) -> ColumnElement[str]:
    pairs = [part for name, fact in said.items() for part in (quoted(name), json_value(fact))]
    return cast(json_object(*pairs), Text)


def _own(entity: type[Base]) -> dict[str, Any]:
    (key,) = inspect(entity).primary_key
    if not issubclass(entity, Resource):
        return {"id": key}
    return {"id": key, "version": entity.version, "ended": entity.ended_on.is_not(None)}


def _others(shape: type[BaseModel], entity: type[Base], text: ColumnElement[Any]) -> dict[str, Any]:
    if not issubclass(entity, Resource):
        return {"text": text}
    return {"others": _numbered(_shown_of_others(shape, entity))}


def _shown_of_others(shape: type[BaseModel], row: Any) -> list[ColumnElement[Any]]:
    """Once each, however many fields of the same other record are shown."""
    found: dict[str, ColumnElement[Any]] = {}
    for name, field in written(shape):
        for what, one in _others_at(path_of(name, field), field.annotation, row).items():
            found.setdefault(what, one)
    return list(found.values())


def _others_at(path: str, annotation: Any, row: Any) -> dict[str, ColumnElement[Any]]:
    name, _, rest = path.partition(".")
    if rest:
        versioned = hasattr(inspect(row).mapper.relationships[name].entity.class_, "version")
        shown = (
            (lambda to: json_value(to.version))
            if versioned
            else partial(value_at, rest, annotation)
        )
        return {
            name if versioned else path: related(row, name, shown, if_known=is_optional(annotation))
        }
    attribute, shape = getattr(row, name, None), shape_in(annotation)
    if shape is not None and attribute is None:
        return {f"{name} {place}": one for place, one in enumerate(_shown_of_others(shape, row))}
    if shape is not None and isinstance(getattr(attribute, "property", None), RelationshipProperty):
        return _others_in_rows(row, name, shape)
    return {}


def _others_in_rows(row: Any, name: str, shape: type[BaseModel]) -> dict[str, ColumnElement[Any]]:
    """What the row owns is in its own version already; but not what its parts show of others."""
    relation = inspect(row).mapper.relationships[name]
    to, owned = relation.entity.class_, relation.cascade.delete_orphan
    if not owned and not hasattr(to, "version"):
        return {name: rows_at(row, name, shape)}
    if owned and not _shown_of_others(shape, to):
        return {}
    return {name: collected(row, name, partial(_seen_of, shape, owned=owned))}


def _seen_of(shape: type[BaseModel], to: Any, *, owned: bool) -> ColumnElement[Any]:
    own = [] if owned else [json_value(to.id), json_value(to.version)]
    return _numbered([*own, *_shown_of_others(shape, to)])


def _numbered(values: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    return json_object(
        *(part for place, one in enumerate(values) for part in (quoted(str(place)), one))
    )

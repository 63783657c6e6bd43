"""A response model and a mapped class become the JSON document that the database writes.

A field of the model is found on the class by its name: a column, a relationship (one or many), an
association proxy (a list of plain values), or, for a nested model that is none of these, a group
of columns of the same row. `Of("actor.name")` takes a value from a related row instead, and what
follows from more than columns (a status on a day) is given by the caller as an expression.

What another record is called is told only to whoever may know of that record: to others its name
is null, and what it says of this one is left out. A name that cannot be null belongs to a record
without which this one cannot be seen; so does what this record is made of, such as areas.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy import ColumnElement, Select, inspect, select
from sqlalchemy.ext.associationproxy import AssociationProxyInstance
from sqlalchemy.orm import RelationshipProperty, aliased

from app.documents.json_sql import joined, json_array, json_object, json_value, nested, quoted
from app.documents.telling import told
from app.models.base import Part, Resource

Given = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True)
class Of:
    """Where a field's value stands when it is not an attribute of its own: `actor.name`."""

    path: str


class Added:
    """Marks a field that depends on who asks: it is added to the text, not written by SQL."""


@dataclass(frozen=True)
class Derived:
    """Fields that all follow from one value of the row, which is derived once for them."""

    value: ColumnElement[Any]
    fields: Mapping[str, Callable[[ColumnElement[Any]], ColumnElement[Any]]]


def document(
    shape: type[BaseModel], row: Any, given: Given, derived: Derived | None = None
) -> ColumnElement[Any]:
    others = derived.fields if derived is not None else {}
    pairs: list[ColumnElement[Any]] = []
    for name, field in written(shape):
        if name not in others:
            pairs.append(_name(name, field))
            pairs.append(given[name] if name in given else _value(name, field, row))
    if derived is None:
        return json_object(*pairs)
    return joined(_derived(shape, row, derived), json_object(*pairs))


def _derived(shape: type[BaseModel], row: Any, derived: Derived) -> ColumnElement[Any]:
    """The offset keeps the database from reckoning it anew for each field."""
    value = select(derived.value.label("value")).correlate(row).offset(0).subquery()
    pairs: list[ColumnElement[Any]] = []
    for name, field in written(shape):
        if name in derived.fields:
            pairs += [_name(name, field), derived.fields[name](value.c.value)]
    return select(json_object(*pairs)).select_from(value).correlate(row).scalar_subquery()


def _name(name: str, field: FieldInfo) -> ColumnElement[Any]:
    return quoted(field.serialization_alias or field.alias or name)


def written(shape: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in shape.model_fields.items():
        if not any(isinstance(one, Added) for one in field.metadata):
            yield name, field


def path_of(name: str, field: FieldInfo) -> str:
    return next((one.path for one in field.metadata if isinstance(one, Of)), name)


def _value(name: str, field: FieldInfo, row: Any) -> ColumnElement[Any]:
    return value_at(path_of(name, field), field.annotation, row)


def value_at(path: str, annotation: Any, row: Any) -> ColumnElement[Any]:
    name, _, rest = path.partition(".")
    if rest:
        known = is_optional(annotation)
        return related(row, name, lambda to: value_at(rest, annotation, to), if_known=known)
    shape = shape_in(annotation)
    attribute = getattr(row, name, None)
    if isinstance(attribute, AssociationProxyInstance):
        return _plain_values(row, attribute)
    if attribute is None:
        return document(_required(shape, name), row, {})
    if isinstance(getattr(attribute, "property", None), RelationshipProperty):
        return rows_at(row, name, _required(shape, name))
    return json_value(attribute)


def rows_at(row: Any, name: str, shape: type[BaseModel]) -> ColumnElement[Any]:
    return collected(row, name, lambda to: document(shape, to, {}))


def related(row: Any, name: str, column: Any, *, if_known: bool) -> ColumnElement[Any]:
    """A value of the one related row; `if_known` to whoever may know of that row only."""
    kind = inspect(row).mapper.relationships[name].entity.class_
    to = aliased(kind)
    found = select(column(to)).select_from(to).where(getattr(row, name).of_type(to))
    if if_known and issubclass(kind, Resource | Part):
        found = found.where(told(kind, to))
    return found.correlate(row).scalar_subquery()


def _plain_values(row: Any, proxy: Any) -> ColumnElement[Any]:
    return _many(row, proxy.target_collection, lambda to: getattr(to, proxy.value_attr))


def _many(row: Any, name: str, column: Any, *, as_json: bool = False) -> ColumnElement[Any]:
    """The order stands in a subquery: SQLite before 3.44 has no order inside the aggregate."""
    relation = inspect(row).mapper.relationships[name]
    kind = relation.entity.class_
    to = aliased(kind)
    ordered = (
        select(column(to).label("one"))
        .select_from(to)
        .where(getattr(row, name).of_type(to))
        .order_by(*(getattr(to, by.key) for by in relation.order_by or ()))
        .correlate(row)
    )
    if issubclass(kind, Part) and not relation.cascade.delete_orphan:
        ordered = ordered.where(told(kind, to))
    return values_of(ordered, as_json=as_json)


def values_of(question: Select[Any], *, as_json: bool = False) -> ColumnElement[Any]:
    """The array of a question's only column, in its order."""
    (one,) = question.subquery().c
    return nested(select(json_array(nested(one) if as_json else one)).scalar_subquery())


def is_optional(annotation: Any) -> bool:
    return NoneType in get_args(annotation)


def _required(shape: type[BaseModel] | None, name: str) -> type[BaseModel]:
    if shape is None:
        raise TypeError(f"{name} is no column, no relationship and no group of columns")
    return shape


def shape_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model`, `Model | None`, `list[Model]` or `Annotated[..]`, if any."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return shape_in(get_args(annotation)[0])
    if origin is not None:
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return shape_in(inner[0]) if origin in (list, Union) or len(inner) == 1 else None
    return (
        annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    )


def collected(row: Any, name: str, column: Any) -> ColumnElement[Any]:
    if inspect(row).mapper.relationships[name].uselist:
        return _many(row, name, column, as_json=True)
    return nested(related(row, name, column, if_known=True))

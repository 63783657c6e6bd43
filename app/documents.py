"""Reads as documents: a response model and a mapped class become the JSON that the database writes.

A field of the model is found on the class by its name: a column, a relationship (one or many), an
association proxy (a list of plain values), or, for a nested model that is none of these, a group
of columns of the same row. `Of("actor.name")` takes a value from a related row instead, and what
follows from more than columns (a status on a day) is given by the caller as an expression.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Select,
    Text,
    cast,
    inspect,
    literal_column,
    select,
)
from sqlalchemy.ext.associationproxy import AssociationProxyInstance
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import RelationshipProperty, aliased
from sqlalchemy.sql.functions import FunctionElement

from app.models.base import Base, Instant, Thousandths

MOST_ARGUMENTS = 100

Given = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True)
class Of:
    """Where a field's value stands when it is not an attribute of its own: `actor.name`."""

    path: str


class json_object(FunctionElement[Any]):  # noqa: N801 - reads as the SQL function it becomes
    """An object from name, value, name, value ..."""

    inherit_cache = True
    type = JSON()


class json_array(FunctionElement[Any]):  # noqa: N801
    """The array of one column over all rows, [] when there are none."""

    inherit_cache = True
    type = JSON()


class json_value(FunctionElement[Any]):  # noqa: N801
    """A column's value in the one form that both engines write: `kind` says which."""

    inherit_cache = True
    type = JSON()


class nested(FunctionElement[Any]):  # noqa: N801
    """JSON out of a subquery, which SQLite would otherwise take for text."""

    inherit_cache = True
    type = JSON()


@compiles(json_object, "postgresql")
def _(element: Any, compiler: Any, **options: Any) -> str:
    """A function takes at most 100 arguments there; a row may have more columns than that."""
    if len(element.clauses) <= MOST_ARGUMENTS:
        return f"json_build_object({compiler.process(element.clauses, **options)})"
    written = [compiler.process(one, **options) for one in element.clauses]
    pairs = zip(written[1::2], written[::2], strict=True)
    columns = ", ".join(f'{value} AS "{name[1:-1]}"' for value, name in pairs)
    # The names are those of our own shapes.
    return f"(SELECT row_to_json(one) FROM (SELECT {columns}) AS one)"  # noqa: S608


@compiles(json_object, "sqlite")
def _(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_object({compiler.process(element.clauses, **options)})"


@compiles(json_array, "postgresql")
def _(element: Any, compiler: Any, **options: Any) -> str:
    return f"coalesce(json_agg({compiler.process(element.clauses, **options)}), '[]'::json)"


@compiles(json_array, "sqlite")
def _(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(nested, "postgresql")
def _(element: Any, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(nested, "sqlite")
def _(element: Any, compiler: Any, **options: Any) -> str:
    return f"json({compiler.process(element.clauses, **options)})"


@compiles(json_value, "postgresql")
def _(element: Any, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **options)
    if isinstance(column.type, Instant):
        return f"to_char({text} AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
    if isinstance(column.type, Thousandths):
        return f"trim_scale({text}::numeric / 1000)"
    return str(text)


@compiles(json_value, "sqlite")
def _(element: Any, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **options)
    if isinstance(column.type, Boolean):
        return f"json(CASE {text} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    if isinstance(column.type, JSON):
        return f"json({text})"
    if isinstance(column.type, Thousandths):
        return f"({text} / 1000.0)"
    return str(text)


def documents(shape: type[BaseModel], entity: type[Base], given: Given) -> Select[str]:
    """One row per record of the class, its only column the JSON text that the shape promises."""
    return select(cast(document(shape, entity, given), Text)).select_from(entity)


def document(shape: type[BaseModel], row: Any, given: Given) -> ColumnElement[Any]:
    pairs: list[ColumnElement[Any]] = []
    for name, field in shape.model_fields.items():
        written = field.serialization_alias or field.alias or name
        pairs.append(literal_column(f"'{written}'"))
        pairs.append(given[name] if name in given else _value(name, field, row))
    return json_object(*pairs)


def _value(name: str, field: FieldInfo, row: Any) -> ColumnElement[Any]:
    path = next((one.path for one in field.metadata if isinstance(one, Of)), name)
    return _at(path, field.annotation, row)


def _at(path: str, annotation: Any, row: Any) -> ColumnElement[Any]:
    name, _, rest = path.partition(".")
    if rest:
        return _related(row, name, lambda to: _at(rest, annotation, to))
    shape = _shape_in(annotation)
    attribute = getattr(row, name, None)
    if isinstance(attribute, AssociationProxyInstance):
        return _plain_values(row, attribute)
    if attribute is None:
        return document(_required(shape, name), row, {})
    if isinstance(getattr(attribute, "property", None), RelationshipProperty):
        return _rows(row, name, _required(shape, name))
    return json_value(attribute)


def _rows(row: Any, name: str, shape: type[BaseModel]) -> ColumnElement[Any]:
    if inspect(row).mapper.relationships[name].uselist:
        return _many(row, name, lambda to: document(shape, to, {}), as_json=True)
    return nested(_related(row, name, lambda to: document(shape, to, {})))


def _related(row: Any, name: str, column: Any) -> ColumnElement[Any]:
    relation = inspect(row).mapper.relationships[name]
    to = aliased(relation.entity.class_)
    found = select(column(to)).select_from(to).where(getattr(row, name).of_type(to))
    return found.correlate(row).scalar_subquery()


def _plain_values(row: Any, proxy: Any) -> ColumnElement[Any]:
    return _many(row, proxy.target_collection, lambda to: getattr(to, proxy.value_attr))


def _many(row: Any, name: str, column: Any, *, as_json: bool = False) -> ColumnElement[Any]:
    """The order stands in a subquery: SQLite before 3.44 has no order inside the aggregate."""
    relation = inspect(row).mapper.relationships[name]
    to = aliased(relation.entity.class_)
    ordered = (
        select(column(to).label("one"))
        .select_from(to)
        .where(getattr(row, name).of_type(to))
        .order_by(*(getattr(to, by.key) for by in relation.order_by or ()))
        .correlate(row)
    )
    return values_of(ordered, as_json=as_json)


def values_of(question: Select[Any], *, as_json: bool = False) -> ColumnElement[Any]:
    """The array of a question's only column, in its order."""
    (one,) = question.subquery().c
    return nested(select(json_array(nested(one) if as_json else one)).scalar_subquery())


def _required(shape: type[BaseModel] | None, name: str) -> type[BaseModel]:
    if shape is None:
        raise TypeError(f"{name} is no column, no relationship and no group of columns")
    return shape


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model`, `Model | None`, `list[Model]` or `Annotated[..]`, if any."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _shape_in(get_args(annotation)[0])
    if origin is not None:
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return _shape_in(inner[0]) if origin in (list, Union) or len(inner) == 1 else None
    return (
        annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    )

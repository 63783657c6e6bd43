"""JSON in SQL, behind one set of constructs that each engine writes in its own way."""

from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Text, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from app.models.base import Instant, Thousandths

MOST_ARGUMENTS = 100


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


class joined(FunctionElement[Any]):  # noqa: N801
    """The text of an object with the members of two, neither of which is empty."""

    inherit_cache = True
    type = Text()


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


@compiles(joined, "postgresql")
def _(element: Any, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(one, **options) for one in element.clauses)
    return f"(left(CAST({first} AS TEXT), -1) || ',' || substr(CAST({second} AS TEXT), 2))"


@compiles(joined, "sqlite")
def _(element: Any, compiler: Any, **options: Any) -> str:
    """The first is written twice there, and so is the shorter one."""
    first, second = (compiler.process(one, **options) for one in element.clauses)
    return f"(substr({first}, 1, length({first}) - 1) || ',' || substr({second}, 2))"


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


def quoted(name: str) -> ColumnElement[Any]:
    """The name of a field; it comes from our own shapes."""
    return literal_column(f"'{name}'")

"""Where a document tells of another record, until it is known to whom it is told."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import Boolean, ClauseElement, ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import replacement_traverse

from app.models.base import Base

Question = TypeVar("Question", bound=ClauseElement)
Sees: TypeAlias = Callable[[type[Base], ColumnElement[Any]], ColumnElement[bool]]


class Told(FunctionElement[bool]):
    """Whether the reader may know of the row of a class whose key this is.

    It stands for a condition that `for_reader` puts in its place; no engine can write it.
    """

    inherit_cache = False
    type = Boolean()
    kind: Any  # a mapped class


def told(kind: type[Base], to: Any) -> ColumnElement[bool]:
    """Of `to`, an alias of the class."""
    element = Told(to.id)
    element.kind = kind
    return element


def for_reader(question: Question, sees: Sees) -> Question:
    """The question with what the reader may know of in the place of each `Told`."""

    def known(element: Any, **_: Any) -> ColumnElement[bool] | None:
        return sees(element.kind, *element.clauses) if isinstance(element, Told) else None

    return cast(Question, replacement_traverse(question, {}, known))

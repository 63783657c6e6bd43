"""Where a document hangs on who reads it, until that is known."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import JSON, Boolean, ClauseElement, ColumnElement, Exists, Select
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import replacement_traverse

from app.models.base import Base

Question = TypeVar("Question", bound=ClauseElement)
Sees: TypeAlias = Callable[[type[Base], ColumnElement[Any]], ColumnElement[bool]]
Stands: TypeAlias = Callable[[type[Base]], ColumnElement[Any]]


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


class Relations(FunctionElement[Any]):
    """How the reader stands to the row of a class that the question is about: an object.

    It stands for one that `for_reader` puts in its place, as `Told` does.
    """

    inherit_cache = False
    type = JSON()
    kind: Any


def relations(kind: type[Base]) -> ColumnElement[Any]:
    element = Relations()
    element.kind = kind
    return element


def for_reader(question: Question, sees: Sees, stands: Stands) -> Question:
    """The question with what the reader may know of in the place of each `Told`."""

    def known(element: Any, **_: Any) -> ColumnElement[Any] | None:
        if isinstance(element, Told):
            return sees(element.kind, *element.clauses)
        return stands(element.kind) if isinstance(element, Relations) else None

    return cast(Question, replacement_traverse(question, {}, known))


def one_by_one(question: Question) -> Question:
    """The question, each EXISTS in it asked of its row `alone`."""

    def asked_alone(element: Any, **_: Any) -> Exists | None:
        return _alone(element) if isinstance(element, Exists) else None

    if isinstance(question, Exists):
        return cast(Question, _alone(question))
    return cast(Question, replacement_traverse(question, {}, asked_alone))


def _alone(element: Exists) -> Exists:
    inner: Any = one_by_one(element.element.element)
    return alone(inner)


def alone(question: Select[Any]) -> Exists:
    """Whether it has a row.

    Where PostgreSQL may choose, it asks for all rows of a table beforehand, which for the few
    records of a page takes longer than they do, and the longer the larger the register is. An
    offset takes that choice from it.
    """
    return question.offset(0).exists()

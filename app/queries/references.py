"""Whether what a body refers to is there, for whoever refers to it."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Select, bindparam, select
from sqlalchemy.orm import Session

from app.permissions import Caller
from app.queries.fetching import asked
from app.queries.visibility import caller_in, kin_of, visible_in
from app.queries.written import ask


def found_among(session: Session, column: Column[Any], values: Collection[Any]) -> set[Any]:
    """Those of the values that stand in the column of a row that the caller may see."""
    caller, given = kin_of(caller_in(session)), asked(session, None)
    if len(values) > 1:
        known = _of_several(column, caller)
        return set(session.scalars(known, given | {"values": list(values)}))
    (value,) = values
    return {value} if ask(session, given | {"value": value}, _of_one, column, caller) else set()


def _of_one(column: Column[Any], caller: Caller) -> Select[Any]:
    value = bindparam("value", type_=column.type)
    return select(column).where(column == value, visible_in(column.table, caller))


@lru_cache(1_000)
def _of_several(column: Column[Any], caller: Caller) -> Select[Any]:
    values = bindparam("values", type_=column.type, expanding=True)
    return select(column).where(column.in_(values), visible_in(column.table, caller))

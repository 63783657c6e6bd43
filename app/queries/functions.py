"""Questions about functions."""

from functools import partial
from typing import Any

from sqlalchemy import Select

from app.models import Function
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import actors_in_county, actors_in_municipality
from app.schemas.functions import FunctionFilters, FunctionRead
from app.validity import valid_on

MEANINGS: Conditions = {
    "actor_id": lambda key: Function.actor_id == key,
    "kind": lambda kind: Function.kind == kind,
    "county_code": lambda code: Function.actor_id.in_(actors_in_county(code)),
    "municipality_code": lambda code: Function.actor_id.in_(actors_in_municipality(code)),
    "valid_on": partial(valid_on, Function),
}


def function_documents() -> Select[str, str]:
    return record_documents(FunctionRead, Function)


def functions_matching(filters: FunctionFilters) -> Select[Any]:
    return narrowed(Function, filters, MEANINGS)

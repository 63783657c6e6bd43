"""What an operation that reads is called with: from its address, its query and the request.

The framework finds the same, and tells what is wrong with it. But what it does at each request so
as to serve every sort of operation takes longer than a read here.
"""

from inspect import iscoroutinefunction
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel


def are_simple(route: APIRoute) -> bool:
    """Whether they are the path's, one model of all in the query, and what the request gives."""
    asked = route.dependant
    filters = [one.field_info.annotation for one in asked.query_params]
    return (
        route.methods == {"GET"}
        and not iscoroutinefunction(route.endpoint)
        and not asked.request_param_name
        and len(filters) <= 1
        and all(isinstance(one, type) and issubclass(one, BaseModel) for one in filters)
        and all(_is_of_request(one) for one in asked.dependencies)
    )


def _is_of_request(dependency: Dependant) -> bool:
    more = dependency.header_params or dependency.query_params or dependency.dependencies
    return dependency.request_param_name == "request" and not more


async def simple_arguments(route: APIRoute, request: Request) -> dict[str, Any] | None:
    """By name; None when something is wrong, for the framework to tell."""
    asked, found = route.dependant, dict[str, Any]()
    sent: list[tuple[Any, Any]] = [
        *((one, request.path_params[one.alias]) for one in asked.path_params),
        *((one, dict(request.query_params)) for one in asked.query_params),
    ]
    for field, value in sent:
        found[field.name], errors = field.validate(value)
        if errors:
            return None
    for one in asked.dependencies:
        taken = await one.call(request)  # type: ignore[misc]
        if one.name is not None:
            found[one.name] = taken
    return found

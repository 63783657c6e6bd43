"""How a request reaches its operation: by the form of its address, through one gate."""

import warnings
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from app.http.arguments import are_simple, simple_arguments
from app.http.dependencies import acceptable, known_query, looking
from app.http.heavy import limit_heavy
from app.http.identity import authenticate
from app.waiting import on_loop

# The framework hides it while a route is made; our shapes are built when they are first used.
warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)


class Operation(APIRoute):
    """Who asks, how often, for what and in which form is looked at before what it sends.

    Not as dependencies: to solve the four of them takes longer than what they do.
    """

    def get_route_handler(self) -> Any:
        operate = super().get_route_handler()
        is_simple, looks = are_simple(self), asks_alone(self)

        async def gated(request: Request) -> Response:
            await authenticate(request)
            await limit_heavy(request)
            await known_query(request)
            await acceptable(request)
            arguments = await simple_arguments(self, request) if is_simple else None
            if arguments is None:
                return await operate(request)
            on_the_loop = looks and request.app.state.sessions.waits_on_loop
            run = on_loop if on_the_loop else run_in_threadpool
            answer: Response = await run(self.endpoint, **arguments)
            return answer

        return gated


def asks_alone(route: APIRoute) -> bool:
    """Whether all that it asks the database is a single question at a time, and little."""
    return any(one.call is looking for one in route.dependant.dependencies)


class Router(APIRouter):
    """The operations of one noun, or one sort of operation of many; their ids are their names."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            route_class=Operation,
            generate_unique_id_function=lambda route: route.name,
            **said,
        )


class ByForm(BaseRoute):
    """All routes as one: to try each in turn takes longer than to read a record."""

    def __init__(self, routes: Iterable[Any]) -> None:
        self.routes: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for route in routes:
            self.routes[form_of(route.path)].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As the framework's router: the first that fits, or else the first but for its method."""
        partly: tuple[Match, Scope] = Match.NONE, {}
        for route in self.routes.get(form_of(get_route_path(scope)), ()):
            match, found = route.matches(scope)
            if match is Match.FULL:
                return match, found
            if partly[0] is Match.NONE:
                partly = match, found
        return partly

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)


def form_of(path: str) -> tuple[str, int]:
    """The collection and the number of parts: `forums`, 3 of `/forums/{forumId}/history`."""
    return path.removeprefix("/").partition("/")[0], path.count("/")

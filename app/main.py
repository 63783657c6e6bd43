"""Puts the parts together; the only module that knows all of them."""

import asyncio
import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from sqlalchemy.exc import SQLAlchemyError

from app.audit.denials import Denials
from app.database import Sessions
from app.http import calendar_feeds, oauth, pages, problems, routes
from app.http.admission import Admission
from app.http.asking import AnsweredBefore, answer_again
from app.http.contract.writing import Api
from app.http.counting import Counts
from app.http.guard import Guard
from app.http.headers import AnswerHeaders
from app.http.identity import Identity
from app.http.lifecycle import NOTHING_RETIRED, Retirements, announce
from app.http.links import actions_of
from app.http.logs import RequestLog
from app.http.routes import health
from app.http.routing import ByForm, Router
from app.http.throttle import Throttle
from app.permissions import POLICIES, PUBLIC
from app.release import VERSION
from app.settings import Settings
from app.tokens.verifying import Verifier

ROOT = "/samverkan/v1"
# Requests are traced by our own line in the log; to look for other receivers each time takes a
# twentieth of a read.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(
    sessions: Sessions,
    settings: Settings,
    retirements: Retirements = NOTHING_RETIRED,
    identity: Identity | None = None,
) -> FastAPI:
    """The host: start page, Swagger UI, health and, below /samverkan/v1, the contract."""
    api = create_api(sessions, settings, retirements, identity)
    host = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
        lifespan=partial(serving, api, sessions),
    )
    host.state.sessions, host.state.root = sessions, ROOT
    host.state.denials = api.state.denials
    host.mount(ROOT, api)  # before all else, since routes are tried in turn
    host.include_router(health.router)
    host.include_router(calendar_feeds.router)
    oauth.install(host, settings)
    host.router.routes.extend(pages.page_routes(settings))
    host.add_middleware(Admission, contract=api)  # the last one added comes first
    host.add_middleware(Guard, contract=api)
    host.add_middleware(Throttle, contract=api)
    host.add_middleware(RequestLog)
    host.add_middleware(AnswerHeaders, contract=api, announced=retirements.of_version())
    return host


@asynccontextmanager
async def serving(api: FastAPI, sessions: Sessions, _host: FastAPI) -> AsyncIterator[None]:
    """Meanwhile counts are shared; at the end, what was refused and only counted is written."""
    sharing = asyncio.create_task(api.state.counts.share_for_ever(sessions))
    yield
    sharing.cancel()
    with suppress(SQLAlchemyError):
        api.state.denials.flush()


def create_api(
    sessions: Sessions,
    settings: Settings,
    retirements: Retirements = NOTHING_RETIRED,
    identity: Identity | None = None,
) -> FastAPI:
    """The contract: an application of its own, so that its errors and routes are its own."""
    api = Api(
        title="Samverkan",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
    )
    api.state.sessions, api.state.settings, api.state.root = sessions, settings, ROOT
    api.state.identity = identity or Identity(Verifier(settings))
    api.state.denials = Denials(sessions)
    api.state.counts = Counts(settings)
    api.state.view = f"{VERSION} {settings.expiring_days}"
    offered = [route for router in routers() for route in router.routes]
    refuse_unruled(offered)
    api.state.operations, api.state.actions = offered, actions_of(offered)
    api.router.routes.append(ByForm(offered))
    problems.install(api)
    api.add_exception_handler(AnsweredBefore, answer_again)
    announce(api, retirements)
    return api


def refuse_unruled(offered: Iterable[Any]) -> None:
    """An operation that nobody has decided who may do is not served."""
    unruled = {route.name for route in offered} - POLICIES.keys() - PUBLIC
    if unruled:
        raise RuntimeError(f"operations without a policy: {sorted(unruled)}")


def routers() -> list[Router]:
    """The router of every module in app.http.routes, but health, which is not in the contract."""
    names = [one.name for one in pkgutil.iter_modules(routes.__path__) if one.name != "health"]
    modules = [importlib.import_module(f"{routes.__name__}.{name}") for name in sorted(names)]
    return [module.router for module in modules]

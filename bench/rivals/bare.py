"""L: Starlette and asyncpg, nothing in front of SQL that writes the whole answer."""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uuid_utils.compat import uuid7

from app.clock import now, today
from app.language import folded, sort_key
from bench.rivals import ROOT, bare_sql
from bench.rivals.bare_sql import FOLLOW_UP, camel

POSTGRES = bare_sql.Postgres()
ONE, PAGE, CREATE = bare_sql.one(POSTGRES), bare_sql.page(POSTGRES), bare_sql.create()
WORDS = ("summary", "outcomeWord", "periodAsStated")


@asynccontextmanager
async def pooled(app: Starlette) -> AsyncIterator[None]:
    url, quick = os.environ["BENCH_URL"].replace("+psycopg", ""), {"jit": "off"}
    async with asyncpg.create_pool(url, server_settings=quick) as pool:
        app.state.pool = pool
        yield


def days() -> tuple[date, date]:
    return today(), today() + timedelta(days=90)


async def read(request: Request) -> Response:
    key = UUID(request.path_params["key"])
    found = await request.app.state.pool.fetchval(ONE, *days(), key)
    return answer(found) if found else Response(status_code=404)


async def listed(request: Request) -> Response:
    asked = request.query_params
    limit, page = int(asked.get("limit", "20")), int(asked.get("page", "1"))
    which = (asked["countyCode"], asked["level"], limit, (page - 1) * limit)
    return answer(await request.app.state.pool.fetchval(PAGE, *days(), *which))


async def created(request: Request) -> Response:
    """The constraints of the database are what validates."""
    body = json.loads(await request.body())
    words = [body[name] or "" for name in WORDS if name in body]
    own = (uuid7(), now(), sort_key(words[0]), folded("\n".join(words)))
    columns = [written(name, body.get(camel(name))) for name in FOLLOW_UP]
    values = json.dumps(body.get("values", []))
    try:
        made = await request.app.state.pool.fetchval(CREATE, *own, values, *columns)
    except asyncpg.IntegrityConstraintViolationError as error:
        return Response(str(error), 422)
    return answer(made, 201)


def written(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and name.endswith("_on") else value


def answer(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


app = Starlette(
    lifespan=pooled,
    routes=[
        Route(f"{ROOT}/agreements", listed),
        Route(f"{ROOT}/agreements/{{key}}", read),
        Route(f"{ROOT}/follow-ups", created, methods=["POST"]),
    ],
)

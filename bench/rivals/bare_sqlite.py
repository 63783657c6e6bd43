"""L on SQLite: Starlette, and sqlite3 on the event loop."""

import os
import sqlite3
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.clock import today
from bench.rivals import ROOT, bare_sql

SQLITE = bare_sql.Sqlite()
ONE, PAGE = (sql(SQLITE).replace("$", "?") for sql in (bare_sql.one, bare_sql.page))
FILE = os.environ["BENCH_URL"].removeprefix("sqlite:///")
connection = sqlite3.connect(f"file:{FILE}?mode=ro", uri=True, cached_statements=16)


def days() -> tuple[str, str]:
    return str(today()), str(today() + timedelta(days=90))


async def read(request: Request) -> Response:
    found = connection.execute(ONE, (*days(), request.path_params["key"])).fetchone()
    return answer(found[0]) if found else Response(status_code=404)


async def listed(request: Request) -> Response:
    asked = request.query_params
    limit, page = int(asked.get("limit", "20")), int(asked.get("page", "1"))
    which = (asked["countyCode"], asked["level"], limit, (page - 1) * limit)
    return answer(connection.execute(PAGE, (*days(), *which)).fetchone()[0])


def answer(text: str) -> Response:
    return Response(text, media_type="application/json")


app = Starlette(
    routes=[Route(f"{ROOT}/agreements", listed), Route(f"{ROOT}/agreements/{{key}}", read)]
)

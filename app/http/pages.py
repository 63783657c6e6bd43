"""The pages for people at the host's root: where to begin, and Swagger UI served by ourselves."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
ASSETS = HERE / "assets"

# Everything comes from this host and nothing stands inline. Swagger UI's icons are data URLs.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",  # may be kept, but is asked about: a new version shows at once
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def start_page(_: Request) -> Response:
    return FileResponse(HERE / "start.html", headers=HEADERS)


def docs_page(_: Request) -> Response:
    return FileResponse(HERE / "docs.html", headers=HEADERS)


def terms_page(_: Request) -> Response:
    return FileResponse(HERE / "villkor.html", headers=HEADERS)


class Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def page_routes() -> list[BaseRoute]:
    return [
        Route("/", start_page, include_in_schema=False),
        Route("/docs", docs_page, include_in_schema=False),
        Route("/villkor", terms_page, include_in_schema=False),
        Mount("/docs", Assets(directory=ASSETS)),
    ]

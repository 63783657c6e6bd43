"""The pages for people at the host's root: where to begin, and Swagger UI served by ourselves."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.settings import Settings

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
PAGES = {"/": "start.html", "/docs": "docs.html", "/villkor": "villkor.html"}
RETURN = "oauth2-redirect.html"
OPENER = "Cross-Origin-Opener-Policy"


def headers(settings: Settings) -> dict[str, str]:
    """Everything comes from this host and nothing stands inline. Swagger UI's icons are data URLs.

    Only where people sign in elsewhere is that host asked for tokens, and a window opened to it.
    """
    asked = f" {origin(settings.sign_in.token_url)}" if settings.sign_in else ""
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"font-src 'self'; connect-src 'self'{asked}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'; object-src 'none'"
        ),
        OPENER: "same-origin-allow-popups" if settings.sign_in else "same-origin",
        "Cache-Control": "no-cache",  # may be kept, but is asked about: a new version shows at once
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def page(file: str, sent: dict[str, str]) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        return FileResponse(HERE / file, headers=sent)

    return answer


class Assets(StaticFiles):
    def __init__(self, settings: Settings) -> None:
        super().__init__(directory=ASSETS)
        self.headers, self.people = headers(settings), settings.sign_in is not None

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path == RETURN and not self.people:
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers.update(self.headers)
        if path == RETURN:  # else the window could not be told from one that nobody opened
            response.headers[OPENER] = "unsafe-none"
        return response


def page_routes(settings: Settings) -> list[BaseRoute]:
    sent = headers(settings)
    pages = [Route(path, page(file, sent), include_in_schema=False) for path, file in PAGES.items()]
    return [*pages, Mount("/docs", Assets(settings))]

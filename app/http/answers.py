"""Answers whose body the database has already written."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response

from app.queries.fetching import PageOfDocuments

JSON = "application/json"


def shown(text: str) -> Response:
    return Response(text, media_type=JSON)


def listed(page: PageOfDocuments) -> Response:
    return Response(page.text(), media_type=JSON)


def created(request: Request, text: str, key: UUID, status: int = 201) -> Response:
    """The new record, and where it is or will be found."""
    location = f"{base_url(request)}{request.scope['route'].path}/{key}"
    return Response(text, status, {"Location": location}, JSON)


def acted(request: Request, text: str) -> Response:
    """The record as an action on it (`POST /forums/{id}/endings`) left it."""
    record, _, _action = request.url.path.removeprefix(request.app.state.root).rpartition("/")
    return Response(text, 201, {"Location": f"{base_url(request)}{record}"}, JSON)


def base_url(request: Request) -> str:
    """The public address of the contract's root."""
    app: Any = request.app
    return f"{app.state.settings.public_url}{app.state.root}"

"""What a route may ask for."""

from typing import Annotated, Any
from urllib.parse import unquote_to_bytes
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError

from app.database import Begin
from app.schemas.base import AsOf


async def writing(request: Request) -> Begin:
    begin: Begin = request.app.state.sessions.begin
    return begin


async def reading(request: Request) -> Begin:
    read: Begin = request.app.state.sessions.read
    return read


async def readable_query(request: Request) -> None:
    """Bytes that are not UTF-8 are refused: the framework would search for U+FFFD instead."""
    try:
        unquote_to_bytes(request.scope["query_string"]).decode()
    except UnicodeDecodeError:
        unreadable = {"type": "string_unicode", "loc": ("query", "query")}
        raise RequestValidationError([unreadable]) from None


BeginDep = Annotated[Begin, Depends(writing)]
ReadDep = Annotated[Begin, Depends(reading)]
AsOfQuery = Annotated[AsOf, Query()]


def key_in_path(name: str, what: str) -> Any:
    """The id of a record as a path parameter, under its name in the contract."""
    return Path(alias=name, description=f"{what}s id (UUID).")


Key = UUID

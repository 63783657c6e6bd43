"""What a route may ask for."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any
from urllib.parse import unquote_to_bytes
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from mimeparse import MimeTypeParseException, best_match  # type: ignore[import-untyped]
from pydantic import BaseModel, BeforeValidator
from starlette.exceptions import HTTPException

from app.database import Begin
from app.http.identity import for_caller
from app.schemas.filters import Moment
from app.schemas.values import CountyCode, MunicipalityCode, only_id

JSON = "application/json"


async def writing(request: Request) -> Begin:
    return for_caller(request, request.app.state.sessions.begin)


async def reading(request: Request) -> Begin:
    """What is read by several questions, of which not each asks whether the caller still is so."""
    return for_caller(request, request.app.state.sessions.read)


async def looking(request: Request) -> Begin:
    return for_caller(request, request.app.state.sessions.look, believing=True)


async def known_query(request: Request) -> None:
    """Every parameter is one that the operation has, and stands there once, in UTF-8."""
    if not request.scope["query_string"]:
        return
    refuse_unreadable(request.scope["query_string"])
    known = query_names(request.scope["endpoint"], request.scope["route"].path)
    sent = Counter(name for name, _ in request.query_params.multi_items())
    wrong = [
        {"type": "parameter_repeated" if name in known else "parameter_unknown", "loc": ("", name)}
        for name, times in sent.items()
        if times > 1 or name not in known
    ]
    if wrong:
        raise RequestValidationError(wrong)


def refuse_unreadable(query: bytes) -> None:
    """The framework would search for U+FFFD instead."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        unreadable = {"type": "string_unicode", "loc": ("query", "query")}
        raise RequestValidationError([unreadable]) from None


@cache
def query_names(endpoint: Callable[..., Any], path: str) -> frozenset[str]:
    return frozenset(_names(get_dependant(path=path, call=endpoint)))


def _names(dependant: Dependant) -> Iterator[str]:
    for one in dependant.query_params:
        shape = one.field_info.annotation
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            yield from (field.alias or name for name, field in shape.model_fields.items())
        else:
            yield one.alias
    for inner in dependant.dependencies:
        yield from _names(inner)


async def acceptable(request: Request) -> str:
    """The form that the caller likes best of those that the operation answers in."""
    accept = ",".join(request.headers.getlist("accept")).lower()
    forms = _forms(request.scope["route"])
    liked = forms[0] if accept in {"", "*/*"} else _best(forms, accept)
    if not liked:
        raise HTTPException(406)
    return liked


def _forms(route: APIRoute) -> list[str]:
    return list(route.responses.get(200, {}).get("content", ())) or [JSON]


def _best(forms: list[str], accept: str) -> str:
    """Of equals, the one that the operation names first."""
    try:
        return str(best_match(forms[::-1], accept))
    except MimeTypeParseException:
        return ""


BeginDep = Annotated[Begin, Depends(writing)]
ReadDep = Annotated[Begin, Depends(reading)]
LookDep = Annotated[Begin, Depends(looking)]
FormDep = Annotated[str, Depends(acceptable)]
MomentQuery = Annotated[Moment, Query()]


def key_in_path(name: str, what: str) -> Any:
    """The id of a record as a path parameter, under its name in the contract."""
    return Path(alias=name, description=f"{what}s id (UUID).")


Key = Annotated[UUID, BeforeValidator(only_id)]
MunicipalityInPath = Annotated[
    MunicipalityCode, Path(alias="municipalityCode", description="Kommunkod (SCB).")
]
CountyInPath = Annotated[CountyCode, Path(alias="countyCode", description="Länskod (SCB).")]

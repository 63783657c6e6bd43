"""Errors as RFC 9457 problems, in Swedish, without echo of what was sent."""

import logging
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from app.errors import (
    BusyError,
    DomainError,
    Fault,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    RuleViolationError,
    StaleError,
)
from app.http.denying import note_refusal
from app.http.identity import NOT_SIGNED_IN, UnauthenticatedError, challenge
from app.http.methods import methods_at
from app.queries.fetching import FORBIDDEN, STALE
from app.schemas.sentences import MOST_FAULTS, faults_in
from app.services.conflicts import explained

LOG = logging.getLogger("samverkan.http")

STATUS_OF: dict[type[DomainError], HTTPStatus] = {
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    RuleViolationError: HTTPStatus.CONFLICT,
    StaleError: HTTPStatus.PRECONDITION_FAILED,
    InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    BusyError: HTTPStatus.TOO_MANY_REQUESTS,
}

KIND_OF = {
    400: ("bad-request", "Felaktig förfrågan"),
    401: ("unauthenticated", "Inte inloggad"),
    403: ("forbidden", "Inte tillåtet"),
    404: ("not-found", "Finns inte"),
    405: ("method-not-allowed", "Metoden är inte tillåten"),
    406: ("not-acceptable", "Svaret finns inte i den formen"),
    408: ("too-slow", "Förfrågan tog för lång tid"),
    409: ("conflict", "Bryter mot en regel"),
    412: ("precondition-failed", "Posten har ändrats"),
    413: ("too-large", "För stort innehåll"),
    414: ("address-too-long", "För lång adress"),
    415: ("unsupported-media-type", "Fel innehållstyp"),
    422: ("invalid-content", "Felaktigt innehåll"),
    428: ("precondition-required", "If-Match saknas"),
    429: ("too-many-requests", "För många förfrågningar"),
    431: ("headers-too-large", "För stora huvuden"),
    500: ("internal", "Fel i tjänsten"),
    501: ("not-implemented", "Okänd metod"),
    503: ("unavailable", "Tillfälligt otillgänglig"),
}

DETAIL_OF = {
    400: "Förfrågan kan inte tolkas. Kontrollera adress och parametrar.",
    401: NOT_SIGNED_IN,
    403: FORBIDDEN,
    404: "Adressen finns inte.",
    405: "Metoden går inte att använda på den här adressen; Allow i svaret räknar upp dem som går.",
    406: "Svaret finns inte i den form som Accept anger. Utelämna Accept, eller ange en form som "
    "dokumentationen nämner, till exempel application/json.",
    408: "Hela förfrågan kom inte fram i tid. Försök igen.",
    412: STALE,
    413: "Innehållet får vara högst 256 kB.",
    414: "Adressen får vara högst 8 000 byte. Ange färre eller kortare parametrar.",
    415: "Innehållet ska vara JSON i UTF-8 (application/json), utan komprimering.",
    428: "Ange postens ETag i If-Match, så att ingen annans ändring skrivs över.",
    429: "För många förfrågningar på kort tid. Försök igen om en stund.",
    431: "Förfrågan får ha högst 100 huvuden, 7 500 byte i vart och ett och 16 kB i allt.",
    501: "Metoden är okänd.",
    503: "Tjänsten har för mycket att göra just nu. Försök igen om en stund.",
}

# What may be repeated of a path: ids and the codes of SCB.
KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{2}|[0-9]{4}")


def problem(
    request: Request, status: int, detail: str, faults: Sequence[Fault] = ()
) -> JSONResponse:
    return problem_at(_instance(request), status, detail, faults)


def problem_at(
    instance: str, status: int, detail: str, faults: Sequence[Fault] = ()
) -> JSONResponse:
    kind, title = KIND_OF.get(status, ("other", HTTPStatus(status).phrase))
    body = {
        "type": f"urn:samverkan:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "invalidParameters": [vars(one) for one in faults[:MOST_FAULTS]],
    }
    return JSONResponse(body, status, media_type="application/problem+json")


def _instance(request: Request) -> str:
    """The address, but where a part of it may be anything: the route's pattern, or the root."""
    root, route = request.app.state.root, request.scope.get("route")
    if route is None:
        return str(root)
    wellformed = all(KEY.fullmatch(str(one)) for one in request.path_params.values())
    return request.url.path if wellformed else f"{root}{route.path}"


async def answer_not_found(request: Request, error: Any) -> JSONResponse:
    """Whether it is nowhere or only not for the caller, it is noted as the same."""
    await note_refusal(request, 404, "notFound")
    return await answer_domain_error(request, error)


async def answer_domain_error(request: Request, error: Any) -> JSONResponse:
    return problem(request, STATUS_OF[type(error)], error.detail, error.faults)


async def answer_unauthenticated(request: Request, error: Any) -> JSONResponse:
    status = 400 if error.error == "invalid_request" else 401
    await note_refusal(request, status, error.reason)
    answer = problem(request, status, error.detail)
    answer.headers["WWW-Authenticate"] = challenge(request, error.error)
    return answer


async def answer_forbidden(request: Request, error: Any) -> JSONResponse:
    await note_refusal(request, 403, "outOfScope" if error.scope else "forbidden")
    answer = await answer_domain_error(request, error)
    if error.scope is not None:
        said = challenge(request, "insufficient_scope", error.scope)
        answer.headers["WWW-Authenticate"] = said
    return answer


async def answer_busy(request: Request, error: Any) -> JSONResponse:
    answer = await answer_domain_error(request, error)
    answer.headers["Retry-After"] = str(error.again_after_s)
    return answer


async def answer_invalid_request(request: Request, error: Any) -> JSONResponse:
    """A fault in path or query is 400, in the body 422; what is no JSON was stopped before."""
    errors = error.errors()
    in_body = all(one["loc"][:1] == ("body",) for one in errors)
    faults = faults_in(errors)
    detail = " ".join(dict.fromkeys(one.reason for one in faults)) or DETAIL_OF[400]
    return problem(request, 422 if in_body else 400, detail[:500], faults)


async def answer_integrity_error(request: Request, error: Any) -> JSONResponse:
    meant = explained(error)
    if meant is None:
        raise error
    return await answer_domain_error(request, meant)


async def answer_stale(request: Request, _error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.PRECONDITION_FAILED, STALE)


async def answer_http_error(request: Request, error: Any) -> Response:
    """The framework's own. It names only one route's methods, and has no OPTIONS."""
    status, headers = error.status_code, dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(methods_at(request.app, request.url.path))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    answer = problem(request, status, DETAIL_OF.get(status, HTTPStatus(status).phrase))
    answer.headers.update(headers)
    return answer


async def answer_unavailable(request: Request, _error: Exception) -> JSONResponse:
    answer = problem(request, 503, "Databasen svarar inte just nu. Försök igen om en stund.")
    answer.headers["Retry-After"] = "5"
    return answer


async def answer_fault(request: Request, error: Exception) -> JSONResponse:
    trace = getattr(request.state, "trace", None)
    facts = {"traceId": trace.trace_id} if trace else {}
    LOG.error("unforeseen", exc_info=error, extra={"facts": facts})
    return problem(request, 500, "Ett oväntat fel inträffade. Felet är loggat.")


def install(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, answer_domain_error)
    app.add_exception_handler(BusyError, answer_busy)
    app.add_exception_handler(ForbiddenError, answer_forbidden)
    app.add_exception_handler(NotFoundError, answer_not_found)
    app.add_exception_handler(UnauthenticatedError, answer_unauthenticated)
    app.add_exception_handler(RequestValidationError, answer_invalid_request)
    app.add_exception_handler(IntegrityError, answer_integrity_error)
    app.add_exception_handler(StaleDataError, answer_stale)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(OperationalError, answer_unavailable)
    app.add_exception_handler(PoolTimeout, answer_unavailable)
    app.add_exception_handler(Exception, answer_fault)

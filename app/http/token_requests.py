"""What a client sends to the token endpoint, and how it is refused (RFC 6749, RFC 7523)."""

import binascii
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, unquote_plus

from fastapi import Depends, Request
from starlette.responses import JSONResponse

FORM = "application/x-www-form-urlencoded"
GRANT = "client_credentials"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MOST_FIELDS = 20

# RFC 6749 (5.2) lets these texts have ASCII only, so they are the only ones not in Swedish.
SAYS = {
    "invalid_request": "The request is malformed; see docs/sign-in.md.",
    "invalid_client": "The client could not be authenticated.",
    "invalid_scope": "The client may not have the scope that it asks for.",
    "unsupported_grant_type": "Only client_credentials is supported.",
    "temporarily_unavailable": "The service cannot answer right now; try again in a while.",
    "slow_down": "Too many requests for tokens; a token is good for several minutes.",
}
STATUS_OF = {"invalid_client": 401, "temporarily_unavailable": 503, "slow_down": 429}


class RefusalError(Exception):
    """A request for a token that is not granted, by its word in RFC 6749."""

    def __init__(self, error: str, again_after_s: int | None = None) -> None:
        super().__init__(error)
        self.error, self.again_after_s = error, again_after_s

    def answer(self) -> JSONResponse:
        headers = {"Cache-Control": "no-store"}
        if self.error == "invalid_client":  # HTTP knows of no scheme for signed assertions
            headers["WWW-Authenticate"] = 'Basic realm="samverkan"'
        if self.again_after_s is not None:
            headers["Retry-After"] = str(self.again_after_s)
        body = {"error": self.error, "error_description": SAYS[self.error]}
        return JSONResponse(body, STATUS_OF.get(self.error, 400), headers)


@dataclass(frozen=True, repr=False)
class TokenRequest:
    """Who says that it is whom: by an assertion, or by client id and secret."""

    scope: str | None
    client_id: str
    secret: str = ""
    assertion: str = ""


async def sent(request: Request) -> bytes:
    return await request.body()


BodyDep = Annotated[bytes, Depends(sent)]


def understood(request: Request, body: bytes) -> TokenRequest:
    form = fields(request.headers.getlist("content-type"), body)
    if "grant_type" not in form:
        raise RefusalError("invalid_request")
    if form["grant_type"] != GRANT:
        raise RefusalError("unsupported_grant_type")
    headers = request.headers.getlist("authorization")
    ways = [bool(headers), "client_secret" in form, "client_assertion" in form]
    if sum(ways) > 1 or len(headers) > 1:
        raise RefusalError("invalid_request")
    return with_basic(form, headers[0]) if headers else with_form(form)


def fields(types: list[str], body: bytes) -> dict[str, str]:
    """Each at most once; one without a value counts as left out (RFC 6749, 3.2)."""
    if len(types) != 1 or types[0].partition(";")[0].strip().lower() != FORM:
        raise RefusalError("invalid_request")
    try:
        pairs = parse_qsl(body.decode(), errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise RefusalError("invalid_request") from None
    if any(times > 1 for times in Counter(name for name, _ in pairs).values()):
        raise RefusalError("invalid_request")
    return dict(pairs)


def with_form(form: dict[str, str]) -> TokenRequest:
    scope, client_id = form.get("scope"), form.get("client_id", "")
    if "client_assertion" in form:
        if form.get("client_assertion_type") != ASSERTION:
            raise RefusalError("invalid_request")
        return TokenRequest(scope, client_id, assertion=form["client_assertion"])
    if not client_id or "client_secret" not in form:
        raise RefusalError("invalid_client")
    return TokenRequest(scope, client_id, form["client_secret"])


def with_basic(form: dict[str, str], header: str) -> TokenRequest:
    """Both parts are form-encoded before they are joined (RFC 6749, 2.3.1)."""
    scheme, _, coded = header.partition(" ")
    try:
        told = b64decode(coded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        raise RefusalError("invalid_client") from None
    client_id, colon, secret = told.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise RefusalError("invalid_client")
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)
    if form.get("client_id", client_id) != client_id:
        raise RefusalError("invalid_request")
    return TokenRequest(form.get("scope"), client_id, secret)

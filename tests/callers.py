"""Callers: one that says which version it changes, one that may do everything, and real ones."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.http.identity import Identity, bearer_of
from app.models import Principal
from app.models.principals import EMBEDDED
from app.permissions import INTERNAL, Caller, Scope
from app.tokens.verifying import Token

KEY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
BEARER = "Authorization"
RECORD = re.compile(rf"(.*/[a-z-]+/{KEY})(/[a-z-]+)?")


class CarefulCaller(TestClient):
    """Sends If-Match of the record as it stands with every change that says nothing of it.

    A test about If-Match itself sends it, or an empty one.
    """

    def request(self, method: str, url: Any, *, headers: Any = None, **rest: Any) -> Response:
        match = RECORD.fullmatch(str(url))
        if match and method.upper() in {"PATCH", "POST"} and "If-Match" not in (headers or {}):
            known = {name: one for name, one in (headers or {}).items() if name == BEARER}
            seen = super().request("GET", match[1], headers=known).headers.get("etag", "")
            headers = {**(headers or {}), "If-Match": seen}
        return super().request(method, url, headers=headers, **rest)


class Trusting(Identity):
    """Takes everybody for the register itself: for tests about what records are, not whose."""

    def __init__(self) -> None:
        """There is no token to verify."""
        self.callers = {}

    async def token(self, _request: Request) -> Token:
        return Token(EMBEDDED, "the register", frozenset(Scope), "none", float("inf"))

    def caller(self, _session: Session, _token: Token) -> Caller:
        return INTERNAL


class Known(Identity):
    """Believes who a caller says that it is: `Bearer SUBJECT SCOPE ...`, or all scopes if none.

    Principal, roles, policy and what is visible are looked up as for anybody.
    """

    def __init__(self) -> None:
        """There is no token to verify."""
        self.callers = {}

    async def token(self, request: Request) -> Token:
        subject, *scopes = bearer_of(request).split()
        good_for = frozenset(Scope(one) for one in scopes) or frozenset(Scope)
        return Token(EMBEDDED, subject, good_for, f"token of {subject}", float("inf"))


@dataclass(frozen=True)
class As:
    """The client in the hands of one principal; of nobody, when there is none."""

    client: TestClient
    principal: Principal | None = None
    scopes: tuple[Scope, ...] = ()

    def request(self, method: str, url: str, *, headers: Any = None, **rest: Any) -> Response:
        said = {**self.bearing(), **(headers or {})}
        return self.client.request(method, url, headers=said, **rest)

    def get(self, url: str, **rest: Any) -> Response:
        return self.request("GET", url, **rest)

    def post(self, url: str, json: Any, **rest: Any) -> Response:
        return self.request("POST", url, json=json, **rest)

    def patch(self, url: str, json: Any, **rest: Any) -> Response:
        return self.request("PATCH", url, json=json, **rest)

    def bearing(self) -> dict[str, str]:
        if self.principal is None:
            return {}
        return {BEARER: " ".join(("Bearer", self.principal.subject, *self.scopes))}

"""Callers: one that says which version it changes, and one that may do everything."""

import re
from typing import Any

from fastapi import Request
from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.http.identity import Identity
from app.models.principals import EMBEDDED
from app.permissions import INTERNAL, Caller, Scope
from app.tokens.verifying import Token

KEY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RECORD = re.compile(rf"(.*/[a-z-]+/{KEY})(/[a-z-]+)?")


class CarefulCaller(TestClient):
    """Sends If-Match of the record as it stands with every change that says nothing of it.

    A test about If-Match itself sends it, or an empty one.
    """

    def request(self, method: str, url: Any, *, headers: Any = None, **rest: Any) -> Response:
        match = RECORD.fullmatch(str(url))
        if match and method.upper() in {"PATCH", "POST"} and "If-Match" not in (headers or {}):
            seen = super().request("GET", match[1]).headers.get("etag", "")
            headers = {**(headers or {}), "If-Match": seen}
        return super().request(method, url, headers=headers, **rest)


class Trusting(Identity):
    """Takes everybody for the register itself: for tests about what records are, not whose."""

    def __init__(self) -> None:
        """There is no token to verify."""

    async def token(self, _request: Request) -> Token:
        return Token(EMBEDDED, "the register", frozenset(Scope), "none", float("inf"))

    def caller(self, _session: Session, _token: Token) -> Caller:
        return INTERNAL

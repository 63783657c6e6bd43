"""A caller as the contract wants it: what it changes it has read, and it says which version."""

import re
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

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

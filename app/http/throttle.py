"""How many requests one caller may make in a minute of all processes together.

This keeps one caller from taking everything, and is no quota: what the processes know of each other
is a second old (see `counting`). A caller is a network address.
"""

from collections.abc import Iterable
from time import time
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.calendar_feeds import ADDRESS as CALENDARS
from app.http.headers import Headers, complete, is_below
from app.http.origin import peer
from app.http.problems import DETAIL_OF, problem

WINDOW_S = 60


def together(first: Headers, second: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Each of the headers once, with what is said of both limits."""
    more = dict(second)
    return [
        (name, b", ".join([text, more[name]] if name in more else [text])) for name, text in first
    ]


class Throttle:
    """In front of the contract and of what calendars read, before the body is read."""

    def __init__(self, app: ASGIApp, contract: Any) -> None:
        self.app, self.root = app, contract.state.root
        self.settings = contract.state.settings
        self.most = self.settings.requests_per_minute
        self.policy = (b"ratelimit-policy", f'"default";q={self.most};w={WINDOW_S}'.encode())
        self.counts = contract.state.counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.most or not self.is_counted(scope):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        left, seconds = self.counted(peer(scope, self.settings), time())
        said = self.said(left, seconds)

        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(message, together(said, scope["state"].get("limits", ())))
            await send(message)

        if left >= 0:
            await self.app(scope, receive, saying)
        else:
            refusal = problem(Request(scope), 429, DETAIL_OF[429])
            refusal.headers["Retry-After"] = str(seconds)
            await refusal(scope, receive, saying)

    def is_counted(self, scope: Scope) -> bool:
        return is_below(self.root, scope) or is_below(CALENDARS, scope)

    def counted(self, caller: str, now: float) -> tuple[int, int]:
        """What is left to the caller after this request, and seconds until there is more."""
        window, into = divmod(int(now), WINDOW_S)
        return self.most - self.counts.add(caller, window), WINDOW_S - into

    def said(self, left: int, seconds: int) -> Headers:
        return [self.policy, (b"ratelimit", f'"default";r={max(left, 0)};t={seconds}'.encode())]

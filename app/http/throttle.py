"""How many requests one caller may make in a minute, counted in this process's memory.

Every process counts for itself and none remembers after a restart: this keeps one caller from
taking all of a process, and is no quota. A caller is a network address.
"""

from collections import Counter
from collections.abc import Iterable
from time import monotonic
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.calendar_feeds import ADDRESS as CALENDARS
from app.http.headers import Headers, complete, is_below
from app.http.origin import peer
from app.http.problems import DETAIL_OF, problem

WINDOW_S = 60
MOST_CALLERS = 10_000
EVERYBODY_ELSE = "*"


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
        self.counts: Counter[str] = Counter()
        self.window = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.most or not self.is_counted(scope):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        left, seconds = self.counted(peer(scope, self.settings), monotonic())
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
        if window != self.window:
            self.window = window
            self.counts.clear()
        if caller not in self.counts and len(self.counts) >= MOST_CALLERS:
            caller = EVERYBODY_ELSE
        self.counts[caller] += 1
        return self.most - self.counts[caller], WINDOW_S - into

    def said(self, left: int, seconds: int) -> Headers:
        return [self.policy, (b"ratelimit", f'"default";r={max(left, 0)};t={seconds}'.encode())]

"""How many requests are worked on at once; the others wait for their turn, but not for long.

A request takes a connection to the database, and often a thread. As many are let in as find
both: so none waits for a thread without end while those before it hang on a slow database, and none
holds a thread only to wait for a connection. Whether the process lives, and is ready, is answered
always.
"""

from asyncio import Semaphore, timeout
from contextlib import ExitStack
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.database import PATIENCE_S
from app.http.guard import RefusedError, refusal

# Connections for what is asked besides: whether the process is ready, and how much others have
# counted. Of the framework's 40 threads some are left for what goes on after an answer has begun,
# as to read a file, and that is not counted here: a slow reader would keep others out.
SPARED = 2
MOST = 36
AGAIN_AFTER_S = 5
HEALTH = "/health/"


class Admission:
    """Behind the guard: a body that comes slowly takes no room."""

    def __init__(self, app: ASGIApp, contract: Any) -> None:
        self.app, self.root = app, contract.state.root
        connections = contract.state.settings.pool_size
        self.seats = Semaphore(min(max(connections - SPARED, 1), MOST))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(HEALTH):
            await self.app(scope, receive, send)
        elif await self.is_admitted():
            await self.seated(scope, receive, send)
        else:
            answer = refusal(self.root, scope, RefusedError(503))
            answer.headers["Retry-After"] = str(AGAIN_AFTER_S)
            await answer(scope, receive, send)

    async def is_admitted(self) -> bool:
        if not self.seats.locked():
            return await self.seats.acquire()
        try:
            async with timeout(PATIENCE_S):
                return await self.seats.acquire()
        except TimeoutError:
            return False

    async def seated(self, scope: Scope, receive: Receive, send: Send) -> None:
        with ExitStack() as seat:
            seat.callback(self.seats.release)

            async def leaving(message: Message) -> None:
                if message["type"] == "http.response.start":
                    seat.close()
                await send(message)

            await self.app(scope, receive, leaving)

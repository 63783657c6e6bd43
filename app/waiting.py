"""How work waits: it holds up its own thread or, on the event loop, lets the others go on.

Reads are synchronous functions, and most are one question. To hand each over to a thread and back
takes longer than the question. So on PostgreSQL they run on the event loop, in a greenlet that is
left where the driver would wait and entered again when the database has answered. Nothing else that
waits, or takes long, may run there: it goes `aside`.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ParamSpec, TypeVar

import psycopg
from anyio import to_thread
from psycopg.abc import PQGen
from psycopg.waiting import wait_async
from sqlalchemy import QueuePool
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.util import await_only, greenlet_spawn
from sqlalchemy.util.concurrency import in_greenlet
from sqlalchemy.util.queue import Empty

Of = ParamSpec("Of")
Found = TypeVar("Found")

WAKES_AFTER_S = 0.1  # as the driver does, so that a thread hears of signals


async def on_loop(work: Callable[Of, Found], *of: Of.args, **said: Of.kwargs) -> Found:
    """The work's result. Only for work that asks a database which `Connection` connects to."""
    return await greenlet_spawn(partial(work, *of, **said))


def aside(work: Callable[Of, Found], *of: Of.args, **said: Of.kwargs) -> Found:
    """What may take long is done in a thread; at once by work that has a thread of its own."""
    if not in_greenlet():
        return work(*of, **said)
    return await_only(to_thread.run_sync(partial(work, *of, **said)))


class Connection(psycopg.Connection[Any]):
    """The driver's, but for how it waits. Its `wait` is what each of its methods waits in."""

    def wait(
        self, gen: PQGen[Found], interval: float = WAKES_AFTER_S, timeout: float | None = None
    ) -> Found:
        if not in_greenlet():
            return super().wait(gen, interval, timeout)
        return await_only(wait_async(gen, self.pgconn.socket, interval, timeout))


class Pool(QueuePool):
    """To open a connection, or to wait until one is returned, would hold up the event loop."""

    def connect(self) -> PoolProxiedConnection:
        with suppress(Empty):
            return super().connect()
        return aside(super().connect)

    def _do_get(self) -> ConnectionPoolEntry:
        return self._pool.get(block=False) if in_greenlet() else super()._do_get()


def opened(*to: Any, **said: Any) -> Connection:
    """Also where the one that the pool had has gone, and it opens another in its place."""
    return aside(partial(Connection.connect, *to, **said))

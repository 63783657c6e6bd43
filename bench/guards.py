"""CPU per read with and without what stands in front of it: `python -m bench.guards`.

One answer that needs no database, so that nothing else drowns the difference, is read over ASGI
within one process, by turns through the whole host (headers, log and trace, throttle, guard) and
straight through the mounted contract; medians over the rounds.
"""

import asyncio
import logging
import os
import statistics
import time
from typing import Any

from app.logs import JsonLines
from app.main import ROOT, create_app
from app.settings import Settings
from tests.callers import Trusting

READS, ROUNDS = 1_000, 15


def main() -> None:
    log_to_nowhere()
    no_database: Any = None
    host: Any = create_app(no_database, Settings(), identity=Trusting())
    contract = next(one.app for one in host.routes if getattr(one, "path", "") == ROOT)
    asyncio.run(compared(host, contract, "/api-info"))


def log_to_nowhere() -> None:
    """The lines are written, as in real use, but to the null device."""
    handler = logging.FileHandler(os.devnull)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


async def compared(host: Any, contract: Any, path: str) -> None:
    guarded, bare = [], []
    for _ in range(ROUNDS):
        guarded.append(await milliseconds(host, ROOT + path, ""))
        bare.append(await milliseconds(contract, ROOT + path, ROOT))
    with_guards, without = statistics.median(guarded), statistics.median(bare)
    print(f"read through everything: {with_guards:.3f} ms CPU")
    print(f"the bare read:           {without:.3f} ms CPU")
    print(f"guards and tracing:      {with_guards - without:.3f} ms CPU")


async def milliseconds(app: Any, path: str, root: str, token: str = "") -> float:
    began = time.process_time()
    for _ in range(READS):
        await app(scope_of(path, root, token), received, sent)
    return (time.process_time() - began) * 1000 / READS


def scope_of(path: str, root: str, token: str) -> dict[str, Any]:
    headers = [(b"host", b"localhost"), (b"accept", b"application/json")]
    headers += [(b"authorization", f"Bearer {token}".encode())] if token else []
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": root,
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }


async def received() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def sent(_message: Any) -> None:
    return None


if __name__ == "__main__":
    main()

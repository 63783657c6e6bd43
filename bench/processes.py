"""One, two and three API processes on one PostgreSQL: `python -m bench.processes`.

Each gets the same load at the same time, so throughput should grow until the cores are full.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.filling import Size
from bench.load import Sent, loaded
from bench.rounds import LIST, READ
from bench.servers import Running, as_shipped, await_answer, cpu_seconds, running
from bench.world import PUBLIC_URL, World, made
from tests.databases import fresh_postgres
from tests.postgres import PostgresServer

SIZE = Size(1_000, 10_000)
PROCESSES = (1, 2, 3)
CONNECTIONS = 16  # to each process
WARM_S, MEASURED_S = 5, 10  # each connection prepares what it has been asked five times
MOST_TO_DATABASE = "300"  # the pools of all processes together
HEADER = """\
| request | processes | requests/s | to one process | CPU ms of the API | CPU ms of the database |
|---|---|---|---|---|---|"""


@dataclass(frozen=True)
class Place:
    """A filled database, and how to start processes on it."""

    world: World
    url: str
    keys: Path
    database: int  # the process that its processes come from


@dataclass(frozen=True)
class Figure:
    per_second: float
    api_ms: float
    database_ms: float


def main() -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with filled_place(SIZE) as place:
        print(f"{os.cpu_count()} cores, {CONNECTIONS} connections to each process.\n\n{HEADER}")
        figures = {count: of_processes(place, count) for count in PROCESSES}
        for name in (READ, LIST):
            for count in PROCESSES:
                print(row(name, count, figures[count][name], figures[PROCESSES[0]][name]))


@contextmanager
def filled_place(size: Size) -> Iterator[Place]:
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer(max_connections=MOST_TO_DATABASE))
        url = stack.enter_context(fresh_postgres(server.url))
        keys = Path(stack.enter_context(TemporaryDirectory()))
        world = made(url, keys, size)
        stack.callback(world.sessions.engine.dispose)
        yield Place(world, url, keys, server.process)


@contextmanager
def up(place: Place, count: int) -> Iterator[list[Running]]:
    server = as_shipped(place.url, place.keys, PUBLIC_URL)
    headers = place.world.headers(place.world.reader)
    with ExitStack() as stack:
        started = [stack.enter_context(running(server)) for _ in range(count)]
        for one in started:
            await_answer(one, place.world.one[0].path, headers)
        yield started


def of_processes(place: Place, count: int) -> dict[str, Figure]:
    with up(place, count) as started:
        return {
            READ: measured(place, started, place.world.one),
            LIST: measured(place, started, place.world.page),
        }


def measured(place: Place, started: Sequence[Running], requests: Sequence[Sent]) -> Figure:
    load_all(place, started, requests, WARM_S)
    spent = cpu(place, started)
    rates = load_all(place, started, requests, MEASURED_S)
    api, database = (
        after - before for before, after in zip(spent, cpu(place, started), strict=True)
    )
    answers = sum(rates) * MEASURED_S
    return Figure(sum(rates), api * 1000 / answers, database * 1000 / answers)


def load_all(
    place: Place, started: Sequence[Running], requests: Sequence[Sent], seconds: int
) -> list[float]:
    """Answers per second, of each process."""
    headers = place.world.headers(place.world.reader)

    def load(one: Running) -> float:
        return loaded(one.address, requests, headers, CONNECTIONS, seconds).per_second

    with ThreadPoolExecutor(len(started)) as pool:
        return list(pool.map(load, started))


def cpu(place: Place, started: Sequence[Running]) -> tuple[float, float]:
    return sum(one.cpu_seconds() for one in started), cpu_seconds(place.database)


def row(name: str, count: int, figure: Figure, of_one: Figure) -> str:
    ratio = figure.per_second / of_one.per_second
    cells = f"{figure.per_second:,.0f} | {ratio:.2f} | {figure.api_ms:.2f}"
    return f"| {name} | {count} | {cells} | {figure.database_ms:.2f} |"


if __name__ == "__main__":
    main()

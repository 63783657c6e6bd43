"""This project under load beside other services: `python -m bench [--tenfold]`; `make bench`.

Fills databases of its own, sees that all services answer the same, measures, and writes
bench/RESULTS.md; with ten times the data, which only the load depends on, bench/TENFOLD.md.
"""

import argparse
import logging
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import results
from bench.equality import refuse_others
from bench.filling import SMALL, Size
from bench.load import wrk
from bench.reports import of_size
from bench.results import Goal
from bench.rounds import (
    BARE,
    CREATE,
    LIST,
    READ,
    UNCHANGED,
    Figures,
    Load,
    Turn,
    measured,
    tags,
)
from bench.servers import (
    OURS,
    Running,
    Server,
    as_shipped,
    await_answer,
    cold_start,
    running,
    under_gunicorn,
    under_uvicorn,
)
from bench.world import PUBLIC_URL, World, made, postgres_version
from tests.databases import fresh_postgres
from tests.postgres import PostgresServer

ROUNDS, SQLITE_ROUNDS, STARTS = 4, 3, 3
FEW, MANY = 16, 64
CONNECTIONS = "300"  # the pools of all services together
COMPARED = 25
SHORT_S, LONG_S = 2, 5
WORKBOOKS = {1_000: 3, 10_000: 2, 100_000: 1}  # follow-ups, and rounds of each
ON_SQLITE = Size(1_000, 10_000)
DRF, NINJA, ORM = "Django REST Framework", "django-ninja", "FastAPI + ORM"
RIVALS = (DRF, NINJA, ORM)
CONSTANT, IMPORTED = "bare FastAPI", "bare FastAPI, SQLAlchemy and psycopg imported"


def main() -> None:
    tenfold = asked().tenfold
    wrk()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    began = time.monotonic()
    if tenfold:
        parts = ["# Results with ten times the data", *on_postgres(SMALL.times(10))]
    else:
        parts = ["# Results of `make bench`", *on_postgres(SMALL), *on_sqlite(), *workbooks()]
    parts.append(f"The whole run took {(time.monotonic() - began) / 60:.1f} minutes.")
    file = results.TENFOLD if tenfold else results.RESULTS
    file.write_text("\n\n".join(parts) + "\n")


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenfold", action="store_true", help="ten times the data")
    return parser.parse_args()


def told(part: str) -> str:
    print(part, flush=True)
    return part


def on_postgres(size: Size) -> Iterator[str]:
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer(max_connections=CONNECTIONS))
        url = stack.enter_context(fresh_postgres(server.url))
        keys = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        world = made(url, keys, size)
        stack.callback(world.sessions.engine.dispose)
        yield told(results.environment(postgres_version(world)))
        yield told(f"{size.agreements:,} agreements, {size.follow_ups:,} follow-ups.")
        servers = services(url, keys)
        starts = {one.name: start_of(one, world) for one in [*servers, *only_started(url)]}
        up = [stack.enter_context(running(one)) for one in servers]
        figures = loaded(up, world)
        for part in results.load_tables(figures):
            yield told(part)
        memory = {one.name: one.peak_megabytes() for one in up}
        yield told(f"### Processes\n\n{results.process_table(memory, starts)}")
        goals = [*results.load_goals(figures, RIVALS[:2]), *process_goals(memory, starts)]
        yield told(f"### Goals\n\n{results.goals_table(goals)}")


def services(url: str, keys: Path) -> list[Server]:
    return [
        under_uvicorn(BARE, "bench.rivals.bare:app", url),
        as_shipped(url, keys, PUBLIC_URL),
        under_gunicorn(DRF, "bench.rivals.rest_framework:application", url),
        under_gunicorn(NINJA, "bench.rivals.ninja_api:application", url),
        under_uvicorn(ORM, "bench.rivals.orm:app", url),
    ]


def only_started(url: str) -> list[Server]:
    return [
        under_uvicorn(CONSTANT, "bench.rivals.constant:app", url),
        under_uvicorn(IMPORTED, "bench.rivals.imported:app", url),
    ]


def start_of(server: Server, world: World) -> float:
    path, headers = world.one[0].path, world.headers(world.reader)
    return statistics.median(cold_start(server, path, headers) for _ in range(STARTS))


def loaded(up: Sequence[Running], world: World) -> Figures:
    ours = next(one for one in up if one.name == OURS)
    for one in up:
        await_answer(one, world.one[0].path, world.headers(world.reader))
    for one in up:
        if one is not ours:
            refuse_unequal(ours, one, world)
    return measured(up, Load(world, tags(ours, world)), turns, ROUNDS)


def refuse_unequal(ours: Running, other: Running, world: World) -> None:
    reader, writer = world.headers(world.reader), world.headers(world.writer)
    refuse_others(ours, other, world.one[:COMPARED], reader, 200)
    refuse_others(ours, other, world.page, reader, 200)
    refuse_others(ours, other, world.create, writer, 201)


def turns(name: str) -> dict[Turn, float]:
    """In their order: 304 follows what it is compared with.

    A list takes the rivals so long that fewer answers than connections would come of 64.
    """
    few = [READ, UNCHANGED, LIST, CREATE] if name == OURS else [READ, LIST, CREATE]
    many = [READ] if name in RIVALS else [READ, LIST]
    of_all: dict[Turn, float] = {
        **{Turn(one, FEW): SHORT_S for one in few},
        **{Turn(one, MANY): SHORT_S for one in many},
    }
    return {**of_all, Turn(LIST, FEW): LONG_S} if name in RIVALS else of_all


def process_goals(memory: dict[str, float], starts: dict[str, float]) -> Iterator[Goal]:
    yield Goal("memory under load", memory[OURS], 150, at_least=False, unit=" MB")
    to_bare = starts[OURS] / starts[CONSTANT]
    yield Goal("cold start, to a bare FastAPI application", to_bare, 1.5, at_least=False)


def on_sqlite() -> Iterator[str]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bench.db'}"
        world = made(url, folder / "keys", ON_SQLITE)
        stack.callback(world.sessions.engine.dispose)
        bare = under_uvicorn(BARE, "bench.rivals.bare_sqlite:app", url)
        ours = as_shipped(url, folder / "keys", PUBLIC_URL)
        up = [stack.enter_context(running(one)) for one in (bare, ours)]
        for one in up:
            await_answer(one, world.one[0].path, world.headers(world.reader))
        for requests in (world.one[:COMPARED], world.page):
            refuse_others(up[1], up[0], requests, world.headers(world.reader), 200)
        figures = measured(up, Load(world, {}), reads, SQLITE_ROUNDS)
        size = f"{ON_SQLITE.agreements:,} agreements, {ON_SQLITE.follow_ups:,} follow-ups"
        yield told(f"## On SQLite\n\n{size}; L is sqlite3 on the event loop.")
        for part in results.load_tables(figures):
            yield told(part)


def reads(_name: str) -> dict[Turn, float]:
    return {Turn(READ, FEW): SHORT_S, Turn(LIST, FEW): SHORT_S}


def workbooks() -> Iterator[str]:
    sizes = {size: of_size(size, rounds) for size, rounds in WORKBOOKS.items()}
    yield told(f"## Workbook\n\nCPU seconds.\n\n{results.workbook_table(sizes)}")
    yield told(f"### Goals\n\n{results.goals_table(results.workbook_goals(sizes))}")


if __name__ == "__main__":
    main()

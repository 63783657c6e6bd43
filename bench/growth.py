"""How answers take longer with ten times the data: `python -m bench.growth`.

Two databases are filled on a PostgreSQL of its own, the second with ten times the agreements,
follow-ups and other records of the first. Every GET operation of the contract is asked over ASGI
within one process, by those who may, of one and the other by turns. Writes bench/GROWTH.md.
"""

import asyncio
import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.http.dependencies import query_names
from app.main import ROOT, create_app
from app.models import Actor, Principal
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import Scope
from app.tokens.minting import Mint
from app.tokens.own_keys import LONGEST_LIFE_S
from bench.filling import Size, settle
from bench.guards import scope_of
from bench.results import environment, table
from bench.whole import WHOLE
from bench.world import COUNTY, MUNICIPALITY, World, made, postgres_version
from tests import make
from tests.databases import fresh_postgres
from tests.postgres import PostgresServer
from workers.annual_report.compile import compile_workbook

GROWTH = Path(__file__).with_name("GROWTH.md")
SMALL = Size(600, 30_000)
TIMES = 10
YEAR = 2024
# A statement is prepared after five uses.
WARMINGS, ROUNDS, LEAST_ROUNDS, LONGEST_S = 7, 8, 3, 3.0
FLAT = 1.3
NOBODY = str(UUID(int=0))
PLACES = {"countyCode": COUNTY, "municipalityCode": MUNICIPALITY}
WATCHING = (Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.ARCHIVIST, Role.RECEIVER)
WORD = "genomförda"  # stands in every follow-up
HEADINGS = ("operation", "asked by", "1x ms", "10x ms", "ratio", "1x result", "10x result", "")


Way: TypeAlias = Callable[[], Any]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    @property
    def size(self) -> int:
        """What there is to answer with: all records of a list, else the length of the answer."""
        found = json.loads(self.body) if self.status == 200 and self.is_json else {}
        meta = found.get("_meta", {}) if isinstance(found, dict) else {}
        return int(meta.get("totalRecords", len(self.body)))

    @property
    def is_json(self) -> bool:
        return self.body[:1] == b"{"


@dataclass
class Register:
    """One of the two, answering in this process to those who may call."""

    world: World
    loop: asyncio.AbstractEventLoop
    subjects: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def operations(self) -> list[Any]:
        """Whatever can be read by the contract."""
        api = next(one.app for one in self.app.routes if getattr(one, "path", "") == ROOT)
        return [one for one in api.state.operations if "GET" in one.methods]

    @cached_property
    def app(self) -> Any:
        unlimited = {"requests_per_minute": 0, "heavy_requests_per_minute": 0}
        settings = self.world.settings.model_copy(update=unlimited)
        return create_app(self.world.sessions, settings)

    @cached_property
    def tokens(self) -> dict[str, str]:
        mint = Mint(self.world.settings)
        everything = frozenset(Scope), LONGEST_LIFE_S
        return {name: mint.token(one, *everything).text for name, one in self.subjects.items()}

    def answer(self, address: str, by: str) -> Answer:
        return self.loop.run_until_complete(answered(self.app, address, self.tokens[by]))

    def key(self, collection: str, by: str) -> str:
        """Of the first record that the caller finds in the list."""
        if (collection, by) not in self.keys:
            found = self.answer(f"{ROOT}/{collection}?limit=1", by)
            items = json.loads(found.body).get("items", []) if found.status == 200 else []
            self.keys[collection, by] = str(items[0]["id"]) if items else NOBODY
        return self.keys[collection, by]


@dataclass(frozen=True)
class Question:
    """An operation as one of those who call asks for it."""

    route: Any
    by: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.route.name}{' ?' if self.query else ''}{urlencode(self.query)}"

    def address(self, register: Register) -> str:
        path: str = self.route.path
        for one in self.route.param_convertors:
            key = PLACES.get(one) or register.key(path.split("/")[1], self.by)
            path = path.replace(f"{{{one}}}", key)
        return f"{ROOT}{path}{'?' if self.query else ''}{urlencode(self.query)}"


@dataclass(frozen=True)
class Grown:
    """Least times and sizes of one question, small and large."""

    name: str
    by: str
    ms: tuple[float, float]
    sizes: tuple[int, int]

    @property
    def ratio(self) -> float:
        return self.ms[1] / self.ms[0]

    @property
    def verdict(self) -> str:
        if self.ratio <= FLAT:
            return "flat"
        grown = self.sizes[1] / max(self.sizes[0], 1)
        return "as its result" if self.ratio <= grown * FLAT else "faster than its result"

    @property
    def cells(self) -> tuple[str, ...]:
        times = (f"{one:.1f}" for one in (*self.ms, self.ratio))
        return (self.name, self.by, *times, *(f"{one:,}" for one in self.sizes), self.verdict)


async def answered(app: Any, address: str, token: str) -> Answer:
    path, _, query = address.partition("?")
    body, statuses = bytearray(), []

    async def keep(message: Any) -> None:
        statuses.append(message.get("status"))
        body.extend(message.get("body", b""))

    async def received() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    known = {"asgi": {"version": "3.0", "spec_version": "2.4"}}  # nobody waits for our going away
    scope = scope_of(path, "", token) | {"query_string": query.encode()} | known
    await app(scope, received, keep)
    return Answer(statuses[0], bytes(body))


def main() -> None:
    logging.disable(logging.WARNING)
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer())
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)
        sizes = (SMALL, SMALL.times(TIMES))
        pair = [stack.enter_context(_register(server, loop, one)) for one in sizes]
        found = [shown(one) for one in grown((pair[0], pair[1]))]
        GROWTH.write_text("\n\n".join(told(pair[0].world, found)) + "\n")


def shown(one: Grown) -> Grown:
    print(" | ".join(one.cells), flush=True)
    return one


@contextmanager
def _register(
    server: PostgresServer, loop: asyncio.AbstractEventLoop, size: Size
) -> Iterator[Register]:
    with fresh_postgres(server.url) as url, tempfile.TemporaryDirectory() as keys:
        began = time.monotonic()
        world = made(url, Path(keys), size, WHOLE)
        with world.sessions.begin() as session:
            subjects = _callers(session, world)
        settle(world.sessions)
        print(f"{size} filled in {time.monotonic() - began:.0f} s", flush=True)
        yield Register(world, loop, subjects)
        world.sessions.engine.dispose()


def _callers(session: Session, world: World) -> dict[str, str]:
    """Those who ask, and what only one of exists: a record of each kind that is left."""
    at_home = {"kind": ActorKind.COUNTY_ADMINISTRATIVE_BOARD, "county_code": COUNTY}
    board = session.scalars(select(Actor).filter_by(**at_home)).one()
    reader = session.scalars(select(Principal).filter_by(subject=world.reader)).one()
    report = make.annual_report(session, YEAR, county_code=COUNTY, title="Redovisning")
    make.delivery(session, report)
    make.national_report(session, YEAR)
    make.review_assignment(session, county_code=COUNTY)
    make.calendar(session, reader)
    make.mailing(session, board)
    make.disposal(session)
    watching = make.principal(session, board, *WATCHING)
    return {"county": world.reader, "municipality": world.writer, "watching": watching.subject}


def questions(register: Register) -> Iterator[Question]:
    """Each operation by all that are answered; by the last one only where no other is."""
    for route in register.operations:
        *usual, last = (Question(route, by) for by in register.subjects)
        ours = [one for one in usual if register.answer(one.address(register), one.by).status < 400]
        for one in ours or [last]:
            yield one
            yield from _narrowed(one)


def _narrowed(question: Question) -> Iterator[Question]:
    """A list also of one place, and of those in which a word stands."""
    route = question.route
    known = query_names(route.endpoint, route.path)
    place = {"county": "countyCode", "municipality": "municipalityCode"}.get(question.by, "")
    if "limit" in known and place in known and "{" not in route.path:
        yield Question(route, question.by, ((place, PLACES[place]),))
    if "q" in known:
        yield Question(route, question.by, (("q", WORD),))


def grown(pair: tuple[Register, Register]) -> Iterator[Grown]:
    for question in questions(pair[0]):
        asked = [(one, question.address(one)) for one in pair]
        first, second = (one.answer(to, question.by).size for one, to in asked)
        ways = [partial(one.answer, to, question.by) for one, to in asked]
        yield Grown(question.name, question.by, by_turns(*ways), (first, second))
    compiled = [partial(compile_workbook, one.world.sessions, COUNTY, YEAR) for one in pair]
    first, second = (sum(one.row_count for one in each()[1].sheets) for each in compiled)
    yield Grown("annual report, compiled", "worker", by_turns(*compiled), (first, second))


def by_turns(small: Way, large: Way) -> tuple[float, float]:
    """The least milliseconds of each; what takes long is not asked as often."""
    began, found = time.monotonic(), list[tuple[float, float]]()
    while len(found) < LEAST_ROUNDS or (
        len(found) < WARMINGS + ROUNDS and time.monotonic() < began + LONGEST_S
    ):
        found.append((milliseconds(small), milliseconds(large)))
    firsts, seconds = zip(*found, strict=True)
    return min(firsts), min(seconds)


def milliseconds(way: Way) -> float:
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1000


def told(world: World, found: Iterable[Grown]) -> Iterator[str]:
    yield "# Ten times the data"
    yield environment(postgres_version(world))
    yield (
        f"{SMALL.agreements:,} agreements, {SMALL.follow_ups:,} follow-ups, and {TIMES} times as "
        "many. The result is the total of a list, the rows of the report, else bytes."
    )
    yield table(HEADINGS, (one.cells for one in found))


if __name__ == "__main__":
    main()

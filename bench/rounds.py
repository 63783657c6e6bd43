"""Rounds of load on several services that stay up: it goes to one at a time, in rotated order."""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from app.clock import now
from bench.equality import answers
from bench.load import Outcome, Sent, loaded
from bench.servers import OURS, TICKS, Running
from bench.world import World, database_works, follow_ups_since, forget_since

BARE = "L"
POLL_S, IDLE_S, DRAINED_WITHIN_S = 0.02, 0.3, 60
LONGEST_304 = 1_500  # bytes; the whole answer is several times as long
READ, LIST, UNCHANGED, CREATE = "one agreement", "list of 50", "304", "create"


@dataclass(frozen=True)
class Turn:
    """One kind of request by so many connections."""

    operation: str
    connections: int


@dataclass(frozen=True)
class Figure:
    per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float


Figures: TypeAlias = dict[Turn, dict[str, list[Figure]]]
Plan: TypeAlias = Callable[[str], Mapping[Turn, float]]  # how long each, by a service's name


@dataclass(frozen=True)
class Load:
    """What is sent to a service in each kind of turn."""

    world: World
    known_tags: dict[str, str]

    def requests(self, operation: str) -> list[Sent]:
        if operation == UNCHANGED:
            return self.world.unchanged(self.known_tags)
        return {READ: self.world.one, LIST: self.world.page, CREATE: self.world.create}[operation]

    def headers(self, to: Running, operation: str) -> dict[str, str]:
        writes = operation == CREATE
        who = self.world.writer if writes else self.world.reader
        return self.world.headers(who) if to.name.startswith(OURS) else {}


def tags(ours: Running, world: World) -> dict[str, str]:
    found = answers(ours, world.one, world.headers(world.reader))
    return {path: answer.headers["etag"] for path, answer in found.items()}


def measured(services: Sequence[Running], load: Load, plan: Plan, rounds: int) -> Figures:
    """After one that warms everything and does not count. Turns in the order of our own plan first.

    All have the same turn one after the other: what else the machine does changes by the minute.
    """
    plans = {one.name: plan(one.name) for one in services}
    turns = dict.fromkeys(turn for one in (plans[OURS], *plans.values()) for turn in one)
    figures: Figures = {}
    for number in range(-1, rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for turn in turns:
            for service in rotated(services, number):
                if turn in plans[service.name]:
                    figure = _turn(service, load, turn, plans[service.name][turn])
                    if number >= 0:
                        figures.setdefault(turn, {}).setdefault(service.name, []).append(figure)
    return figures


def rotated(services: Sequence[Running], number: int) -> list[Running]:
    at = number % len(services)
    return [*services[at:], *services[:at]]


def _turn(service: Running, load: Load, turn: Turn, seconds: float) -> Figure:
    """All requests that were begun are counted, and the time until the last one is done.

    Where an answer takes long, those under way when the load ends are a good part of them; what is
    left of them would also disturb the next one's turn.
    """
    requests, headers = load.requests(turn.operation), load.headers(service, turn.operation)
    with _checked(load.world, turn) as outcomes:
        before = service.cpu_seconds()
        found = loaded(service.address, requests, headers, turn.connections, seconds)
        took = found.microseconds / 1e6 + drained(service, load.world)
        outcomes.append(found)
    begun = found.answers + turn.connections
    cpu_ms = (service.cpu_seconds() - before) * 1000 / begun
    return Figure(begun / took, cpu_ms, found.p50 / 1000, found.p99 / 1000)


def drained(service: Running, world: World) -> float:
    """Seconds until neither the service nor the database had anything more to do."""
    began = last = time.monotonic()
    spent = service.cpu_seconds()
    while time.monotonic() < last + IDLE_S:
        if last > began + DRAINED_WITHIN_S:
            raise RuntimeError(f"{service.name} goes on working")
        time.sleep(POLL_S)
        if service.cpu_seconds() > spent + 1 / TICKS or database_works(world):
            last, spent = time.monotonic(), service.cpu_seconds()
    return last - began


@contextmanager
def _checked(world: World, turn: Turn) -> Iterator[list[Outcome]]:
    """RuntimeError when something else was answered than what was asked about."""
    began, outcomes = now(), list[Outcome]()
    yield outcomes
    (found,) = outcomes
    if turn.operation == UNCHANGED and found.bytes > LONGEST_304 * found.answers:
        raise RuntimeError(f"some answers were no 304: {found}")
    if turn.operation == CREATE:
        made = follow_ups_since(world, began)
        forget_since(world, began)
        if not found.answers <= made <= found.answers + turn.connections:
            raise RuntimeError(f"{made} follow-ups were made by {found}")


def ratios(of: list[Figure], to: list[Figure]) -> list[float]:
    return [one.per_second / other.per_second for one, other in zip(of, to, strict=True)]


def median(figures: list[Figure]) -> Figure:
    columns = zip(*(vars(one).values() for one in figures), strict=True)
    return Figure(*(statistics.median(one) for one in columns))

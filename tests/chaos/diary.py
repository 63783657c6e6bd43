"""What processes did, in a file outside the database: no transaction that fails takes it back."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

PLACE = "CHAOS_DIARY"


@dataclass(frozen=True)
class Line:
    at: float  # one clock for all processes of the machine
    process: int
    entry: str
    what: str


@dataclass(frozen=True)
class Execution:
    """One process at one piece of work, for as long as it is known to have been at it."""

    process: int
    entry: str
    first: float
    last: float

    def overlaps(self, other: "Execution") -> bool:
        return self.first <= other.last and other.first <= self.last


def note(entry: str, what: str) -> None:
    """In one write to the end of the file, so that lines of several processes stay whole."""
    line = json.dumps([time.monotonic(), os.getpid(), entry, what]) + "\n"
    book = os.open(os.environ[PLACE], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(book, line.encode())
    os.close(book)


def lines(path: Path) -> Iterator[Line]:
    if path.exists():
        yield from (Line(*json.loads(line)) for line in path.read_text().splitlines())


def executions(written: Iterable[Line]) -> list[Execution]:
    times = defaultdict(list)
    for line in written:
        times[line.entry, line.process].append(line.at)
    return [Execution(process, entry, min(at), max(at)) for (entry, process), at in times.items()]


def at_once(done: Iterable[Execution]) -> list[tuple[Execution, Execution]]:
    """Pairs of processes that did the same work at the same time."""
    same = defaultdict(list)
    for one in done:
        same[one.entry].append(one)
    pairs = (pair for some in same.values() for pair in combinations(some, 2))
    return [(one, other) for one, other in pairs if one.overlaps(other)]

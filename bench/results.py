"""Figures as Markdown: what was measured beside what was aimed at."""

import os
import platform
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.clock import today
from bench.rounds import BARE, CREATE, LIST, READ, UNCHANGED, Figures, Turn, median, ratios
from bench.servers import OURS

RESULTS = Path(__file__).with_name("RESULTS.md")
TENFOLD = Path(__file__).with_name("TENFOLD.md")
LIBRARIES = (
    *("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "pydantic", "sqlalchemy"),
    *("psycopg", "asyncpg", "django", "djangorestframework", "django-ninja", "gunicorn"),
    *("openpyxl", "lxml", "xlsxwriter"),
)
ORDER = (READ, LIST, UNCHANGED, CREATE)
HEADINGS = ("", "ratio to L (least-most)", "requests/s", "CPU ms", "p50 ms", "p99 ms")


@dataclass(frozen=True)
class Goal:
    """At least so much, or at most."""

    what: str
    measured: float
    wanted: float
    at_least: bool = True
    unit: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        sign = "≥" if self.at_least else "≤"
        enough = self.measured >= self.wanted if self.at_least else self.measured <= self.wanted
        wanted = f"{sign} {self.wanted:g}{self.unit}"
        return (self.what, f"{self.measured:.2f}{self.unit}", wanted, "yes" if enough else "no")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    aligned = ["---", *("--:" for _ in headings[1:])]
    lines = (f"| {' | '.join(row)} |" for row in (headings, aligned, *rows))
    return "\n".join(lines)


def goals_table(goals: Iterable[Goal]) -> str:
    return table(("goal", "measured", "wanted", "reached"), (one.cells for one in goals))


def environment(postgres: str) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GB of memory"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{today()}; {machine}; Python {platform.python_version()}, PostgreSQL {postgres}; "
        f"{libraries}."
    )


def load_tables(figures: Figures, bare: str = BARE) -> Iterator[str]:
    for turn in sorted(figures, key=lambda turn: (turn.connections, ORDER.index(turn.operation))):
        by_service = figures[turn]
        yield f"### {turn.operation}, {turn.connections} connections"
        reference = figures[compared_with(turn)][bare]
        rows = (_row(name, ratios(found, reference), found) for name, found in by_service.items())
        yield table(HEADINGS, rows)


def compared_with(turn: Turn) -> Turn:
    """The bare service knows no conditional reads."""
    return replace(turn, operation=READ) if turn.operation == UNCHANGED else turn


def _row(name: str, to_bare: list[float], found: Any) -> tuple[str, ...]:
    one = median(found)
    latencies = (f"{ms:.1f}" if ms else "-" for ms in (one.p50_ms, one.p99_ms))
    numbers = (f"{one.per_second:.0f}", f"{one.cpu_ms:.2f}", *latencies)
    spread = f"({min(to_bare):.2f}-{max(to_bare):.2f})"
    return (name, f"{statistics.median(to_bare):.2f} {spread}", *numbers)


def load_goals(figures: Figures, rivals: Sequence[str]) -> Iterator[Goal]:
    wanted = {READ: 0.35, LIST: 0.65, UNCHANGED: 0.60, CREATE: 0.20}
    for operation, least in wanted.items():
        turn = Turn(operation, 16)
        found = statistics.median(ratios(figures[turn][OURS], figures[compared_with(turn)][BARE]))
        yield Goal(f"{operation}, to L", found, least)
    for rival in rivals:
        for operation in (READ, LIST):
            by_service = figures[Turn(operation, 16)]
            found = statistics.median(ratios(by_service[OURS], by_service[rival]))
            yield Goal(f"{operation}, to {rival}", found, 5)


def process_table(memory: Mapping[str, float], starts: Mapping[str, float]) -> str:
    rows = (
        (name, f"{starts[name]:.2f}", f"{memory[name]:.0f}" if name in memory else "")
        for name in starts
    )
    return table(("", "cold start s", "peak MB"), rows)


def workbook_table(sizes: Mapping[int, Mapping[str, float]]) -> str:
    headings = ("follow-ups", "compiled", "rendered", "openpyxl", "XlsxWriter", "ratio", "peak MB")
    rows = (
        (
            f"{size:,}",
            *(f"{one[way]:.2f}" for way in ("compiled", "rendered", "openpyxl", "xlsxwriter")),
            f"{one['compiled'] / one['openpyxl']:.2f}",
            f"{one['megabytes']:.0f}",
        )
        for size, one in sizes.items()
    )
    return table(headings, rows)


def workbook_goals(sizes: Mapping[int, Mapping[str, float]]) -> Iterator[Goal]:
    for size, one in sizes.items():
        to_plain = one["compiled"] / one["openpyxl"]
        yield Goal(f"workbook of {size:,} follow-ups, to openpyxl", to_plain, 1.5, at_least=False)
    largest = max(sizes)
    yield Goal(
        f"workbook of {largest:,} follow-ups, peak",
        sizes[largest]["megabytes"],
        300,
        at_least=False,
        unit=" MB",
    )

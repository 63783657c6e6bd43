"""A sheet as plain values: what the report says, before anything is formatted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True)
class Link:
    """A text that leads to another sheet of the workbook."""

    text: str
    sheet: str


# None is an empty cell: no data, which is never the same as no.
Cell: TypeAlias = str | int | float | Decimal | date | Link | None
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    heading: str
    width: float = 14
    number_format: str | None = None
    hidden: bool = False
    upright: bool = False


class ChartKind(StrEnum):
    BARS = "bars"
    STACKED_BARS = "stackedBars"
    COLUMNS = "columns"  # standing, for what follows time


@dataclass(frozen=True)
class Chart:
    """Columns and rows by their place; `values` are columns with the words of the legend.

    `alt` says in words what the chart shows.
    """

    kind: ChartKind
    title: str
    categories: int
    values: tuple[tuple[int, str], ...]
    first: int
    last: int
    alt: str


@dataclass(frozen=True)
class Sheet:
    """`rows` may be read from the database as they are asked for, once.

    `key` are the columns that know a row again in another issue, by their place.
    """

    name: str
    title: str
    instruction: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    table_name: str
    key: tuple[int, ...] = ()
    charts: tuple[Chart, ...] = ()


SHARE = "0 %"

# Last in every list, hidden: the record that a row comes from, so that each cell can be traced.
RECORD = (Column("Post-id", 38, hidden=True), Column("Version", 9, hidden=True))

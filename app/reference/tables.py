"""Reads the package's own tables; a cell with several values separates them by semicolons."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    text = files("app.reference").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def several(cell: str) -> list[str]:
    return cell.split(";") if cell else []

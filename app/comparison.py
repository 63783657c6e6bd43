"""What differs between two issues of a report: rows that came, went or changed, sheet by sheet."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.snapshots import SheetSnapshot, Snapshot, Value

Kind: TypeAlias = Literal["added", "removed", "changed"]
Named: TypeAlias = dict[str, Value]
Rows: TypeAlias = dict[tuple[Value, ...], Named]


@dataclass(frozen=True)
class Change:
    """A column's value in either issue; None where there is none."""

    column: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Difference:
    """A row, known by its key and shown by what stands first in it."""

    sheet: str
    kind: Kind
    row: str
    changes: tuple[Change, ...]


def differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """In the order of the later issue's sheets; a sheet that only one has is all new, or gone."""
    old = {one.name: one for one in before.sheets}
    for sheet in after.sheets:
        yield from _in_sheet(sheet, old.pop(sheet.name, None), sheet)
    for gone in old.values():
        yield from _in_sheet(gone, gone, None)


def _in_sheet(
    shown: SheetSnapshot, before: SheetSnapshot | None, after: SheetSnapshot | None
) -> Iterator[Difference]:
    old, new = _unlike(before, after), _unlike(after, before)
    columns = [one["heading"] for one in shown.head["columns"] if not one["hidden"]]
    for key, row in new.items():
        kind: Kind = "changed" if key in old else "added"
        found = _difference(shown.name, kind, columns, old.pop(key, {}), row)
        if found.changes:
            yield found
    for row in old.values():
        yield _difference(shown.name, "removed", columns, row, {})


def _difference(
    sheet: str, kind: Kind, columns: Sequence[str], was: Named, row: Named
) -> Difference:
    changes = tuple(
        Change(name, was.get(name), row.get(name))
        for name in columns
        if was.get(name) != row.get(name)
    )
    return Difference(sheet, kind, _shown(row or was, columns), changes)


def _shown(row: Named, columns: Sequence[str]) -> str:
    """The first that it says, enough to find it by."""
    said = [str(row[name]) for name in columns[:4] if row.get(name) is not None]
    return " · ".join(said[:3])[:300]


def _unlike(sheet: SheetSnapshot | None, other: SheetSnapshot | None) -> Rows:
    """The rows by their keys; of sheets of the same form only those the other has not word by word.

    Rows of one key are told apart by their order.
    """
    if sheet is None:
        return {}
    headings = [one["heading"] for one in sheet.head["columns"]]
    alike = other is not None and other.head["columns"] == sheet.head["columns"]
    known = frozenset(other.lines()) if alike and other is not None else frozenset()
    rows: Iterator[list[Value]] = (json.loads(line) for line in sheet.lines() if line not in known)
    found: Rows = {}
    times: Counter[tuple[Value, ...]] = Counter()
    for row in rows:
        key = tuple(row[place] for place in sheet.head["key"])
        times[key] += 1
        found[*key, times[key]] = dict(zip(headings, row, strict=True))
    return found

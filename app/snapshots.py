"""A report as it was read once: its head and its sheets of plain values, which never change again.

The published JSON is the head with the sheets, each with its rows. Its canonical form (sorted
keys, no spaces, UTF-8) has the SHA-256 that the cover shows, so that anybody can reckon it anew.
Rows are kept as compressed lines and pass one by one, so that a long sheet takes little memory.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, TypeAlias

Head: TypeAlias = dict[str, Any]
# Text, number or nothing; in a column of days a text is a day, as 2024-12-31.
Value: TypeAlias = str | int | float | None

LEVEL = 5
AT_ONCE = 100  # lines: to compress each by itself takes longer


@dataclass(frozen=True)
class SheetSnapshot:
    """`rows` are gzipped lines of JSON, one array each; `row_count` says how many."""

    head: Head
    rows: bytes
    row_count: int

    @property
    def name(self) -> str:
        return str(self.head["name"])

    def lines(self) -> Iterator[str]:
        with gzip.open(BytesIO(self.rows), "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield line.rstrip("\n")

    def values(self) -> Iterator[list[Value]]:
        return map(json.loads, self.lines())


@dataclass(frozen=True)
class Snapshot:
    head: Head
    sheets: tuple[SheetSnapshot, ...]


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def packed(head: Head, rows: Iterable[Sequence[Value]]) -> SheetSnapshot:
    """`head` may be filled in while the rows pass; it is asked for when they have."""
    kept, count = BytesIO(), 0
    told = (f"{canonical(row)}\n" for row in rows)
    with gzip.GzipFile(fileobj=kept, mode="wb", compresslevel=LEVEL, mtime=0) as lines:
        while some := list(islice(told, AT_ONCE)):
            lines.write("".join(some).encode())
            count += len(some)
    return SheetSnapshot(head, kept.getvalue(), count)


def parts(snapshot: Snapshot) -> Iterator[str]:
    """The canonical JSON, piece by piece."""
    before, after = _around(snapshot.head, "sheets")
    yield before
    for place, sheet in enumerate(snapshot.sheets):
        yield "," if place else ""
        yield from _sheet_parts(sheet)
    yield after


def _sheet_parts(sheet: SheetSnapshot) -> Iterator[str]:
    before, after = _around(sheet.head, "rows")
    yield before
    for place, line in enumerate(sheet.lines()):
        yield f",{line}" if place else line
    yield after


def _around(head: Head, name: str) -> tuple[str, str]:
    """What stands before and after the members of the list of that name.

    In a text a quotation mark is escaped, so the list is found nowhere else.
    """
    mark = f'"{name}":['
    before, _, after = canonical({**head, name: []}).partition(f"{mark}]")
    return f"{before}{mark}", f"]{after}"


def checksum(snapshot: Snapshot) -> str:
    digest = hashlib.sha256()
    for part in parts(snapshot):
        digest.update(part.encode())
    return digest.hexdigest()


def from_document(document: dict[str, Any]) -> Snapshot:
    """Of the published JSON; `_links` are of the answer and not of the report."""
    head = {name: value for name, value in document.items() if name not in {"sheets", "_links"}}
    sheets = []
    for sheet in document["sheets"]:
        about = {name: value for name, value in sheet.items() if name != "rows"}
        sheets.append(packed(about, sheet["rows"]))
    return Snapshot(head, tuple(sheets))

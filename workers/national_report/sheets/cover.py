"""Försättsblad: which counties are in and which are missing, as of when, and what is in it."""

from collections.abc import Iterator
from datetime import date

from app.snapshots import Head, Snapshot
from workers.annual_report.figures import named
from workers.annual_report.sheet import Cell, Column, Link, Row, Sheet
from workers.annual_report.sheets.cover import moment

COLUMNS = (Column("Uppgift", 30), Column("Innehåll", 84), Column("Rader", 10))
NONE_MISSING = "inget"


def cover_sheet(snapshot: Snapshot, checksum: str) -> Sheet:
    head = snapshot.head
    facts: list[Row] = [(name, value, None) for name, value in _facts(head)]
    contents: list[Row] = [
        (f"Blad {place}", Link(one.name, one.name), one.row_count)
        for place, one in enumerate(snapshot.sheets, start=2)
    ]
    counties: list[Row] = [(one["name"], _of_county(one), None) for one in head["counties"]]
    return Sheet(
        name="Försättsblad",
        title=f"Nationell redovisning {head['year']}",
        instruction="Vad länen har lämnat in till Brå, sammanställt. Bladen nås genom länkarna.",
        columns=COLUMNS,
        rows=[*facts, ("Kontrollsumma (SHA-256)", checksum, None), *contents, *counties],
        table_name="Forsattsblad",
    )


def _facts(head: Head) -> Iterator[tuple[str, Cell]]:
    included, missing = head["counties"], head["missing"]
    yield "År", str(head["year"])
    yield "Period", f"{head['periodFrom']} till {head['periodTo']}"
    yield "Nummer", f"v{head['number']}"
    yield "Läst", moment(head["knownAt"])
    yield "Sammanställd", moment(head["compiledAt"])
    yield "Län som ingår", f"{len(included)} av {len(included) + len(missing)}"
    yield "Län som saknas", named(one["name"] for one in missing) or NONE_MISSING
    if head["dueOn"]:
        yield "Länens sista dag", date.fromisoformat(head["dueOn"])
    yield "Länens formulär, version", named(sorted({one["form"] for one in included}))
    yield "Nationell version", head["form"]


def _of_county(one: Head) -> str:
    submitted = moment(one["submittedAt"])
    return f"v{one['issue']}, inlämnad {submitted}, kontrollsumma {one['checksum']}"

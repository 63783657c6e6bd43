"""Försättsblad: what the report is about, as of when, who answers for it, and what is in it."""

from collections.abc import Iterator
from datetime import date, datetime

from app.clock import STOCKHOLM
from app.snapshots import Head, Snapshot
from workers.annual_report.sheet import Cell, Column, Link, Row, Sheet

COLUMNS = (Column("Uppgift", 30), Column("Innehåll", 74), Column("Rader", 10))
DRAFT = "Utkast: inte inlämnad"
APPROVED = "Utkast: godkänd men inte inlämnad"
SUBMITTED = "Inlämnad"


def cover_sheet(snapshot: Snapshot, checksum: str) -> Sheet:
    head = snapshot.head
    facts: list[Row] = [(name, value, None) for name, value in _facts(head)]
    contents: list[Row] = [
        (f"Blad {place}", Link(one.name, one.name), one.row_count)
        for place, one in enumerate(snapshot.sheets, start=2)
    ]
    return Sheet(
        name="Försättsblad",
        title=f"Redovisning till Brå {head['year']}",
        instruction=(
            f"{head['countyName']}, till Brottsförebyggande rådet. Bladen nås genom länkarna."
        ),
        columns=COLUMNS,
        rows=[*facts, ("Kontrollsumma (SHA-256)", checksum, None), *contents],
        table_name="Forsattsblad",
    )


def _facts(head: Head) -> Iterator[tuple[str, Cell]]:
    yield "Län", f"{head['countyName']} ({head['countyCode']})"
    yield "År", str(head["year"])
    yield "Period", f"{head['periodFrom']} till {head['periodTo']}"
    yield "Läget avser", date.fromisoformat(head["asOf"])
    yield "Känt till och med", moment(head["knownAt"])
    yield "Sammanställd", moment(head["compiledAt"])
    yield "Utgåva", f"v{head['issue']}"
    if head["replaces"]:
        replaced = head["replaces"]
        yield "Ersätter", f"v{replaced['issue']} (kontrollsumma {replaced['checksum']})"
        yield "Skäl till ny utgåva", replaced["reason"]
    yield "Ställning", _standing(head)
    if head["approval"]:
        yield "Godkänd av (funktion)", head["approval"]["approvedAs"]
        yield "Godkänd", moment(head["approval"]["approvedAt"])
    if head["submittedAt"]:
        yield "Inlämnad", moment(head["submittedAt"])
    yield "Formulärets version", head["form"]


def _standing(head: Head) -> str:
    if head["submittedAt"]:
        return SUBMITTED
    return APPROVED if head["approval"] else DRAFT


def moment(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(STOCKHOLM):%Y-%m-%d %H:%M} svensk tid"

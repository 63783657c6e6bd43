"""Försättsblad: what the report is about, as of when, as known when, and where things stand."""

from collections.abc import Sequence

from app.clock import STOCKHOLM
from app.report_form import FORM
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import Column, Link, Row, Sheet

COLUMNS = (Column("Uppgift", 30), Column("Innehåll", 74), Column("Rader", 10))
DRAFT = "Utkast: inte godkänd och inte inlämnad"


def cover_sheet(scope: ReportScope, sheets: Sequence[Sheet], checksum: str) -> Sheet:
    known = scope.known_at.astimezone(STOCKHOLM)
    facts: list[Row] = [
        ("Län", f"{scope.county_name} ({scope.county_code})", None),
        ("År", str(scope.year), None),
        ("Period", f"{scope.first_day} till {scope.as_of}", None),
        ("Läget avser", scope.as_of, None),
        ("Känt till och med", f"{known:%Y-%m-%d %H:%M} svensk tid", None),
        ("Ställning", DRAFT, None),
        ("Formulärets version", FORM, None),
        ("Kontrollsumma (SHA-256)", checksum, None),
    ]
    contents: list[Row] = [
        (f"Blad {place}", Link(one.name, one.name), len(one.rows))
        for place, one in enumerate(sheets, start=2)
    ]
    return Sheet(
        name="Försättsblad",
        title=f"Redovisning till Brå {scope.year}",
        instruction=(
            f"{scope.county_name}, till Brottsförebyggande rådet. Bladen nås genom länkarna."
        ),
        columns=COLUMNS,
        rows=[*facts, *contents],
        table_name="Forsattsblad",
    )

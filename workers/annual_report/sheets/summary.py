"""Sammanfattning: each figure as n of N, beside the year before, with charts."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.report_form import (
    CATEGORIES,
    FORM,
    LAW,
    METHODS,
    OVER_TIME,
    PROMISES_OVER_TIME,
)
from workers.annual_report.figures import named
from workers.annual_report.indicators import Figure, Indicator
from workers.annual_report.measuring import indicators
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, SHARE, Chart, ChartKind, Column, Row, Sheet

COLUMNS = (
    Column("Avsnitt", 26),
    Column("Id", 6),
    Column("Mått", 44),
    Column("Antal (n)", 9),
    Column("Delvis", 8),
    Column("Nej", 7),
    Column("Uppgift saknas", 10),
    Column("Av (N)", 8),
    Column("Andel", 8, SHARE),
    Column("Året före (n)", 10),
    Column("Året före, andel", 10, SHARE),
    Column("Förändring (n)", 11),
    Column("Förändring, andel", 12, SHARE),
    Column("Uppgift saknas för", 42),
    Column("Året före saknas för", 30),
    Column("Anmärkning", 30),
    *RECORD,
)
ID, LABEL = 1, 2
COUNT = ((3, "Antal"),)
ANSWERS = ((3, "uppfyllt"), (4, "delvis"), (5, "ej uppfyllt"), (6, "uppgift saknas"))


def summary_sheet(session: Session, scope: ReportScope) -> Sheet:
    found = indicators(session, scope)
    before = {one.key: one.figure for one in indicators(session, scope.year_before)}
    return Sheet(
        name="Sammanfattning",
        title=f"Sammanfattning {scope.year}, {scope.county_name}",
        instruction=(
            "n av N; de som saknar uppgift är nämnda och är inte ett nej. Lagens krav är en "
            "självskattning. Diagrammen står under tabellen."
        ),
        columns=COLUMNS,
        rows=[_row(one, before.get(one.key)) for one in found],
        table_name="Sammanfattning",
        key=(ID, LABEL),
        charts=_charts(found, scope),
    )


def _row(one: Indicator, before: Figure | None) -> Row:
    found = one.figure
    earlier = before or Figure(found.id, None)
    return (
        one.section,
        found.id,
        one.label,
        found.n,
        found.partly,
        found.no,
        None if found.missing is None else len(found.missing),
        found.of,
        found.share,
        earlier.n,
        earlier.share,
        _change(found, earlier),
        _difference(found.share, earlier.share),
        named(found.missing or ()),
        named(earlier.missing or ()),
        found.note,
        found.id,
        FORM,
    )


def _change(now: Figure, before: Figure) -> int | None:
    if not (now.is_known and before.is_known):
        return None
    return (now.n or 0) - (before.n or 0)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _charts(found: Sequence[Indicator], scope: ReportScope) -> tuple[Chart, ...]:
    year = scope.year
    law = f"Lagens krav {year}: antal kommuner per svar"
    counted = (
        (CATEGORIES, ChartKind.BARS, f"Prioriterade områden per kategori {year}"),
        (METHODS, ChartKind.BARS, f"Antal kommuner som använder metoden {year}"),
        (OVER_TIME, ChartKind.COLUMNS, "Överenskommelser i registret som gällde den 31 december"),
        (
            PROMISES_OVER_TIME,
            ChartKind.COLUMNS,
            "Medborgarlöften i registret som gällde den 31 december",
        ),
    )
    drawn = (
        _chart(found, LAW, ChartKind.STACKED_BARS, ANSWERS, law),
        *(_chart(found, section, kind, COUNT, title) for section, kind, title in counted),
    )
    return tuple(one for one in drawn if one is not None)


def _chart(
    found: Sequence[Indicator],
    section: str,
    kind: ChartKind,
    values: tuple[tuple[int, str], ...],
    title: str,
) -> Chart | None:
    """None where nothing is known to draw; the words of `alt` carry the same figures."""
    rows = [place for place, one in enumerate(found) if one.section == section]
    if all(found[place].figure.n is None for place in rows):
        return None
    figures = "; ".join(
        f"{one.label} {one.figure.n if one.figure.n is not None else '–'}"
        for one in (found[place] for place in rows)
    )
    categories = ID if section == LAW else LABEL
    return Chart(kind, title, categories, values, rows[0], rows[-1], f"{title}. {figures}.")

"""Sammanfattning: each figure as n of N, beside the year before, with charts."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.report_form import CATEGORIES, FORM, LAW, METHODS
from workers.annual_report.figures import named, share
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
    Column("Förändring", 11),
    Column("Uppgift saknas för", 42),
    *RECORD,
)
ID, LABEL = 1, 2
COUNT = ((3, "Antal"),)
ANSWERS = ((3, "uppfyllt"), (4, "delvis"), (5, "ej uppfyllt"), (6, "uppgift saknas"))


def summary_sheet(session: Session, scope: ReportScope) -> Sheet:
    found = indicators(session, scope)
    before = {_key(one): one.figure.n for one in indicators(session, scope.year_before)}
    return Sheet(
        name="Sammanfattning",
        title=f"Sammanfattning {scope.year}, {scope.county_name}",
        instruction=(
            "n av N; de som saknar uppgift är nämnda och är inte ett nej. Lagens krav är en "
            "självskattning. Diagrammen står under tabellen."
        ),
        columns=COLUMNS,
        rows=[_row(one, before.get(_key(one))) for one in found],
        table_name="Sammanfattning",
        charts=_charts(found, scope),
    )


def _key(one: Indicator) -> tuple[str, str]:
    return (one.section, one.label)


def _row(one: Indicator, before: int | None) -> Row:
    found = one.figure
    change = None if before is None or found.n is None else found.n - before
    return (
        one.section,
        found.id,
        one.label,
        found.n,
        found.partly,
        found.no,
        None if found.missing is None else len(found.missing),
        found.of,
        _share(found),
        before,
        change,
        named(found.missing or ()),
        found.id,
        FORM,
    )


def _share(found: Figure) -> Decimal | None:
    """None where nobody's answer is known: 0 % would read as a no."""
    nobody = found.missing is not None and len(found.missing) == found.of
    return None if nobody else share(found.n, found.of)


def _charts(found: Sequence[Indicator], scope: ReportScope) -> tuple[Chart, ...]:
    drawn = (
        _chart(
            found, LAW, ChartKind.STACKED_BARS, ANSWERS,
            f"Lagens krav {scope.year}: antal kommuner per svar",
        ),
        _chart(
            found, CATEGORIES, ChartKind.BARS, COUNT,
            f"Prioriterade områden per kategori {scope.year}",
        ),
        _chart(
            found, METHODS, ChartKind.BARS, COUNT,
            f"Antal kommuner som använder metoden {scope.year}",
        ),
    )  # fmt: skip
    return tuple(one for one in drawn if one is not None)


def _chart(
    found: Sequence[Indicator],
    section: str,
    kind: ChartKind,
    values: tuple[tuple[int, str], ...],
    title: str,
) -> Chart | None:
    """None when the section is empty; the words of `alt` carry the same figures."""
    rows = [place for place, one in enumerate(found) if one.section == section]
    if not rows:
        return None
    figures = "; ".join(
        f"{one.label} {one.figure.n if one.figure.n is not None else '–'}"
        for one in (found[place] for place in rows)
    )
    categories = ID if section == LAW else LABEL
    return Chart(kind, title, categories, values, rows[0], rows[-1], f"{title}. {figures}.")

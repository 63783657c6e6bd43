"""Sammanfattning: each indicator added up over the counties, with those that are missing named."""

from collections.abc import Sequence

from app.report_form import CATEGORIES, LAW, METHODS
from workers.annual_report.figures import named
from workers.annual_report.sheet import RECORD, SHARE, Chart, ChartKind, Column, Row, Sheet
from workers.national_report.scope import NationalScope
from workers.national_report.summing import Before, Sum, is_known

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
    Column("Förändring (n)", 11),
    Column("Län som räknas", 10),
    Column("Län som räknades året före", 12),
    Column("Län som saknas", 30),
    Column("Län utan uppgift", 30),
    Column("Utgåva", 8),
    Column("Formulär", 10),
    Column("Anmärkning", 34),
    Column("Län i summan", 30, hidden=True),
    *RECORD,
)
ID, LABEL = 1, 2
COUNT = ((3, "Antal"),)
ANSWERS = ((3, "uppfyllt"), (4, "delvis"), (5, "ej uppfyllt"), (6, "uppgift saknas"))


def summary_sheet(scope: NationalScope) -> Sheet:
    found = scope.sums
    several = f" Formulären skiljer sig: {', '.join(scope.forms)}." if len(scope.forms) > 1 else ""
    return Sheet(
        name="Sammanfattning",
        title=f"Sammanfattning {scope.year}, hela landet",
        instruction=(
            "n av N i de län som räknas; de andra är nämnda. Det som formulären frågar olika står "
            f"på var sin rad.{several} Lagens krav är en självskattning."
        ),
        columns=COLUMNS,
        rows=[_row(one, scope) for one in found],
        table_name="Sammanfattning",
        key=(ID, LABEL),
        charts=_charts(found, scope.year),
    )


def _row(one: Sum, scope: NationalScope) -> Row:
    before = scope.earlier.get(one.meaning)
    known = {*one.counties, *one.without, *one.hidden}
    missing = [name for name in scope.counties.values() if name not in known]
    return (
        one.section,
        one.id,
        one.label,
        one.n,
        one.partly,
        one.no,
        one.missing,
        one.of,
        one.share,
        before.n if before else None,
        change(one, before),
        len(one.counties),
        len(before.counties) if before else None,
        named(missing),
        named(one.without),
        one.edition,
        named(one.forms),
        one.note,
        named(one.counties),
        one.id,
        one.edition,
    )


def change(one: Sum, before: Before | None) -> int | None:
    """None where less is known, or of other counties: neither is a decline."""
    if before is None or set(before.counties) != set(one.counties):
        return None
    if one.n is None or before.n is None:
        return None
    now_known = is_known(one.n, one.missing, one.of)
    was_known = is_known(before.n, before.missing, before.of)
    return one.n - before.n if now_known and was_known else None


def _charts(found: Sequence[Sum], year: int) -> tuple[Chart, ...]:
    drawn = (
        _chart(
            found, LAW, ChartKind.STACKED_BARS, ANSWERS,
            f"Lagens krav {year}, hela landet: antal kommuner per svar",
        ),
        _chart(
            found, CATEGORIES, ChartKind.BARS, COUNT,
            f"Prioriterade områden per kategori {year}, hela landet",
        ),
        _chart(
            found, METHODS, ChartKind.BARS, COUNT,
            f"Antal kommuner som använder metoden {year}, hela landet",
        ),
    )  # fmt: skip
    return tuple(one for one in drawn if one is not None)


def _chart(
    found: Sequence[Sum],
    section: str,
    kind: ChartKind,
    values: tuple[tuple[int, str], ...],
    title: str,
) -> Chart | None:
    """None where nothing is known to draw; the words of `alt` carry the same figures."""
    rows = [place for place, one in enumerate(found) if one.section == section]
    if all(found[place].n is None for place in rows):
        return None
    figures = "; ".join(
        f"{one.label} {'–' if one.n is None else one.n}" for one in (found[n] for n in rows)
    )
    categories = ID if section == LAW else LABEL
    return Chart(kind, title, categories, values, rows[0], rows[-1], f"{title}. {figures}.")

"""Områden per kategori: the prioritised areas of each county by category."""

from collections import defaultdict

from app.report_form import CATEGORIES
from workers.annual_report.sheet import Cell, Column, Row, Sheet
from workers.national_report.doubles import AREAS, categories_in
from workers.national_report.scope import NationalScope

NONE = "utan kategori"
ALL = "alla områden"


def areas_sheet(scope: NationalScope) -> Sheet:
    found = _areas(scope)
    known = [one.label for one in scope.sums if one.section == CATEGORIES]
    names = list(dict.fromkeys([*known, *sorted(found.keys() - {NONE, ALL}), NONE, ALL]))
    return Sheet(
        name="Områden per kategori",
        title=f"Prioriterade områden per kategori {scope.year}",
        instruction=(
            "Ett område i flera kategorier räknas i var och en. Hela landet räknar ett område en "
            "gång, också när det redovisas av flera län. Tom ruta: länet saknas."
        ),
        columns=(
            Column("Kategori", 34),
            Column("Hela landet", 8, upright=True),
            *(Column(name, 6, upright=True) for name in scope.counties.values()),
        ),
        rows=[_row(name, found[name], scope) for name in names],
        table_name="Omraden_per_kategori",
        key=(0,),
    )


def _areas(scope: NationalScope) -> dict[str, dict[str, set[Cell]]]:
    """Their ids, by category and county."""
    found: dict[str, dict[str, set[Cell]]] = defaultdict(lambda: defaultdict(set))
    for report, (categories, key) in scope.each(AREAS, "Kategorier", "Post-id"):
        for name in (ALL, *(categories_in(categories) or [NONE])):
            found[name][report.code].add(key)
    return found


def _row(name: str, found: dict[str, set[Cell]], scope: NationalScope) -> Row:
    told = {one.code for one in scope.reports if AREAS in one.sheets}
    counts = (len(found[code]) if code in told else None for code in scope.counties)
    return (name, len(set().union(*found.values())), *counts)

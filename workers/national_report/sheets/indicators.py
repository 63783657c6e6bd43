"""Indikatorer per län: each indicator as n/N, a column for each county."""

from workers.annual_report.figures import grouped
from workers.annual_report.sheet import Cell, Column, Sheet
from workers.national_report.doubles import Doubles
from workers.national_report.scope import NationalScope
from workers.national_report.summing import CountyFigure, Sum, meaning_of, sums

FIRST = (
    Column("Avsnitt", 26),
    Column("Id", 6),
    Column("Mått", 44),
    Column("Utgåva", 8),
    Column("Hela landet", 11),
)
HIDDEN = "liten grupp"
ALONE = Doubles()  # within a county nothing is counted twice


def indicators_sheet(scope: NationalScope) -> Sheet:
    of = grouped(((one.county, *meaning_of(one)), one) for one in scope.figures)
    return Sheet(
        name="Indikatorer per län",
        title=f"Indikatorer per län {scope.year}",
        instruction=(
            "n/N, eller n där inget N finns. Tom ruta: uppgift saknas, länet saknas eller dess "
            "formulär frågar inte, vilket aldrig är ett nej."
        ),
        columns=(*FIRST, *(Column(name, 11) for name in scope.counties.values())),
        rows=[
            (
                one.section,
                one.id,
                one.label,
                one.edition,
                told(one),
                *(_of_county(of.get((code, *one.meaning), [])) for code in scope.counties),
            )
            for one in scope.sums
        ],
        table_name="Indikatorer_per_lan",
        key=(1, 2, 3),
    )


def _of_county(figures: list[CountyFigure]) -> Cell:
    if not figures:
        return None
    found = sums(figures, ALONE)[0]
    return HIDDEN if found.hidden else told(found)


def told(one: Sum) -> str | None:
    if one.n is None:
        return None
    return str(one.n) if one.of is None else f"{one.n}/{one.of}"

"""Metoder: how many municipalities of each county use a method, with what is known of it."""

from dataclasses import dataclass, field

from app.language import sort_key
from workers.annual_report.sheet import RECORD, Cell, Column, Row, Sheet
from workers.national_report.scope import NationalScope

HEADINGS = (
    "Metod", "I katalogen", "Åtgärder", "Kommuner", "Vad man vet om effekten", "Underlag", "Källa",
    "Post-id", "Version",
)  # fmt: skip


@dataclass
class _Method:
    """As the latest version of it says; `used` is the number of municipalities by county."""

    told: dict[str, Cell]
    used: dict[str, int] = field(default_factory=dict)


def methods_sheet(scope: NationalScope) -> Sheet:
    found = _methods(scope)
    order = sorted(found, key=lambda one: (one.told["I katalogen"] != "ja", _name(one)))
    return Sheet(
        name="Metoder",
        title=f"Metoder per län {scope.year}",
        instruction=(
            "Siffran är antalet kommuner i länet som använder metoden; 0: den används bara på "
            "länsnivå. Tom ruta: ingen uppgift, vilket inte är ett nej."
        ),
        columns=(
            Column("Metod", 34),
            Column("I katalogen", 10),
            Column("Kommuner", 6, upright=True),
            Column("Antal län", 6, upright=True),
            *(Column(name, 6, upright=True) for name in scope.counties.values()),
            Column("Vad man vet om effekten", 22),
            Column("Underlag", 22),
            Column("Källa", 34),
            *RECORD,
        ),
        rows=[_row(one, scope) for one in order],
        table_name="Metoder",
        key=(0, len(scope.counties) + 7),
    )


def _methods(scope: NationalScope) -> list[_Method]:
    """Those of the catalogue by their id, the others by their name."""
    found: dict[Cell, _Method] = {}
    for report, row in scope.each("Metoder", *HEADINGS):
        told = dict(zip(HEADINGS, row, strict=True))
        method = found.setdefault(told["Post-id"] or told["Metod"], _Method(told))
        if _whole(told["Version"]) > _whole(method.told["Version"]):
            method.told = told
        if _whole(told["Åtgärder"]):
            method.used[report.code] = _whole(told["Kommuner"])
    return list(found.values())


def _row(method: _Method, scope: NationalScope) -> Row:
    told, used = method.told, method.used
    return (
        told["Metod"],
        told["I katalogen"],
        sum(used.values()),
        len(used),
        *(used.get(code) for code in scope.counties),
        told["Vad man vet om effekten"],
        told["Underlag"],
        told["Källa"],
        told["Post-id"],
        told["Version"],
    )


def _name(method: _Method) -> str:
    return sort_key(str(method.told["Metod"]))


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0

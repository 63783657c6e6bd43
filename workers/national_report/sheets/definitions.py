"""Definitioner: what the counties' forms define, by which of them, and how it is added up."""

from collections.abc import Iterator

from workers.annual_report.figures import named
from workers.annual_report.sheet import Cell, Column, Row, Sheet
from workers.national_report.doubles import RULES
from workers.national_report.figures import DEFINITIONS, OF_EACH_COUNTY
from workers.national_report.scope import NationalScope
from workers.national_report.summing import LEFT_OUT, MEANS, OF_POLICE_AREAS

HEADINGS = ("Id", "Avsnitt", "Mått eller begrepp", "Regel", "Källa", "Utgåva")
COLUMNS = (
    Column("Id", 8),
    Column("Avsnitt", 30),
    Column("Mått eller begrepp", 50),
    Column("Regel", 76),
    Column("Källa", 38),
    Column("Utgåva", 8),
    Column("Formulär", 10),
    Column("I summan över län", 50),
)
SUMMED = "läggs ihop"
ONCE = "läggs ihop; det som flera län redovisar räknas en gång"
IN_BOTH = "läggs ihop; ett lokalpolisområde som är verksamt i två län räknas i båda"
MEAN = "n och N läggs ihop; andelen är medelvärdet av alla n"
TOGETHER = "länets forum läggs ihop; de utan avtalad rytm räknas inte"
NOT_SUMMED = "läggs inte ihop: tidigare år står i tidigare nationella redovisningar"
OURS = "Nationell redovisning"
CONCEPTS = (
    ("län som räknas", "de vars inlämnade redovisning har en uppgift för måttet"),
    ("län som saknas", "de som inte har lämnat in, eller vars formulär inte frågar"),
    ("län utan uppgift", "de som frågar men inte har någon uppgift"),
    ("små grupper", "är utelämnade ur länets summa, och länet nämns då i anmärkningen"),
    ("förändring", "tom när länen inte är desamma båda åren, eller när ingens svar är känt"),
    ("utgåva", "ett mått i olika utgåvor är olika mått och läggs aldrig ihop"),
    ("inlämnad", "länets senaste inlämnade utgåva när den nationella redovisningen gjordes"),
    ("i tid", "länets första utgåva lämnades in senast den dag som är satt för året"),
)


def definitions_sheet(scope: NationalScope) -> Sheet:
    return Sheet(
        name="Definitioner",
        title="Definitioner",
        instruction="Hur varje mått räknas, i vilka formulär, och hur länens uppgifter läggs ihop.",
        columns=COLUMNS,
        rows=[*_of_forms(scope), *_concepts()],
        table_name="Definitioner",
    )


def _of_forms(scope: NationalScope) -> Iterator[Row]:
    forms: dict[Row, dict[str, None]] = {}
    for report, row in scope.each(DEFINITIONS, *HEADINGS):
        forms.setdefault(row, {})[report.form] = None
    for row, versions in forms.items():
        yield (*row, named(versions), _summed(row[0], row[-1]))


def _summed(id: Cell, edition: Cell) -> str | None:
    if id is None:
        return None
    if id in LEFT_OUT:
        return NOT_SUMMED
    if id in MEANS:
        return MEAN
    if id in OF_POLICE_AREAS:
        return IN_BOTH
    if id in OF_EACH_COUNTY:
        return TOGETHER
    return ONCE if any(one.holds(str(id), edition) for one in RULES) else SUMMED


def _concepts() -> Iterator[Row]:
    for name, rule in CONCEPTS:
        yield (None, "Begrepp, hela landet", name, rule, OURS, None, None, None)

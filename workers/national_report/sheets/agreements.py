"""Överenskommelser: all that the counties report, each once, with its counties named."""

from collections.abc import Iterator

from workers.annual_report.figures import listed, named
from workers.annual_report.sheet import RECORD, Cell, Column, Row, Sheet
from workers.national_report.counties import CountyReport
from workers.national_report.doubles import AGREEMENTS
from workers.national_report.scope import NationalScope

# As in the counties' sheets, but for the counties themselves and what differs between them.
FIRST = (
    Column("Överenskommelse", 32),
    Column("Slag", 17),
    Column("Nivå", 10),
    Column("Parter", 30),
    Column("Kommuner", 16),
)
REST = (
    Column("Tecknad", 11),
    Column("Gäller från", 11),
    Column("Gäller till", 11),
    Column("Slutvillkor", 13),
    Column("Läge 31 december", 14),
    Column("Skäl", 24),
    Column("Del 1", 9),
    Column("Del 2", 9),
    Column("Prioriterade områden", 28),
    Column("Revision", 9),
    Column("Ersätter eller ersatt av", 24),
    Column("Länsöverskridande", 18),
)
COLUMNS = (
    *FIRST,
    Column("Redovisas av", 26),
    *REST,
    Column("Anmärkning", 30),
    *RECORD,
)
HEADINGS = tuple(one.heading for one in (*FIRST, *REST, *RECORD))
HOMES, BEFORE_COUNTIES = HEADINGS.index("Kommuner"), len(FIRST)


def agreements_sheet(scope: NationalScope) -> Sheet:
    return Sheet(
        name="Överenskommelser",
        title=f"Överenskommelser som kan ha gällt någon dag {scope.year}",
        instruction=(
            "Var och en står en gång, med de län som redovisar den. Där länen visar olika versioner"
            " visas den senaste. Tom ruta: uppgift saknas."
        ),
        columns=COLUMNS,
        rows=_rows(scope),
        table_name="Overenskommelser",
        key=(len(COLUMNS) - 2,),
    )


def _rows(scope: NationalScope) -> Iterator[Row]:
    """Those of one county pass by; those of several wait until all their counties have told."""
    several: dict[Cell, list[tuple[CountyReport, Row]]] = {
        key: [] for key in scope.doubles.keys_in(AGREEMENTS)
    }
    for report, row in scope.each(AGREEMENTS, *HEADINGS):
        if row[-2] in several:
            several[row[-2]].append((report, row))
        else:
            yield _row(row, [report.name], None)
    for copies in several.values():
        yield _together(copies)


def _together(copies: list[tuple[CountyReport, Row]]) -> Row:
    report, latest = max(copies, key=lambda one: int(str(one[1][-1])))
    counties = [one.name for one, _ in copies]
    homes = listed(part for _, row in copies for part in str(row[HOMES] or "").split("\n"))
    versions = {row[-1] for _, row in copies}
    note = f"visas som i {report.name}: länen har olika versioner" if len(versions) > 1 else None
    return _row((*latest[:HOMES], homes, *latest[HOMES + 1 :]), counties, note)


def _row(row: Row, counties: list[str], note: str | None) -> Row:
    before, after = row[:BEFORE_COUNTIES], row[BEFORE_COUNTIES:-2]
    return (*before, named(counties), *after, note, *row[-2:])

"""Kommuner: one row per municipality with its answer to each requirement of the law."""

from app.words import ANSWER
from workers.annual_report.sheet import RECORD, Cell, Column, Row, Sheet
from workers.national_report.counties import CountyReport
from workers.national_report.scope import NationalScope

FIRST = (
    Column("Kommun", 16),
    Column("Kod", 7),
    Column("Län", 24),
    Column("Uppfyllda (n)", 10),
    Column("Av (N)", 8),
    Column("Uppgift saknas", 10),
    Column("Formulär", 10),
)


def municipalities_sheet(scope: NationalScope) -> Sheet:
    answers: dict[str, dict[str, Cell]] = {}
    homes: dict[str, tuple[str, CountyReport]] = {}
    for report, (name, code, asked, answer) in scope.each(
        "Kommuner", "Kommun", "Kod", "Krav", "Svar"
    ):
        homes[str(code)] = (str(name), report)
        answers.setdefault(str(code), {})[str(asked)] = answer
    requirements = sorted({one for given in answers.values() for one in given})
    return Sheet(
        name="Kommuner",
        title=f"Kommunerna {scope.year}: självskattning mot lagen",
        instruction=(
            "En rad per kommun i de län som lämnat in, en kolumn per krav (se Definitioner). N är "
            "de krav som är tillämpliga. En självskattning, aldrig ett beslut."
        ),
        columns=(*FIRST, *(Column(one, 15) for one in requirements), *RECORD),
        rows=[_row(code, *homes[code], given, requirements) for code, given in answers.items()],
        table_name="Kommuner",
        key=(1,),
    )


def _row(
    code: str, name: str, report: CountyReport, given: dict[str, Cell], requirements: list[str]
) -> Row:
    """The record is the county's report, which tells what each answer rests on."""
    words = list(given.values())
    return (
        name,
        code,
        report.name,
        words.count(ANSWER["fulfilled"]),
        len(words) - words.count(ANSWER["notApplicable"]),
        words.count(ANSWER["noData"]),
        report.form,
        *(given.get(one) for one in requirements),
        str(report.id),
        report.version,
    )

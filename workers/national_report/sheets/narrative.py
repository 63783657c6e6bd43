"""Redovisning: what each county answered in its own words, question by question."""

from collections.abc import Iterator

from workers.annual_report.sheet import RECORD, Column, Row, Sheet
from workers.annual_report.sheets.narrative import UNANSWERED, pieces
from workers.national_report.scope import NationalScope

COLUMNS = (
    Column("Id", 6),
    Column("Fråga", 36),
    Column("Län", 24),
    Column("Del", 6),
    Column("Svar", 100),
    *RECORD,
)


def narrative_sheet(scope: NationalScope) -> Sheet:
    return Sheet(
        name="Redovisning",
        title=f"Redovisning {scope.year}: länsstyrelsernas egna svar",
        instruction="Svaren är skrivna av länsstyrelserna. Ett långt svar går vidare på nästa rad.",
        columns=COLUMNS,
        rows=list(_rows(scope)),
        table_name="Redovisning",
        key=(0, 2, 3),
    )


def _rows(scope: NationalScope) -> Iterator[Row]:
    """In the order of the questions, as each county's form words them."""
    asked = [(report, one) for report in scope.reports for one in report.head["narrative"]]
    ids = dict.fromkeys(one["question"] for _, one in asked)
    for question in ids:
        for report, one in asked:
            if one["question"] == question:
                for place, piece in enumerate(pieces(one["text"] or UNANSWERED), start=1):
                    record = (str(report.id), report.version)
                    yield (question, one["wording"], report.name, place, piece, *record)

"""Stödbehov: what was asked for, by whom, and how it was met."""

from sqlalchemy.orm import Session

from app.queries.annual_report_county import support_needs_of
from app.words import SUPPORT_STATE, word
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Ämne", 28),
    Column("Beskrivning", 40),
    Column("Efterfrågat av", 26),
    Column("Efterfrågat hos", 26),
    Column("Efterfrågat", 12),
    Column("Vid besök", 24),
    Column("Läge", 20),
    Column("Hur det möttes", 40),
    Column("Mött", 12),
    *RECORD,
)
POST_ID = 9


def support_needs_sheet(session: Session, scope: ReportScope) -> Sheet:
    rows: list[Row] = [
        (
            need.topic,
            need.description,
            asked_by,
            asked_of,
            need.asked_on,
            visit,
            word(SUPPORT_STATE, need.state),
            need.how_met,
            need.met_on,
            str(need.id),
            need.version,
        )
        for need, asked_by, asked_of, visit in session.execute(support_needs_of(), scope.parameters)
    ]
    return Sheet(
        name="Stödbehov",
        title=f"Stödbehov {scope.year}",
        instruction="Efterfrågade eller tillgodosedda under året, och de som ännu är öppna.",
        columns=COLUMNS,
        rows=rows,
        table_name="Stodbehov",
        key=(POST_ID,),
    )

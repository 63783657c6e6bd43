"""Medborgarlöften: what citizens were promised, and whether they were told how it went."""

from sqlalchemy.orm import Session

from app.models import CitizenPromise
from app.queries.annual_report import commitments_held
from app.words import STATUS, word
from workers.annual_report.around import context
from workers.annual_report.figures import listed
from workers.annual_report.outside_areas import OUTSIDE, outside_areas
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Medborgarlöfte", 34),
    Column("Kommuner", 16),
    Column("Plats", 16),
    Column("Parter", 34),
    Column("Gäller från", 11),
    Column("Gäller till", 11),
    Column("Läge 31 december", 14),
    Column("Skäl", 18),
    Column("Löftet", 44),
    Column("Medborgardialog", 16),
    Column("Medarbetardialog", 17),
    Column("Kommunicerat", 15),
    Column("Hur kommunicerat", 22),
    Column("Återkopplat", 13),
    Column("Hur återkopplat", 22),
    Column("Utfall", 26),
    Column("Länsöverskridande", 20),
    *OUTSIDE,
    *RECORD,
)
POST_ID = 19


def citizen_promises_sheet(session: Session, scope: ReportScope) -> Sheet:
    around = context(session, scope)
    outside = outside_areas(session, scope)
    found = session.execute(commitments_held(CitizenPromise), scope.parameters)
    rows: list[Row] = [
        (
            row.title,
            listed(around.municipalities.get(row.id, ())),
            row.geographic_scope,
            listed(around.parties.get(row.id, ())),
            row.starts_on or row.first_day,
            row.last_day,
            word(STATUS, status),
            reason,
            row.summary or listed(row.purposes),
            row.citizen_dialogue_on,
            row.staff_dialogue_on,
            row.communicated_on,
            row.communicated_how,
            row.fed_back_on,
            row.fed_back_how,
            row.outcome,
            around.across(row.id, scope.county_name),
            *outside.cells(row.id),
            str(row.id),
            row.version,
        )
        for row, status, _, reason in found
    ]
    return Sheet(
        name="Medborgarlöften",
        title=f"Medborgarlöften som kan ha gällt någon dag {scope.year}",
        instruction=f"Läget avser den {scope.as_of}. Tom ruta: uppgift saknas.",
        columns=COLUMNS,
        rows=rows,
        table_name="Medborgarloften",
        key=(POST_ID,),
    )

"""Överenskommelser: what may have held on some day of the year, and what is known of it."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Agreement
from app.queries.annual_report import (
    areas_named,
    commitments_held,
    replacements_made,
    revisions_reached,
)
from app.words import (
    AGREEMENT_KIND,
    END_TYPE,
    LEVEL,
    STATUS,
    word,
)
from workers.annual_report.around import context
from workers.annual_report.figures import grouped, listed, yes_or_no
from workers.annual_report.outside_areas import OUTSIDE, outside_areas
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Överenskommelse", 32),
    Column("Slag", 17),
    Column("Nivå", 10),
    Column("Parter", 30),
    Column("Syften", 30),
    Column("Kommuner", 14),
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
    *OUTSIDE,
    *RECORD,
)
POST_ID = 20


def agreements_sheet(session: Session, scope: ReportScope) -> Sheet:
    asked = scope.parameters
    around = context(session, scope)
    outside = outside_areas(session, scope)
    areas = grouped(session.execute(areas_named(), asked))
    revisions = dict(session.execute(revisions_reached(), asked).all())
    replaced = _replacements(session, scope)
    found = session.execute(commitments_held(Agreement), asked)
    rows: list[Row] = [
        (
            row.title,
            word(AGREEMENT_KIND, row.kind),
            word(LEVEL, row.level),
            listed(around.parties.get(row.id, ())),
            listed(row.purposes),
            listed(around.municipalities.get(row.id, ())),
            row.signed_on,
            row.starts_on or row.first_day,
            row.last_day,
            word(END_TYPE, row.end_type),
            word(STATUS, status),
            reason,
            yes_or_no(row.has_part_one),
            yes_or_no(row.has_part_two),
            listed(areas.get(row.id, ())),
            revisions.get(row.id, 1),
            listed(replaced.get(row.id, ())),
            around.across(row.id, scope.county_name),
            *outside.cells(row.id),
            str(row.id),
            row.version,
        )
        for row, status, _, reason in found
    ]
    return Sheet(
        name="Överenskommelser",
        title=f"Överenskommelser som kan ha gällt någon dag {scope.year}",
        instruction=(
            f"Läget avser den {scope.as_of}. Tom ruta: uppgift saknas. Länets överenskommelse ger "
            "inte kommunerna en egen; en länsöverskridande räknas en gång i en summa över län."
        ),
        columns=COLUMNS,
        rows=rows,
        table_name="Overenskommelser",
        key=(POST_ID,),
    )


def _replacements(session: Session, scope: ReportScope) -> dict[UUID, list[str]]:
    found = session.execute(replacements_made(), scope.parameters)
    sentences: list[tuple[UUID, str]] = []
    for newer, older, newer_title, older_title, day in found:
        when = f" ({day})" if day else " (okänd dag)"
        sentences.append((newer, f"ersätter {older_title}{when}"))
        sentences.append((older, f"ersatt av {newer_title}{when}"))
    return grouped(sentences)

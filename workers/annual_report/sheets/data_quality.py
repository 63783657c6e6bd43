"""Datakvalitet: what is missing, contradictory or stale, each with the record and field to mend."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.completeness.faults import Fault
from app.completeness.reading import faults_in
from app.permissions import INTERNAL
from app.queries.completeness import Place, names_of_municipalities
from app.words import FAULT, RECORD_KIND
from workers.annual_report.figures import named
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Kommun eller län", 26),
    Column("Post", 20),
    Column("Titel", 44),
    Column("Brist", 18),
    Column("Beskrivning", 60),
    Column("Fält", 24),
    Column("Så rättas den", 60),
    *RECORD,
)
HOME, POST, WHAT, FIELD, POST_ID = 0, 1, 4, 5, 7


def data_quality_sheet(session: Session, scope: ReportScope) -> Sheet:
    place = Place(county_code=scope.county_code)
    faults = faults_in(session, place, scope.as_of, INTERNAL).faults
    codes = {code for one in faults for code in one.homes}
    names = dict(session.execute(names_of_municipalities(codes)).all())
    return Sheet(
        name="Datakvalitet",
        title=f"Datakvalitet {scope.as_of}: det som saknas, säger emot sig eller är för gammalt",
        instruction=(
            "En brist per rad, med posten som kan rättas. Det som saknas räknas aldrig som nej."
        ),
        columns=COLUMNS,
        rows=[_row(one, names, scope) for one in faults],
        table_name="Datakvalitet",
        key=(HOME, POST, WHAT, FIELD, POST_ID),
    )


def _row(one: Fault, names: Mapping[str, str], scope: ReportScope) -> Row:
    """Where there is no record yet, what it is missing of stands in its place."""
    home = named(names[code] for code in one.homes) or scope.county_name
    title, key, version = (home, ", ".join(one.homes), None)
    if one.record is not None:
        title, key, version = one.record.label, str(one.record.id), one.record.version
    kind, post = FAULT[one.kind], RECORD_KIND[one.of]
    return (home, post, title, kind, one.what, one.field, one.remedy, key, version)

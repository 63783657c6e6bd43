"""Datakvalitet: what is missing or contradictory, per municipality, with the record to mend."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.evidence import Answer
from app.law.facts import Facts
from app.law.requirements import requirements_on, verdict
from app.models import Commitment, Measure
from app.queries.annual_report import areas_named, commitments_held
from app.queries.annual_report_county import review_assignments_of
from app.queries.annual_report_work import (
    areas_prioritised,
    categories_of_areas,
    causes_of_areas,
    measures_held,
)
from app.words import SUBJECT, word
from workers.annual_report.around import Context, context
from workers.annual_report.figures import UNKNOWN, grouped, named
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Kommun eller län", 26),
    Column("Post", 20),
    Column("Titel", 44),
    Column("Brist", 24),
    Column("Beskrivning", 80),
    *RECORD,
)


def data_quality_sheet(session: Session, scope: ReportScope) -> Sheet:
    around = context(session, scope)
    rows = [
        *_municipalities(session, scope),
        *_commitments(session, scope, around),
        *_areas(session, scope, around),
        *_measures(session, scope, around),
        *_assignments(session, scope),
    ]
    return Sheet(
        name="Datakvalitet",
        title=f"Datakvalitet {scope.year}: det som saknas eller säger emot sig",
        instruction=(
            "En brist per rad, med posten som kan rättas. Det som saknas räknas aldrig som nej."
        ),
        columns=COLUMNS,
        rows=rows,
        table_name="Datakvalitet",
    )


def _municipalities(session: Session, scope: ReportScope) -> Iterator[Row]:
    for facts in law_facts_of(session, scope):
        lacking = _unanswered(facts, scope)
        if lacking:
            text = f"{UNKNOWN} för {lacking}"
            yield (facts.name, "självskattning", facts.name, "lagens krav", text, facts.code, None)


def _unanswered(facts: Facts, scope: ReportScope) -> str | None:
    return named(
        one.id
        for one in requirements_on(scope.as_of)
        if verdict(one, facts, scope.as_of).answer == Answer.NO_DATA
    )


def _commitments(session: Session, scope: ReportScope, around: Context) -> Iterator[Row]:
    where = (scope.county_code, scope.year)
    areas = grouped(session.execute(areas_named(*where), scope.parameters))
    question = commitments_held(Commitment, *where)
    for row, _, valid, reason in session.execute(question, scope.parameters):
        home, record = around.home(row.id, scope.county_name), (str(row.id), row.version)
        for what, text in _faults(row, valid, reason, has_areas=row.id in areas):
            yield (home, word(SUBJECT, row.form), row.title, what, text, *record)


def _faults(
    row: Commitment, valid: str, reason: str, *, has_areas: bool
) -> Iterator[tuple[str, str]]:
    for note in row.data_quality_notes:
        yield "anteckning", note
    if valid == "unknown":
        yield "giltighet", reason
    absent = {
        "teckningsdag": row.signed_on is None,
        "syften": not row.purposes,
        "prioriterade områden": not has_areas,
    }
    for what, is_absent in absent.items():
        if is_absent:
            yield what, UNKNOWN


def _areas(session: Session, scope: ReportScope, around: Context) -> Iterator[Row]:
    where = (scope.county_code, scope.year)
    sorted_in = grouped(session.execute(categories_of_areas(*where), scope.parameters))
    caused = grouped(session.execute(causes_of_areas(*where), scope.parameters))
    for area, title, _ in session.execute(areas_prioritised(*where), scope.parameters):
        home = around.home(area.commitment_id, scope.county_name)
        lacking = [("kategori", sorted_in), ("orsaksanalys", caused)]
        for what, found in lacking:
            if area.id not in found:
                text = f"{UNKNOWN}; området hör till {title}"
                record = (str(area.id), area.version)
                yield (home, "prioriterat område", area.name, what, text, *record)


def _measures(session: Session, scope: ReportScope, around: Context) -> Iterator[Row]:
    question = measures_held(scope.county_code, scope.year)
    for row, _, title, home_of_plan, responsible in session.execute(question, scope.parameters):
        home = around.home(row.commitment_id, home_of_plan or scope.county_name)
        record = (str(row.id), row.version)
        for what in _lacking(row, responsible):
            text = f"{UNKNOWN}; åtgärden hör till {title}"
            yield (home, "åtgärd", row.name, what, text, *record)


def _lacking(row: Measure, responsible: int) -> Iterator[str]:
    if row.prioritised_area_id is None and row.action_plan_id is None:
        yield "prioriterat område"
    if not responsible:
        yield "ansvarig"
    if row.method_id is None and row.is_named_method:
        yield "metod i katalogen"
    if row.starts_on is None and row.ends_on is None:
        yield "tid"


def _assignments(session: Session, scope: ReportScope) -> Iterator[Row]:
    for row in session.scalars(review_assignments_of(scope.county_code), scope.parameters):
        for note in row.data_quality_notes:
            record = (str(row.id), row.version)
            yield (scope.county_name, "granskning", row.title, "anteckning", note, *record)

"""Granskning: what reviewers found in each agreement and promise, and what the register finds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Review
from app.models.commitments import Form
from app.models.reviews import Verdict
from app.permissions import INTERNAL
from app.quality.criteria import Criterion, answers, criteria_on
from app.quality.reading import commitment_facts
from app.quality.verdicts import Answer
from app.queries.annual_report_reviews import reviews_made
from app.queries.reviews import answers_in
from app.words import CRITERION_VERDICT, SUBJECT, word
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

# With what a reviewer and the register can say, as the columns of the counts.
COUNTED = {
    "uppfyllda": Answer.MET,
    "delvis": Answer.PARTLY,
    "inte uppfyllda": Answer.NOT_MET,
    "går inte att bedöma": Answer.NOT_ASSESSABLE,
}
SILENT = {**COUNTED, "uppgift saknas": Answer.NO_DATA}
FIRST = (
    Column("Överenskommelse eller löfte", 32),
    Column("Slag", 16),
    Column("Granskningsuppdrag", 26),
    Column("Granskare", 22),
    Column("Granskad", 12),
)


@dataclass(frozen=True)
class _Reviewed:
    review: Review
    title: str
    form: Form
    assignment: str | None
    reviewer: str | None


def reviews_sheet(session: Session, scope: ReportScope) -> Sheet:
    criteria = criteria_on(scope.as_of)
    columns = _columns(criteria)
    return Sheet(
        name="Granskning",
        title=f"Granskningar av överenskommelser och löften till och med {scope.as_of}",
        instruction=(
            "Granskarens omdöme per kriterium, den senaste i varje uppdrag; tom ruta: kriteriet är "
            "inte bedömt. Bredvid står hur många registret självt finner. Kriterierna Q01–Q22 är "
            "härledda ur lagen och Brås vägledning och står i bladet Definitioner."
        ),
        columns=columns,
        rows=_rows(session, scope, criteria),
        table_name="Granskning",
        key=(len(columns) - 2,),
    )


def _columns(criteria: Iterable[Criterion]) -> tuple[Column, ...]:
    return (
        *FIRST,
        *(Column(one.id, 10, upright=True) for one in criteria),
        *(Column(f"Granskaren: {name}", 11) for name in COUNTED),
        *(Column(f"Registret: {name}", 10) for name in SILENT),
        Column("Sammanfattning", 40),
        *RECORD,
    )


def _rows(session: Session, scope: ReportScope, criteria: Sequence[Criterion]) -> list[Row]:
    reviewed = _latest(session, scope)
    given: dict[UUID, dict[str, Verdict]] = {one.review.id: {} for one in reviewed}
    for review, criterion, verdict in session.execute(answers_in(list(given))):
        given[review][criterion] = verdict
    keys = {one.review.commitment_id for one in reviewed}
    facts = commitment_facts(session, keys, scope.as_of, INTERNAL)
    ours = {key: answers(one, scope.as_of, criteria) for key, one in facts.items()}
    return [
        _row(one, given[one.review.id], ours[one.review.commitment_id], criteria)
        for one in reviewed
    ]


def _latest(session: Session, scope: ReportScope) -> list[_Reviewed]:
    """Of the reviews of the same in the same assignment; those without one are a row together."""
    latest: dict[tuple[UUID, UUID | None], _Reviewed] = {}
    for row in session.execute(reviews_made(), scope.parameters):
        one = _Reviewed(*row)
        latest.setdefault((one.review.commitment_id, one.review.review_assignment_id), one)
    return list(latest.values())


def _row(
    one: _Reviewed,
    given: Mapping[str, Verdict],
    ours: Mapping[str, Answer],
    criteria: Iterable[Criterion],
) -> Row:
    theirs = Counter(Answer(verdict.value) for verdict in given.values())
    own = Counter(ours.values())
    return (
        one.title,
        word(SUBJECT, one.form),
        one.assignment,
        one.reviewer,
        one.review.reviewed_on,
        *(word(CRITERION_VERDICT, given.get(criterion.id)) for criterion in criteria),
        *(theirs[answer] for answer in COUNTED.values()),
        *(own[answer] for answer in SILENT.values()),
        one.review.summary,
        str(one.review.id),
        one.review.version,
    )

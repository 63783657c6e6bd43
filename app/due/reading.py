"""Reads what is due for whoever asks: the facts in one statement each, then the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.due import rules
from app.due.facts import Codes, Dated, Ending, ReportYear, Rhythm, Span
from app.due.rules import Due
from app.evidence import Record
from app.law.reading import clock_facts
from app.models import AnnualReport
from app.models.commitments import Form
from app.permissions import Caller
from app.queries import due_facts as questions
from app.queries.due_facts import Where
from app.queries.fetching import asked
from app.queries.visibility import caller_in
from app.schemas.due import DueFilters
from app.settings import settings

COLLECTION = {Form.AGREEMENT: "agreements", Form.CITIZEN_PROMISE: "citizen-promises"}


Asking = Callable[[Where, Caller], Any]


@dataclass(frozen=True)
class Question:
    """Who asks about which days and places; each statement is answered by its parameters."""

    session: Session
    span: Span
    where: Where
    rights: Caller
    parameters: dict[str, Any]

    def rows(self, asking: Asking, **more: Any) -> Sequence[Any]:
        statement = asking(self.where, self.rights)
        return self.session.execute(statement, self.parameters | more).all()

    def among(self, statement: Any, keys: Iterable[UUID]) -> Sequence[Any]:
        """Of what has been found already."""
        return self.session.execute(statement, self.parameters | {"keys": list(keys)}).all()

    def codes_of(self, pairs: Any, keys: Iterable[UUID]) -> dict[UUID, Codes]:
        found: dict[UUID, list[str]] = defaultdict(list)
        for key, code in self.among(pairs, keys):
            found[key].append(code)
        return {key: tuple(codes) for key, codes in found.items()}


def due(session: Session, filters: DueFilters) -> list[Due]:
    """In order of day; for the caller that the session works for."""
    day = filters.day()
    span, caller = rules.span(day, filters.within), caller_in(session)
    question = Question(
        session,
        span,
        questions.where_asked(filters),
        caller.kin,
        asked(session, day) | questions.asked_about(filters, span.since, span.until),
    )
    found = [
        one for of_kind in READERS for one in of_kind(question) if filters.kind in {None, one.kind}
    ]
    return sorted(found, key=lambda one: (one.day, one.kind, one.title, one.key))


def _endings(question: Question) -> Iterator[Due]:
    span = question.span
    rows = question.rows(questions.commitments_ending)
    codes = question.codes_of(questions.municipalities_of(), (row.id for row in rows))
    for row in rows:
        fact = Ending(
            record=_of_commitment(row),
            is_promise=row.form == Form.CITIZEN_PROMISE,
            status=row.status,
            last_day=row.last_day,
            terminated_on=row.terminated_on,
            is_replaced=row.is_replaced,
            prolongs_automatically=row.prolongs_automatically,
            fed_back_on=row.fed_back_on,
            fed_back_how=row.fed_back_how,
            codes=codes.get(row.id, ()),
        )
        yield from rules.of_ending(fact, span)


def _of_commitment(row: Any) -> Record:
    return Record(COLLECTION[row.form], row.id, row.version, row.title)


def _clocks(question: Question) -> Iterator[Due]:
    followed = question.rows(questions.municipalities_followed)
    span, caller = question.span, caller_in(question.session)
    for facts in clock_facts(question.session, followed, span.day, caller):
        yield from rules.of_law(facts, span)


def _follow_ups(question: Question) -> Iterator[Due]:
    rows = question.rows(questions.follow_up_rules_agreed)
    keys = {row.id for row in rows}
    codes = question.codes_of(questions.municipalities_of(), keys)
    found = question.among(questions.follow_ups_latest(), keys)
    latest = {(behind, rule): day for behind, rule, day in found}
    for row in rows:
        done = (latest.get((row.id, rule)) for rule in (row.rule_id, None))
        fact = Rhythm(
            record=_of_commitment(row),
            part=str(row.rule_id),
            times_per_year=row.times_per_year,
            starts_on=row.first_day,
            latest_on=max((day for day in done if day), default=None),
            planned_on=None,
            codes=codes.get(row.id, ()),
        )
        yield from rules.of_follow_ups(fact, question.span)


def _meetings(question: Question) -> Iterator[Due]:
    rows = question.rows(questions.forum_rhythms_agreed)
    codes = question.codes_of(questions.municipalities_of_forums(), {row.id for row in rows})
    for row in rows:
        fact = Rhythm(
            record=Record("forums", row.id, row.version, row.name),
            part=str(row.rhythm_id),
            times_per_year=row.times_per_year,
            starts_on=row.first_day,
            latest_on=row.latest_on,
            planned_on=row.planned_on,
            codes=codes.get(row.id, ()),
        )
        yield from rules.of_meetings(fact, question.span)


def _measures(question: Question) -> Iterator[Due]:
    rows = question.rows(questions.measures_ending)
    behind = {row.commitment_id for row in rows if row.commitment_id}
    codes = question.codes_of(questions.municipalities_of(), behind)
    for row in rows:
        own = (row.municipality_code,) if row.municipality_code else ()
        record = Record("measures", row.id, row.version, row.name)
        fact = Dated(record, row.ends_on, codes.get(row.commitment_id, own))
        yield from rules.of_measure(fact, question.span)


def _reviews(question: Question) -> Iterator[Due]:
    for (row,) in question.rows(questions.reviews_due):
        record = Record("review-assignments", row.id, row.version, row.title)
        yield from rules.of_review(Dated(record, row.due_on), question.span)


def _reports(question: Question) -> Iterator[Due]:
    days = settings().report_due_days
    if not days:
        return
    found = question.rows(questions.counties_reporting, years=list(days))
    reports: dict[tuple[str, int], list[AnnualReport]] = defaultdict(list)
    for code, _, report in found:
        if report is not None:
            reports[code, report.year].append(report)
    for code, name in dict.fromkeys((code, name) for code, name, _ in found):
        for year, due_on in days.items():
            ordered = reports[code, year]
            fact = ReportYear(
                county_code=code,
                county_name=name,
                year=year,
                due_on=due_on,
                is_submitted=any(one.submitted_at is not None for one in ordered),
                record=_latest(ordered),
            )
            yield from rules.of_report(fact, question.span)


def _latest(reports: Iterable[AnnualReport]) -> Record | None:
    *_, latest = (None, *reports)
    if latest is None:
        return None
    return Record("annual-reports", latest.id, latest.version, latest.title, latest.as_of)


READERS = (_endings, _clocks, _follow_ups, _meetings, _measures, _reviews, _reports)

"""How good an agreement or promise is: the register's verdicts, with reviewers' beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.evidence import Record
from app.models import CriterionVerdict, Review
from app.models.commitments import Form
from app.quality.criteria import DERIVED, Criterion, Judged, criteria_on, judged
from app.quality.facts import Facts, Method
from app.quality.reading import commitment_facts
from app.quality.verdicts import Answer
from app.queries.fetching import NOT_FOUND, asked
from app.queries.reviews import reviews_of, verdicts_in
from app.queries.visibility import caller_in
from app.schemas.evidence import EvidenceRead, evidence_read
from app.schemas.quality import (
    MOST_EVIDENCE,
    CommitmentQuality,
    CriterionQuality,
    MethodInUse,
    ReviewersVerdict,
    VerdictCounts,
)
from app.words import CRITERION_VERDICT, EVIDENCE, EVIDENCE_QUALITY, word

Given = dict[str, list[ReviewersVerdict]]


@dataclass(frozen=True)
class Made:
    """A review, with what its assignment and its reviewer are called, where that may be read."""

    review: Review
    assignment: str | None
    reviewer: str | None


def of_commitment(
    session: Session, form: Form, key: UUID, day: date, base: str
) -> CommitmentQuality:
    """Of one that the caller may read; `base` is the contract's root as the caller knows it."""
    facts = commitment_facts(session, [key], day, caller_in(session)).get(key)
    if facts is None or facts.form is not form:
        raise NotFoundError(NOT_FOUND)
    return _quality(session, facts, day, base)


def _quality(session: Session, facts: Facts, day: date, base: str) -> CommitmentQuality:
    found = judged(facts, day, criteria_on(day))
    given = _given(session, facts.record, day, base)
    return CommitmentQuality(
        as_of=day,
        id=facts.record.id,
        version=facts.record.version,
        form=facts.form,
        title=facts.record.label,
        derivation=DERIVED,
        counts=counted(one.verdict.answer for one in found),
        criteria=[_criterion(one, given, base) for one in found],
        methods=[_method(facts, one, base) for one in facts.methods.values()],
    )


def counted(answers: Iterable[Answer]) -> VerdictCounts:
    times = Counter(answers)
    return VerdictCounts(
        met=times[Answer.MET],
        partly=times[Answer.PARTLY],
        not_met=times[Answer.NOT_MET],
        not_assessable=times[Answer.NOT_ASSESSABLE],
        no_data=times[Answer.NO_DATA],
    )


def in_force_fields(criterion: Criterion) -> dict[str, Any]:
    """What an answer says of the criterion itself."""
    return {
        "criterion": criterion.id,
        "edition": criterion.edition,
        "valid_from": criterion.valid_from,
        "valid_to": criterion.valid_to,
        "wording": criterion.wording,
        "basis": criterion.basis,
        "automatic": criterion.automatic.value,
    }


def _criterion(one: Judged, given: Given, base: str) -> CriterionQuality:
    verdict = one.verdict
    reviews = given.get(one.criterion.id, [])
    return CriterionQuality(
        **in_force_fields(one.criterion),
        rule=one.criterion.rule_in_words,
        verdict=verdict.answer.value,
        verdict_in_words=str(word(CRITERION_VERDICT, verdict.answer)),
        reason=verdict.reason,
        remedy=verdict.remedy,
        evidence=_evidence(verdict.evidence, base),
        reviews=[
            each.model_copy(update={"differs": each.verdict != verdict.answer.value})
            for each in reviews
        ],
    )


def _evidence(records: Iterable[Record], base: str) -> list[EvidenceRead]:
    """Each record once."""
    once = {one.id: one for one in records}
    return [evidence_read(one, base) for one in list(once.values())[:MOST_EVIDENCE]]


def _given(session: Session, record: Record, day: date, base: str) -> Given:
    """What reviewers have said by the day, as far as the caller may read it, by criterion."""
    question = reviews_of([record.id], caller_in(session))
    made = [Made(*row) for row in session.execute(question, asked(session, day))]
    said: dict[UUID, list[CriterionVerdict]] = {}
    for one in session.scalars(verdicts_in([each.review.id for each in made])):
        said.setdefault(one.review_id, []).append(one)
    given: Given = {}
    for each in made:
        then = {one.id: one.edition for one in criteria_on(each.review.reviewed_on)}
        for one in said.get(each.review.id, ()):
            verdict = _reviewers(one, each, then.get(one.criterion), base)
            given.setdefault(one.criterion, []).append(verdict)
    return given


def _reviewers(
    one: CriterionVerdict, made: Made, edition: int | None, base: str
) -> ReviewersVerdict:
    return ReviewersVerdict(
        review_id=made.review.id,
        href=f"{base}/reviews/{made.review.id}",
        reviewed_on=made.review.reviewed_on,
        review_assignment_id=made.review.review_assignment_id,
        review_assignment_title=made.assignment,
        reviewer_name=made.reviewer,
        edition=edition,
        verdict=one.verdict,
        verdict_in_words=str(word(CRITERION_VERDICT, one.verdict)),
        reason=one.reason,
        differs=False,
    )


def _method(facts: Facts, method: Method, base: str) -> MethodInUse:
    using = [one.record for one in facts.measures if one.method_id == method.record.id]
    return MethodInUse.model_validate(
        {
            "id": method.record.id,
            "href": f"{base}/methods/{method.record.id}",
            "code": method.code,
            "name": method.record.label,
            "evidence": method.evidence,
            "evidence_quality": method.evidence_quality,
            "evidence_note": method.evidence_note,
            "caution": method.caution,
            "evidence_source": method.evidence_source,
            "evidence_year": method.evidence_year,
            "evidence_in_words": word(EVIDENCE, method.evidence),
            "evidence_quality_in_words": word(EVIDENCE_QUALITY, method.evidence_quality),
            "measures": _evidence(using, base),
        },
        by_name=True,
    )

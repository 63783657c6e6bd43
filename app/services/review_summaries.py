"""What the reviews of an assignment have come to, over all that the assignment covers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import ReviewAssignment
from app.models.commitments import Form
from app.models.reviews import Verdict
from app.quality.criteria import DERIVED, Criterion, answers, criteria_on
from app.quality.reading import COLLECTIONS, commitment_facts
from app.quality.verdicts import Answer
from app.queries.fetching import asked
from app.queries.review_assignments import commitments_covered
from app.queries.reviews import answers_in, reviews_in
from app.queries.visibility import caller_in
from app.schemas.review_summaries import (
    CommitmentCovered,
    CriterionLacking,
    CriterionSummary,
    Reviewed,
    ReviewerCounts,
    ReviewSummary,
)
from app.services.quality import counted, in_force_fields

LACKING = (Answer.NOT_MET, Answer.PARTLY)
DEFINITE = (Answer.MET, *LACKING)

GIVEN = {verdict: Answer(verdict.value) for verdict in Verdict}

# By commitment and criterion; and, by commitment, its review and the day of that.
Answers = dict[UUID, dict[str, Answer]]
Made = dict[UUID, tuple[UUID, date]]


@dataclass(frozen=True)
class Ground:
    """Both verdicts of every commitment that is covered; `reviewed` only where there is one."""

    commitments: list[CommitmentCovered]
    automatic: Answers
    reviewed: Answers

    def final(self, key: UUID, criterion: str) -> Answer:
        """The reviewer's, else the register's."""
        said = self.reviewed.get(key, {})
        return said.get(criterion) or self.automatic[key][criterion]


def of_assignment(
    session: Session, assignment: ReviewAssignment, day: date, base: str
) -> ReviewSummary:
    caller = caller_in(session)
    parameters = asked(session, day)
    covered = session.execute(commitments_covered(assignment, caller), parameters).all()
    rows = session.execute(reviews_in(assignment.id, caller), parameters)
    made: Made = {commitment: (review, on) for review, commitment, on in rows}
    seen = [
        _covered(key, form, title, made.get(key), base)
        for key, form, title, _, is_seen in covered
        if is_seen
    ]
    in_force = criteria_on(day)
    ground = Ground(seen, _automatic(session, seen, day, in_force), _said(session, made))
    summaries = [_criterion(ground, one) for one in in_force]
    missing = [one for one in seen if one.reviewed_on is None]
    forms = Counter(one.form for one in seen)
    return ReviewSummary(
        as_of=day,
        review_assignment_id=assignment.id,
        title=assignment.title,
        county_code=assignment.county_code,
        covers_all=assignment.covers_all,
        is_whole=len(seen) == len(covered),
        derivation=DERIVED,
        agreements=forms[Form.AGREEMENT],
        citizen_promises=forms[Form.CITIZEN_PROMISE],
        reviewed=Reviewed(n=len(seen) - len(missing), whole=len(seen), missing=missing),
        shortcomings=_shortcomings(summaries),
        criteria=summaries,
        commitments=seen,
    )


def _covered(
    key: UUID, form: Form, title: str, made: tuple[UUID, date] | None, base: str
) -> CommitmentCovered:
    return CommitmentCovered(
        id=key,
        href=f"{base}/{COLLECTIONS[form]}/{key}",
        form=form,
        title=title,
        reviewed_on=made[1] if made else None,
    )


def _automatic(
    session: Session, seen: Sequence[CommitmentCovered], day: date, criteria: Sequence[Criterion]
) -> Answers:
    keys = [one.id for one in seen]
    found = commitment_facts(session, keys, day, caller_in(session))
    return {key: answers(facts, day, criteria) for key, facts in found.items()}


def _said(session: Session, made: Made) -> Answers:
    of = {review: commitment for commitment, (review, _) in made.items()}
    said: Answers = {}
    for review, criterion, verdict in session.execute(answers_in(list(of))):
        said.setdefault(of[review], {})[criterion] = GIVEN[verdict]
    return said


def _criterion(ground: Ground, criterion: Criterion) -> CriterionSummary:
    name, keys = criterion.id, [one.id for one in ground.commitments]
    final = {key: ground.final(key, name) for key in keys}
    pairs = [
        (ground.automatic[key][name], ground.reviewed[key][name])
        for key in keys
        if name in ground.reviewed.get(key, {})
    ]
    comparable = [(ours, theirs) for ours, theirs in pairs if {ours, theirs} <= {*DEFINITE}]
    lacking = [key for key, answer in final.items() if answer in LACKING]
    silent = [key for key, answer in final.items() if answer is Answer.NO_DATA]
    return CriterionSummary(
        **in_force_fields(criterion),
        automatic_counts=counted(ground.automatic[key][name] for key in keys),
        reviewer_counts=_reviewers([theirs for _, theirs in pairs]),
        compared=len(comparable),
        differing=sum(ours is not theirs for ours, theirs in comparable),
        lacking=len(lacking),
        whole=len(keys),
        no_data=len(silent),
        lacking_commitment_ids=lacking,
        no_data_commitment_ids=silent,
    )


def _reviewers(answers: Sequence[Answer]) -> ReviewerCounts:
    times = Counter(answers)
    return ReviewerCounts(
        met=times[Answer.MET],
        partly=times[Answer.PARTLY],
        not_met=times[Answer.NOT_MET],
        not_assessable=times[Answer.NOT_ASSESSABLE],
    )


def _shortcomings(summaries: Sequence[CriterionSummary]) -> list[CriterionLacking]:
    """Those that are as common stand in the order of the criteria."""
    found = sorted(summaries, key=lambda one: -one.lacking)
    return [
        CriterionLacking(
            criterion=one.criterion,
            wording=one.wording,
            n=one.lacking,
            whole=one.whole,
            no_data=one.no_data,
        )
        for one in found
        if one.lacking
    ]

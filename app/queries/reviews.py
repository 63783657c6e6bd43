"""Questions about reviews."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from app.models import Actor, CriterionVerdict, Review, ReviewAssignment
from app.models.reviews import Verdict
from app.permissions import Caller
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import commitments_in_county, commitments_in_municipality
from app.queries.visibility import visible
from app.schemas.reviews import ReviewFilters, ReviewRead
from app.validity import DAY, record_status

# Named apart from those that the conditions of what is visible ask about.
ASSIGNMENT, REVIEWER = aliased(ReviewAssignment), aliased(Actor)


def _of_county(code: str) -> ColumnElement[bool]:
    assignments = select(ReviewAssignment.id).where(ReviewAssignment.county_code == code)
    return or_(
        Review.review_assignment_id.in_(assignments),
        Review.commitment_id.in_(commitments_in_county(code)),
    )


MEANINGS: Conditions = {
    "commitment_id": lambda key: Review.commitment_id == key,
    "review_assignment_id": lambda key: Review.review_assignment_id == key,
    "county_code": _of_county,
    "municipality_code": lambda code: Review.commitment_id.in_(commitments_in_municipality(code)),
    "year": lambda year: in_year(Review.reviewed_on, year),
}


def review_documents() -> Select[str, str]:
    return record_documents(ReviewRead, Review)


def reviews_matching(filters: ReviewFilters) -> Select[Any]:
    """Criterion and verdict together ask about the same verdict."""
    question = narrowed(Review, filters, MEANINGS)
    asked = []
    if filters.criterion is not None:
        asked.append(CriterionVerdict.criterion == filters.criterion)
    if filters.verdict is not None:
        asked.append(CriterionVerdict.verdict == filters.verdict)
    if asked:
        judged = select(CriterionVerdict.review_id).where(*asked)
        question = question.where(Review.id.in_(judged))
    return question


def reviews_of(
    commitments: Collection[UUID], caller: Caller
) -> Select[Review, str | None, str | None]:
    """Made by the day, the latest first; with the assignment's title and reviewer, where seen."""
    seen = select(ReviewAssignment.id).where(visible(ReviewAssignment, caller))
    return (
        select(Review, ASSIGNMENT.title, REVIEWER.name)
        .select_from(Review)
        .outerjoin(
            ASSIGNMENT, and_(ASSIGNMENT.id == Review.review_assignment_id, ASSIGNMENT.id.in_(seen))
        )
        .outerjoin(REVIEWER, REVIEWER.id == ASSIGNMENT.reviewer_id)
        .where(Review.commitment_id.in_(commitments), *_made(caller))
        .order_by(Review.reviewed_on.desc(), Review.id.desc())
    )


def reviews_in(assignment_id: UUID, caller: Caller) -> Select[UUID, UUID, date]:
    """Made in the assignment by the day: the review, of what, and when."""
    return (
        select(Review.id, Review.commitment_id, Review.reviewed_on)
        .where(Review.review_assignment_id == assignment_id, *_made(caller))
        .order_by(Review.id)
    )


def verdicts_in(reviews: Collection[UUID]) -> Select[CriterionVerdict]:
    return (
        select(CriterionVerdict)
        .where(CriterionVerdict.review_id.in_(reviews))
        .order_by(CriterionVerdict.review_id, CriterionVerdict.criterion)
    )


def answers_in(reviews: Collection[UUID]) -> Select[UUID, str, Verdict]:
    """As above without the reasons, for when there are many."""
    return select(
        CriterionVerdict.review_id, CriterionVerdict.criterion, CriterionVerdict.verdict
    ).where(CriterionVerdict.review_id.in_(reviews))


def commitments_reviewed(assignment_id: UUID, among: Collection[UUID]) -> Select[UUID]:
    """Also by a review that has been ended since: each is reviewed once in an assignment."""
    return select(Review.commitment_id).where(
        Review.review_assignment_id == assignment_id, Review.commitment_id.in_(among)
    )


def _made(caller: Caller) -> tuple[ColumnElement[bool], ...]:
    return (
        Review.reviewed_on <= DAY,
        record_status(Review) != "ended",
        visible(Review, caller),
    )

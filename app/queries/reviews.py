"""Questions about reviews."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from app.models import CriterionVerdict, Review, ReviewAssignment
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import commitments_in_county, commitments_in_municipality
from app.schemas.reviews import ReviewFilters, ReviewRead


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

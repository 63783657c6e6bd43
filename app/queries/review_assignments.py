"""Questions about review assignments."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.models import AssignmentCommitment, Municipality, ReviewAssignment
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import commitments_in_municipality
from app.schemas.review_assignments import ReviewAssignmentFilters, ReviewAssignmentRead


def _of_year(year: int) -> ColumnElement[bool]:
    """On one of its days in the year, or running through all of it."""
    days = (ReviewAssignment.starts_on, ReviewAssignment.due_on, ReviewAssignment.published_on)
    through = and_(
        ReviewAssignment.starts_on < date(year, 1, 1), ReviewAssignment.due_on > date(year, 12, 31)
    )
    return or_(through, *(in_year(day, year) for day in days))


def _of_municipality(code: str) -> ColumnElement[bool]:
    """It names an agreement of the municipality, or covers all in the county."""
    links = ReviewAssignment.commitment_links
    named = links.any(AssignmentCommitment.commitment_id.in_(commitments_in_municipality(code)))
    county = select(Municipality.county_code).where(Municipality.code == code)
    return or_(named, and_(ReviewAssignment.covers_all, ReviewAssignment.county_code.in_(county)))


MEANINGS: Conditions = {
    "county_code": lambda code: ReviewAssignment.county_code == code,
    "actor_id": lambda key: or_(
        ReviewAssignment.commissioned_by_id == key, ReviewAssignment.reviewer_id == key
    ),
    "commitment_id": lambda key: ReviewAssignment.commitment_links.any(
        AssignmentCommitment.commitment_id == key
    ),
    "year": _of_year,
    "municipality_code": _of_municipality,
}


def review_assignment_documents() -> Select[str, str]:
    return record_documents(ReviewAssignmentRead, ReviewAssignment)


def review_assignments_matching(filters: ReviewAssignmentFilters) -> Select[Any]:
    return narrowed(ReviewAssignment, filters, MEANINGS)

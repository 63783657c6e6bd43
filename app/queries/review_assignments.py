"""Questions about review assignments."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from app.models import AssignmentCommitment, Commitment, Municipality, ReviewAssignment
from app.models.commitments import Form, Signing
from app.permissions import Caller
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import commitments_in_county, commitments_in_municipality
from app.queries.visibility import visible
from app.schemas.review_assignments import ReviewAssignmentFilters, ReviewAssignmentRead
from app.validity import DAY, record_status


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


def commitments_covered(
    assignment: ReviewAssignment, caller: Caller
) -> Select[UUID, Form, str, int, bool]:
    """Those that it names, or all that had been signed in the county by the day; not the ended.

    The last column is whether the caller sees it.
    """
    named = select(AssignmentCommitment.commitment_id).where(
        AssignmentCommitment.review_assignment_id == assignment.id
    )
    covered: ColumnElement[bool] = Commitment.id.in_(named)
    if assignment.covers_all:
        covered = or_(covered, _signed_in(assignment.county_code))
    seen = func.coalesce(visible(Commitment, caller), false())
    return (
        select(Commitment.id, Commitment.form, Commitment.title, Commitment.version, seen)
        .where(covered, record_status(Commitment) != "ended")
        .order_by(Commitment.sort_key, Commitment.id)
    )


def _signed_in(county_code: str) -> ColumnElement[bool]:
    return and_(
        Commitment.signing != Signing.UNSIGNED,
        or_(Commitment.signed_on.is_(None), Commitment.signed_on <= DAY),
        Commitment.id.in_(commitments_in_county(county_code)),
    )

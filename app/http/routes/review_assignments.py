"""Review assignments over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import ReviewAssignment
from app.queries.fetching import document, fetch, fetch_page
from app.queries.review_assignments import review_assignment_documents, review_assignments_matching
from app.schemas.base import EndingCreate, Page
from app.schemas.review_assignments import (
    ReviewAssignmentCreate,
    ReviewAssignmentFilters,
    ReviewAssignmentRead,
    ReviewAssignmentUpdate,
)
from app.services import changing

router = APIRouter(prefix="/review-assignments", tags=["review-assignments"])

ReviewAssignmentId = Annotated[Key, key_in_path("reviewAssignmentId", "Granskningsuppdraget")]


@router.get("", response_model=Page[ReviewAssignmentRead])
def list_review_assignments(
    filters: Annotated[ReviewAssignmentFilters, Query()], read: ReadDep
) -> Response:
    """Lista granskningsuppdrag. / List review assignments."""
    with read() as session:
        matching = review_assignments_matching(filters)
        return listed(fetch_page(session, review_assignment_documents(), matching, filters))


@router.post("", status_code=201, response_model=ReviewAssignmentRead)
def register_review_assignment(
    request: Request, body: ReviewAssignmentCreate, begin: BeginDep
) -> Response:
    """Registrera ett granskningsuppdrag. / Register a review assignment."""
    with begin() as session:
        assignment = changing.add(session, ReviewAssignment, body)
        return created(
            request, document(session, review_assignment_documents(), assignment.id), assignment.id
        )


@router.get("/{reviewAssignmentId}", response_model=ReviewAssignmentRead)
def read_review_assignment(
    review_assignment_id: ReviewAssignmentId, at: AsOfQuery, read: ReadDep
) -> Response:
    """Visa ett granskningsuppdrag. / Show a review assignment."""
    with read() as session:
        return shown(
            document(session, review_assignment_documents(), review_assignment_id, at.as_of)
        )


@router.patch("/{reviewAssignmentId}", response_model=ReviewAssignmentRead)
def change_review_assignment(
    review_assignment_id: ReviewAssignmentId, body: ReviewAssignmentUpdate, begin: BeginDep
) -> Response:
    """Ändra ett granskningsuppdrag. / Change a review assignment."""
    with begin() as session:
        changing.change(session, fetch(session, ReviewAssignment, review_assignment_id), body)
        return shown(document(session, review_assignment_documents(), review_assignment_id))


@router.post("/{reviewAssignmentId}/endings", status_code=201, response_model=ReviewAssignmentRead)
def end_review_assignment(
    request: Request, review_assignment_id: ReviewAssignmentId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta ett granskningsuppdrag; det står kvar. / End a review assignment."""
    with begin() as session:
        changing.end(session, fetch(session, ReviewAssignment, review_assignment_id), body)
        return acted(
            request, document(session, review_assignment_documents(), review_assignment_id)
        )

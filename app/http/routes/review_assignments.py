"""Review assignments over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, MomentQuery, ReadDep, key_in_path
from app.models import ReviewAssignment
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.review_assignments import review_assignment_documents, review_assignments_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
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
    filters: Annotated[ReviewAssignmentFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Lista granskningsuppdrag. / List review assignments."""
    with read() as session:
        matching = review_assignments_matching(filters)
        return listed(ask, fetch_page(session, review_assignment_documents(), matching, filters))


@router.post("", status_code=201, response_model=ReviewAssignmentRead)
def register_review_assignment(
    ask: PostDep, body: ReviewAssignmentCreate, begin: BeginDep
) -> Response:
    """Registrera ett granskningsuppdrag. / Register a review assignment."""
    with begin() as session:
        assignment = changing.add(session, ReviewAssignment, body)
        return created(
            ask, session, document(session, review_assignment_documents(), assignment.id)
        )


@router.get("/{reviewAssignmentId}", response_model=ReviewAssignmentRead)
def read_review_assignment(
    review_assignment_id: ReviewAssignmentId, at: MomentQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Visa ett granskningsuppdrag. / Show a review assignment."""
    with read() as session:
        return shown(ask, session, review_assignment_documents(), review_assignment_id, at)


@router.patch("/{reviewAssignmentId}", response_model=ReviewAssignmentRead)
def change_review_assignment(
    ask: AskDep,
    review_assignment_id: ReviewAssignmentId,
    body: ReviewAssignmentUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett granskningsuppdrag. / Change a review assignment."""
    with begin() as session:
        changing.change(
            session, fetch_current(session, ReviewAssignment, review_assignment_id, seen), body
        )
        return answered(ask, document(session, review_assignment_documents(), review_assignment_id))


@router.post("/{reviewAssignmentId}/endings", status_code=201, response_model=ReviewAssignmentRead)
def end_review_assignment(
    ask: PostDep,
    review_assignment_id: ReviewAssignmentId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta ett granskningsuppdrag; det står kvar. / End a review assignment."""
    with begin() as session:
        changing.end(
            session, fetch_current(session, ReviewAssignment, review_assignment_id, seen), body
        )
        return created(
            ask, session, document(session, review_assignment_documents(), review_assignment_id)
        )

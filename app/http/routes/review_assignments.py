"""Review assignments over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import (
    answered,
    created,
    created_together,
    listed,
    reckoned,
    shown,
)
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, ReadDep, key_in_path
from app.http.routing import Router
from app.models import ReviewAssignment
from app.queries.fetching import (
    document,
    documents_among,
    fetch,
    fetch_current,
    fetch_page,
    refuse_unless_admitted,
)
from app.queries.review_assignments import review_assignment_documents, review_assignments_matching
from app.queries.reviews import review_documents
from app.schemas.bodies import EndingCreate
from app.schemas.filters import AsOfAhead
from app.schemas.pages import Page
from app.schemas.review_assignments import (
    ReviewAssignmentCreate,
    ReviewAssignmentFilters,
    ReviewAssignmentRead,
    ReviewAssignmentUpdate,
)
from app.schemas.review_summaries import ReviewSummaryRead
from app.schemas.reviews import ReviewsCreate, ReviewsRead
from app.services import changing, review_summaries, reviews

router = Router(prefix="/review-assignments", tags=["review-assignments"])

ReviewAssignmentId = Annotated[Key, key_in_path("reviewAssignmentId", "Granskningsuppdraget")]
DayQuery = Annotated[AsOfAhead, Query()]


@router.get("", response_model=Page[ReviewAssignmentRead])
def list_review_assignments(
    filters: Annotated[ReviewAssignmentFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista granskningsuppdrag. / List review assignments."""
    with look() as session:
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
    review_assignment_id: ReviewAssignmentId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett granskningsuppdrag. / Show a review assignment."""
    with look() as session:
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


@router.post("/{reviewAssignmentId}/reviews", status_code=201, response_model=ReviewsRead)
def record_reviews(
    ask: PostDep,
    review_assignment_id: ReviewAssignmentId,
    body: ReviewsCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Registrera flera granskningar i uppdraget på en gång. / Record several reviews at once.

    Högst 100, alla eller ingen. Var och en gäller något som uppdraget omfattar och som inte redan
    är granskat i det; ett fel säger var i listan det är.

    At most 100, all of them or none. Each is of something that the assignment covers and that has
    not been reviewed in it; a fault names its place in the list.
    """
    with begin() as session:
        assignment = fetch_current(session, ReviewAssignment, review_assignment_id, seen)
        made = documents_among(
            session, review_documents(), reviews.record_in(session, assignment, body)
        )
        return created_together(ask, session, "register_review", "/reviews", made)


@router.get("/{reviewAssignmentId}/summary", response_model=ReviewSummaryRead)
def read_review_assignment_summary(
    review_assignment_id: ReviewAssignmentId, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Sammanfatta granskningarna i ett uppdrag, kriterium för kriterium. / Summarise the reviews.

    Över alla överenskommelser och löften som uppdraget omfattar: hur många som är granskade och
    vilka som inte är det, registrets och granskares bedömningar var för sig, och vad det oftast
    brister i. Saknad uppgift räknas aldrig som en brist.

    Over all agreements and promises that the assignment covers: how many have been reviewed and
    which have not, the register's verdicts and the reviewers' apart, and what is most often
    lacking. Missing data is never counted as lacking.
    """
    with read() as session:
        refuse_unless_admitted(session, ReviewAssignment, review_assignment_id)
        assignment = fetch(session, ReviewAssignment, review_assignment_id)
        found = review_summaries.of_assignment(session, assignment, at.day(), ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))

"""Reviews over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Review
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.reviews import review_documents, reviews_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.reviews import ReviewCreate, ReviewFilters, ReviewRead, ReviewUpdate
from app.services import changing

router = Router(prefix="/reviews", tags=["reviews"])

ReviewId = Annotated[Key, key_in_path("reviewId", "Granskningen")]


@router.get("", response_model=Page[ReviewRead])
def list_reviews(
    filters: Annotated[ReviewFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista granskningar. / List reviews."""
    with look() as session:
        matching = reviews_matching(filters)
        return listed(ask, fetch_page(session, review_documents(), matching, filters))


@router.post("", status_code=201, response_model=ReviewRead)
def register_review(ask: PostDep, body: ReviewCreate, begin: BeginDep) -> Response:
    """Registrera en granskning mot kriterierna Q01 till Q22. / Register a review."""
    with begin() as session:
        review = changing.add(session, Review, body)
        return created(ask, session, document(session, review_documents(), review.id))


@router.get("/{reviewId}", response_model=ReviewRead)
def read_review(review_id: ReviewId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en granskning. / Show a review."""
    with look() as session:
        return shown(ask, session, review_documents(), review_id, at)


@router.patch("/{reviewId}", response_model=ReviewRead)
def change_review(
    ask: AskDep, review_id: ReviewId, body: ReviewUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en granskning. / Change a review."""
    with begin() as session:
        changing.change(session, fetch_current(session, Review, review_id, seen), body)
        return answered(ask, document(session, review_documents(), review_id))


@router.post("/{reviewId}/endings", status_code=201, response_model=ReviewRead)
def end_review(
    ask: PostDep, review_id: ReviewId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en granskning; den står kvar som avslutad. / End a review; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Review, review_id, seen), body)
        return created(ask, session, document(session, review_documents(), review_id))

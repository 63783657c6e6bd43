"""Reviews over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import Review
from app.queries.fetching import document, fetch, fetch_page
from app.queries.reviews import review_documents, reviews_matching
from app.schemas.base import EndingCreate, Page
from app.schemas.reviews import ReviewCreate, ReviewFilters, ReviewRead, ReviewUpdate
from app.services import changing

router = APIRouter(prefix="/reviews", tags=["reviews"])

ReviewId = Annotated[Key, key_in_path("reviewId", "Granskningen")]


@router.get("", response_model=Page[ReviewRead])
def list_reviews(filters: Annotated[ReviewFilters, Query()], read: ReadDep) -> Response:
    """Lista granskningar. / List reviews."""
    with read() as session:
        matching = reviews_matching(filters)
        return listed(fetch_page(session, review_documents(), matching, filters))


@router.post("", status_code=201, response_model=ReviewRead)
def register_review(request: Request, body: ReviewCreate, begin: BeginDep) -> Response:
    """Registrera en granskning mot kriterierna Q01 till Q22. / Register a review."""
    with begin() as session:
        review = changing.add(session, Review, body)
        return created(request, document(session, review_documents(), review.id), review.id)


@router.get("/{reviewId}", response_model=ReviewRead)
def read_review(review_id: ReviewId, at: AsOfQuery, read: ReadDep) -> Response:
    """Visa en granskning. / Show a review."""
    with read() as session:
        return shown(document(session, review_documents(), review_id, at.as_of))


@router.patch("/{reviewId}", response_model=ReviewRead)
def change_review(review_id: ReviewId, body: ReviewUpdate, begin: BeginDep) -> Response:
    """Ändra en granskning. / Change a review."""
    with begin() as session:
        changing.change(session, fetch(session, Review, review_id), body)
        return shown(document(session, review_documents(), review_id))


@router.post("/{reviewId}/endings", status_code=201, response_model=ReviewRead)
def end_review(
    request: Request, review_id: ReviewId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta en granskning; den står kvar som avslutad. / End a review; it stays readable."""
    with begin() as session:
        changing.end(session, fetch(session, Review, review_id), body)
        return acted(request, document(session, review_documents(), review_id))

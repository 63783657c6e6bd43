"""The questions the annual report asks about the reviews of agreements and promises."""

from functools import cache

from sqlalchemy import Select, and_, or_, select

from app.models import Actor, Commitment, Review, ReviewAssignment
from app.models.commitments import Form
from app.queries.annual_report import concerns_county, held_in
from app.queries.annual_report_scope import FIRST_DAY
from app.validity import DAY, record_status


@cache
def reviews_made() -> Select[Review, str, Form, str | None, str | None]:
    """Of what held in the year, or made in it; with title, form, assignment and reviewer.

    The latest of each agreement first.
    """
    reported = or_(
        Commitment.id.in_(held_in()),
        and_(concerns_county(), Review.reviewed_on >= FIRST_DAY),
    )
    return (
        select(Review, Commitment.title, Commitment.form, ReviewAssignment.title, Actor.name)
        .select_from(Review)
        .join(Commitment, Commitment.id == Review.commitment_id)
        .outerjoin(ReviewAssignment, ReviewAssignment.id == Review.review_assignment_id)
        .outerjoin(Actor, Actor.id == ReviewAssignment.reviewer_id)
        .where(reported, Review.reviewed_on <= DAY, record_status(Review) != "ended")
        .order_by(Commitment.sort_key, Commitment.id, Review.reviewed_on.desc(), Review.id.desc())
    )

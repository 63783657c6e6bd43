"""Reviews of agreements and promises against the criteria Q01-Q22."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Part, Resource
from app.models.commitments import Commitment
from app.models.review_assignments import ReviewAssignment


class Verdict(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "notMet"
    NOT_ASSESSABLE = "notAssessable"


class CriterionVerdict(Part):
    __tablename__ = "criterion_verdicts"
    __table_args__ = (UniqueConstraint("review_id", "criterion"),)

    review_id: Mapped[UUID] = mapped_column(ForeignKey("reviews.id"))
    criterion: Mapped[str]
    verdict: Mapped[Verdict]
    reason: Mapped[str]


class Review(Resource):
    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("review_assignment_id", "commitment_id"),)
    WORDING = ("reviewed_on", "summary")

    review_assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("review_assignments.id"))
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    reviewed_on: Mapped[date] = mapped_column(index=True)
    summary: Mapped[str | None]

    review_assignment: Mapped[ReviewAssignment | None] = relationship(viewonly=True, lazy="raise")
    commitment: Mapped[Commitment] = relationship(viewonly=True, lazy="raise")
    verdicts: Mapped[list[CriterionVerdict]] = relationship(
        order_by=CriterionVerdict.criterion, cascade="all, delete-orphan", lazy="raise"
    )

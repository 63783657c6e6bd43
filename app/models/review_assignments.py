"""Review assignments: who reviews which agreements of a county, and for whom."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Resource, in_order
from app.models.commitments import Commitment


class AssignmentCommitment(Base):
    """An agreement or promise that the assignment names; none named means all of the county."""

    __tablename__ = "review_assignment_commitments"

    review_assignment_id: Mapped[UUID] = mapped_column(
        ForeignKey("review_assignments.id"), primary_key=True
    )
    commitment_id: Mapped[UUID] = mapped_column(
        ForeignKey("commitments.id"), primary_key=True, index=True
    )

    commitment: Mapped[Commitment] = relationship(viewonly=True, lazy="raise")


class ReviewAssignment(Resource):
    __tablename__ = "review_assignments"
    __table_args__ = (in_order("starts_on", "due_on"),)
    WORDING = ("title", "scope", "purpose")

    title: Mapped[str]
    title_is_constructed: Mapped[bool] = mapped_column(default=False)
    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"), index=True)
    commissioned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    covers_all: Mapped[bool] = mapped_column(default=True)
    scope: Mapped[str | None]
    purpose: Mapped[str | None]
    reported_to: Mapped[str | None]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    published_on: Mapped[date | None]
    provenance: Mapped[dict[str, Any] | None]
    data_quality_notes: Mapped[list[str]] = mapped_column(default=list)

    commissioned_by: Mapped[Actor | None] = relationship(
        foreign_keys=commissioned_by_id, viewonly=True, lazy="raise"
    )
    reviewer: Mapped[Actor | None] = relationship(
        foreign_keys=reviewer_id, viewonly=True, lazy="raise"
    )
    commitment_links: Mapped[list[AssignmentCommitment]] = relationship(
        order_by=AssignmentCommitment.commitment_id, cascade="all, delete-orphan", lazy="raise"
    )
    commitment_ids: AssociationProxy[list[UUID]] = association_proxy(
        "commitment_links",
        "commitment_id",
        creator=lambda commitment_id: AssignmentCommitment(commitment_id=commitment_id),
    )

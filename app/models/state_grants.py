"""State grants applied for, as förordning 2023:442 gives them, and what came of it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Resource, in_order


class StateGrant(Resource):
    """Of a municipality or else of a county, so that the two can never contradict each other."""

    __tablename__ = "state_grants"
    __table_args__ = (
        in_order("applied_on", "decided_on"),
        CheckConstraint(
            "(municipality_code IS NULL) <> (county_code IS NULL)", name="of_one_place"
        ),
        CheckConstraint(
            "granted_amount IS NULL OR decided_on IS NOT NULL", name="granted_on_a_day"
        ),
    )
    WORDING = ("title", "purpose", "registry_number", "note")

    applicant_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    municipality_code: Mapped[str | None] = mapped_column(
        ForeignKey("municipalities.code"), index=True
    )
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    purpose: Mapped[str | None]
    applied_on: Mapped[date | None]
    applied_amount: Mapped[int | None]
    decided_on: Mapped[date | None]
    granted_amount: Mapped[int | None]
    registry_number: Mapped[str | None]
    note: Mapped[str | None]

    applicant: Mapped[Actor] = relationship(viewonly=True, lazy="raise")

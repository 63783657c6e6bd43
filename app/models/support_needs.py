"""Support needs: what municipalities and police ask the county for, and how it was met."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activities import Activity
from app.models.actors import Actor
from app.models.base import Resource, in_order


class SupportState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "inProgress"
    MET = "met"
    PARTLY_MET = "partlyMet"
    NOT_MET = "notMet"


class SupportNeed(Resource):
    __tablename__ = "support_needs"
    __table_args__ = (
        in_order("asked_on", "met_on"),
        CheckConstraint(
            "state NOT IN ('met', 'partlyMet') OR met_on IS NOT NULL", name="met_on_a_day"
        ),
        CheckConstraint(
            "state NOT IN ('met', 'partlyMet') OR how_met IS NOT NULL", name="met_somehow"
        ),
    )
    WORDING = ("topic", "description", "how_met")

    topic: Mapped[str]
    description: Mapped[str | None]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    asked_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    asked_on: Mapped[date] = mapped_column(index=True)
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("activities.id"), index=True)
    state: Mapped[SupportState] = mapped_column(default=SupportState.OPEN)
    met_on: Mapped[date | None]
    how_met: Mapped[str | None]

    asked_by: Mapped[Actor] = relationship(
        foreign_keys="SupportNeed.asked_by_id", viewonly=True, lazy="raise"
    )
    asked_of: Mapped[Actor | None] = relationship(
        foreign_keys="SupportNeed.asked_of_id", viewonly=True, lazy="raise"
    )
    visit: Mapped[Activity | None] = relationship(viewonly=True, lazy="raise")

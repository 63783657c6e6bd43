"""Measures: what is done, by which method, against which cause, by whom and when."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Part, Resource, in_order
from app.models.commitments import Commitment
from app.models.methods import Method
from app.models.prioritised_areas import PrioritisedArea


class MeasureRole(StrEnum):
    RESPONSIBLE = "responsible"
    PARTICIPATING = "participating"


class Progress(StrEnum):
    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    CANCELLED = "cancelled"


class MeasureActor(Part):
    """Who answers for or takes part in a measure, as a known actor or in the source's words."""

    __tablename__ = "measure_actors"
    __table_args__ = (
        CheckConstraint("actor_id IS NOT NULL OR as_stated IS NOT NULL", name="actor_known"),
    )

    measure_id: Mapped[UUID] = mapped_column(ForeignKey("measures.id"), index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    as_stated: Mapped[str | None]
    role: Mapped[MeasureRole]
    undertakes: Mapped[str | None]

    actor: Mapped[Actor | None] = relationship(viewonly=True, lazy="raise")


class Measure(Resource):
    __tablename__ = "measures"
    __table_args__ = (
        in_order("starts_on", "ends_on"),
        CheckConstraint(
            "commitment_id IS NOT NULL OR action_plan_id IS NOT NULL", name="belongs_somewhere"
        ),
    )
    WORDING = ("name", "method_as_stated", "note")

    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    action_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("action_plans.id"), index=True)
    prioritised_area_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("prioritised_areas.id"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    method_id: Mapped[UUID | None] = mapped_column(ForeignKey("methods.id"), index=True)
    method_as_stated: Mapped[str | None]
    is_named_method: Mapped[bool | None]
    cause_id: Mapped[UUID | None] = mapped_column(ForeignKey("causes.id"), index=True)
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goals.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    progress: Mapped[Progress | None]
    resources: Mapped[str | None]
    note: Mapped[str | None]

    actors: Mapped[list[MeasureActor]] = relationship(
        order_by=MeasureActor.position, cascade="all, delete-orphan", lazy="raise"
    )
    method: Mapped[Method | None] = relationship(viewonly=True, lazy="raise")
    area: Mapped[PrioritisedArea | None] = relationship(viewonly=True, lazy="raise")
    commitment: Mapped[Commitment | None] = relationship(viewonly=True, lazy="raise")

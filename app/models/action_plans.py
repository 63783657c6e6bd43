"""Action plans: the statutory one of the law, 5 §, and the operational one of the handbook."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Dated, Resource, in_order
from app.models.measures import Measure


class ActionPlanKind(StrEnum):
    STATUTORY = "statutory"
    OPERATIONAL = "operational"


class ActionPlan(Dated, Resource):
    __tablename__ = "action_plans"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("title", "registry_number")

    title: Mapped[str]
    kind: Mapped[ActionPlanKind]
    municipality_code: Mapped[str | None] = mapped_column(
        ForeignKey("municipalities.code"), index=True
    )
    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None]
    adopted_by_forum_id: Mapped[UUID | None] = mapped_column(ForeignKey("forums.id"), index=True)
    situation_picture_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("situation_pictures.id"), index=True
    )
    document_url: Mapped[str | None]
    registry_number: Mapped[str | None]

    measures: Mapped[list[Measure]] = relationship(
        order_by=Measure.position, viewonly=True, lazy="raise"
    )

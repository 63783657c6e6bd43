"""Action plans: the statutory one of the law, 5 §, and the operational one of the handbook."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Dated, Resource, in_order
from app.models.commitments import Commitment
from app.models.forums import Forum
from app.models.measures import Measure
from app.models.situation_pictures import SituationPicture


class ActionPlanKind(StrEnum):
    STATUTORY = "statutory"
    OPERATIONAL = "operational"


class ActionPlan(Dated, Resource):
    __tablename__ = "action_plans"
    # Decided by a body of the municipality, or adopted by a forum: never a mix of the two.
    __table_args__ = (
        in_order("valid_from", "valid_to"),
        CheckConstraint(
            "kind <> 'statutory' OR municipality_code IS NOT NULL", name="statutory_of_municipality"
        ),
        CheckConstraint(
            "kind <> 'statutory' OR adopted_by_forum_id IS NULL", name="statutory_not_adopted"
        ),
        CheckConstraint(
            "kind <> 'statutory' OR decided_on IS NULL OR decided_by IS NOT NULL",
            name="statutory_decided_by_body",
        ),
        CheckConstraint(
            "kind <> 'operational' OR adopted_by_forum_id IS NOT NULL", name="operational_adopted"
        ),
        CheckConstraint(
            "kind <> 'operational' OR decided_by IS NULL", name="operational_not_decided"
        ),
    )
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
    other_planning: Mapped[str | None]
    document_url: Mapped[str | None]
    registry_number: Mapped[str | None]

    commitment: Mapped[Commitment | None] = relationship(viewonly=True, lazy="raise")
    adopted_by_forum: Mapped[Forum | None] = relationship(viewonly=True, lazy="raise")
    situation_picture: Mapped[SituationPicture | None] = relationship(viewonly=True, lazy="raise")
    measures: Mapped[list[Measure]] = relationship(
        order_by=Measure.position, viewonly=True, lazy="raise"
    )

"""Follow-ups that were done: of production, process or effect."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.action_plans import ActionPlan
from app.models.base import Part, Resource, in_order
from app.models.commitment_parts import FollowUpRule
from app.models.commitments import Commitment
from app.models.forums import Forum
from app.models.measures import Measure
from app.models.operating_plans import OperatingPlan
from app.models.prioritised_areas import Indicator, PrioritisedArea

SUBJECTS = (
    "commitment_id",
    "prioritised_area_id",
    "measure_id",
    "action_plan_id",
    "operating_plan_id",
)


class FollowUpKind(StrEnum):
    PRODUCTION = "production"
    PROCESS = "process"
    EFFECT = "effect"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class IndicatorValue(Part):
    """A measured value, of a known indicator or in the source's own words."""

    __tablename__ = "indicator_values"

    follow_up_id: Mapped[UUID] = mapped_column(ForeignKey("follow_ups.id"), index=True)
    indicator_id: Mapped[UUID | None] = mapped_column(ForeignKey("indicators.id"), index=True)
    what: Mapped[str]
    value: Mapped[Decimal | None]
    value_as_stated: Mapped[str | None]
    unit: Mapped[str | None]

    indicator: Mapped[Indicator | None] = relationship(viewonly=True, lazy="raise")


class FollowUp(Resource):
    __tablename__ = "follow_ups"
    __table_args__ = (
        in_order("period_starts_on", "period_ends_on"),
        CheckConstraint(
            " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in SUBJECTS)
            + " = 1",
            name="one_subject",
        ),
        # A colour alone tells nothing to those who cannot see it.
        CheckConstraint("outcome IS NULL OR outcome_word IS NOT NULL", name="outcome_in_words"),
    )
    WORDING = ("summary", "outcome_word", "period_as_stated")

    kind: Mapped[FollowUpKind] = mapped_column(index=True)
    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    prioritised_area_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("prioritised_areas.id"), index=True
    )
    measure_id: Mapped[UUID | None] = mapped_column(ForeignKey("measures.id"), index=True)
    action_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("action_plans.id"), index=True)
    operating_plan_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("operating_plans.id"), index=True
    )
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey("follow_up_rules.id"), index=True)
    done_on: Mapped[date | None] = mapped_column(index=True)
    period_starts_on: Mapped[date | None]
    period_ends_on: Mapped[date | None]
    period_as_stated: Mapped[str | None]
    published_on: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    outcome_word: Mapped[str | None]
    summary: Mapped[str | None]
    reported_to_forum_id: Mapped[UUID | None] = mapped_column(ForeignKey("forums.id"), index=True)
    reported_on: Mapped[date | None]

    commitment: Mapped[Commitment | None] = relationship(viewonly=True, lazy="raise")
    prioritised_area: Mapped[PrioritisedArea | None] = relationship(viewonly=True, lazy="raise")
    measure: Mapped[Measure | None] = relationship(viewonly=True, lazy="raise")
    action_plan: Mapped[ActionPlan | None] = relationship(viewonly=True, lazy="raise")
    operating_plan: Mapped[OperatingPlan | None] = relationship(viewonly=True, lazy="raise")
    rule: Mapped[FollowUpRule | None] = relationship(viewonly=True, lazy="raise")
    reported_to_forum: Mapped[Forum | None] = relationship(viewonly=True, lazy="raise")
    values: Mapped[list[IndicatorValue]] = relationship(
        order_by=IndicatorValue.position, cascade="all, delete-orphan", lazy="raise"
    )

    @property
    def subject_id(self) -> UUID:
        """What was followed up: exactly one of the subjects."""
        subject: UUID = next(key for name in SUBJECTS if (key := getattr(self, name)) is not None)
        return subject

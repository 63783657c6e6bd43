"""Indicator answers: what a municipality or local police area itself says of a year."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Resource


class AskedIndicator(StrEnum):
    """Those that nothing else in the register tells."""

    STRATEGY = "I12"
    COOPERATION = "I13c"
    SUPPORT = "I13s"


class StrategyAnswer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class IndicatorAnswer(Resource):
    __tablename__ = "indicator_answers"
    __table_args__ = (
        UniqueConstraint("actor_id", "indicator", "year"),
        CheckConstraint("(indicator = 'I12') = (answer IS NOT NULL)", name="answer_that_fits"),
        CheckConstraint("(indicator = 'I12') = (grade IS NULL)", name="grade_that_fits"),
        CheckConstraint("grade BETWEEN 1 AND 5", name="grade_on_the_scale"),
    )
    WORDING = ("indicator", "note")

    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    indicator: Mapped[AskedIndicator] = mapped_column(index=True)
    year: Mapped[int] = mapped_column(index=True)
    answer: Mapped[StrategyAnswer | None]
    grade: Mapped[int | None]
    answered_on: Mapped[date]
    note: Mapped[str | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")

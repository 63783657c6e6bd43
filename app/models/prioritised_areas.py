"""Prioritised areas: what a commitment works against, in its own words."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Part, Resource
from app.models.commitments import Commitment


class Direction(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    KEEP = "keep"


class AreaCategoryLink(Base):
    __tablename__ = "prioritised_area_categories"

    prioritised_area_id: Mapped[UUID] = mapped_column(
        ForeignKey("prioritised_areas.id"), primary_key=True
    )
    category_code: Mapped[str] = mapped_column(
        ForeignKey("area_categories.code"), primary_key=True, index=True
    )


class Cause(Part):
    """A probable cause of the problem, from a cause analysis."""

    __tablename__ = "causes"

    prioritised_area_id: Mapped[UUID] = mapped_column(
        ForeignKey("prioritised_areas.id"), index=True
    )
    text: Mapped[str]
    analysed_on: Mapped[date | None]


class Goal(Part):
    """A goal of an area; each of the five SMART marks is yes, no or not judged."""

    __tablename__ = "goals"

    prioritised_area_id: Mapped[UUID] = mapped_column(
        ForeignKey("prioritised_areas.id"), index=True
    )
    text: Mapped[str]
    is_specific: Mapped[bool | None]
    is_measurable: Mapped[bool | None]
    is_accepted: Mapped[bool | None]
    is_realistic: Mapped[bool | None]
    is_time_bound: Mapped[bool | None]


class Indicator(Part):
    """What is measured; the goal may be that it rises."""

    __tablename__ = "indicators"

    prioritised_area_id: Mapped[UUID] = mapped_column(
        ForeignKey("prioritised_areas.id"), index=True
    )
    name: Mapped[str]
    unit: Mapped[str | None]
    baseline: Mapped[Decimal | None]
    baseline_on: Mapped[date | None]
    target: Mapped[Decimal | None]
    target_on: Mapped[date | None]
    direction: Mapped[Direction | None]


class PrioritisedArea(Resource):
    __tablename__ = "prioritised_areas"
    WORDING = ("name", "place", "target_group", "problem")

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("prioritised_areas.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    place: Mapped[str | None]
    target_group: Mapped[str | None]
    problem: Mapped[str | None]
    priority_grounds: Mapped[list[str]] = mapped_column(default=list)

    commitment: Mapped[Commitment] = relationship(viewonly=True, lazy="raise")
    category_links: Mapped[list[AreaCategoryLink]] = relationship(
        order_by=AreaCategoryLink.category_code, cascade="all, delete-orphan", lazy="raise"
    )
    category_codes: AssociationProxy[list[str]] = association_proxy(
        "category_links",
        "category_code",
        creator=lambda code: AreaCategoryLink(category_code=code),
    )
    causes: Mapped[list[Cause]] = relationship(
        order_by=Cause.position, cascade="all, delete-orphan", lazy="raise"
    )
    goals: Mapped[list[Goal]] = relationship(
        order_by=Goal.position, cascade="all, delete-orphan", lazy="raise"
    )
    indicators: Mapped[list[Indicator]] = relationship(
        order_by=Indicator.position, cascade="all, delete-orphan", lazy="raise"
    )
    measures: Mapped[list["Measure"]] = relationship(  # type: ignore[name-defined]  # noqa: F821
        order_by="Measure.position", viewonly=True, lazy="raise"
    )

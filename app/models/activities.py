"""Activities: visits, trainings, conferences and network meetings that are counted each year."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Part, Resource, in_order
from app.models.commitments import Commitment
from app.models.measures import Progress
from app.models.methods import Method


class ActivityKind(StrEnum):
    MUNICIPALITY_VISIT = "municipalityVisit"
    TRAINING = "training"
    CONFERENCE = "conference"
    NETWORK_MEETING = "networkMeeting"
    CROSS_BORDER_MEASURE = "crossBorderMeasure"
    OTHER = "other"


class ActivityMunicipality(Base):
    """A municipality that the activity reached."""

    __tablename__ = "activity_municipalities"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activities.id"), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code"), primary_key=True, index=True
    )


class ActivityParticipants(Part):
    """How many came from an actor; never who."""

    __tablename__ = "activity_participants"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activities.id"), index=True)
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    count: Mapped[int | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")


class Activity(Resource):
    __tablename__ = "activities"
    __table_args__ = (in_order("starts_on", "ends_on"),)
    WORDING = ("title", "theme", "note")

    kind: Mapped[ActivityKind] = mapped_column(index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    title: Mapped[str]
    theme: Mapped[str | None]
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    operating_plan_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("operating_plans.id"), index=True
    )
    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    organiser_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    method_id: Mapped[UUID | None] = mapped_column(ForeignKey("methods.id"), index=True)
    starts_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    progress: Mapped[Progress | None]
    is_national: Mapped[bool | None]
    across_municipal_borders: Mapped[bool | None]
    note: Mapped[str | None]

    commitment: Mapped[Commitment | None] = relationship(viewonly=True, lazy="raise")
    organiser: Mapped[Actor | None] = relationship(
        foreign_keys=organiser_id, viewonly=True, lazy="raise"
    )
    method: Mapped[Method | None] = relationship(viewonly=True, lazy="raise")
    municipality_links: Mapped[list[ActivityMunicipality]] = relationship(
        order_by=ActivityMunicipality.municipality_code, cascade="all, delete-orphan", lazy="raise"
    )
    municipality_codes: AssociationProxy[list[str]] = association_proxy(
        "municipality_links",
        "municipality_code",
        creator=lambda code: ActivityMunicipality(municipality_code=code),
    )
    participants: Mapped[list[ActivityParticipants]] = relationship(
        order_by=ActivityParticipants.position, cascade="all, delete-orphan", lazy="raise"
    )

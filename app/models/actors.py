"""Actors: the organisations that work together, never private persons."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Dated, Part, Resource, in_order
from app.models.counties import County
from app.models.municipalities import Municipality


class ActorKind(StrEnum):
    MUNICIPALITY = "municipality"
    CITY_DISTRICT = "cityDistrict"
    COUNTY_ADMINISTRATIVE_BOARD = "countyAdministrativeBoard"
    POLICE_AUTHORITY = "policeAuthority"
    POLICE_REGION = "policeRegion"
    POLICE_AREA = "policeArea"
    LOCAL_POLICE_AREA = "localPoliceArea"
    NATIONAL_AUTHORITY = "nationalAuthority"
    REGION = "region"
    RESCUE_SERVICE = "rescueService"
    HOUSING_COMPANY = "housingCompany"
    PROPERTY_OWNERS = "propertyOwners"
    PUBLIC_TRANSPORT = "publicTransport"
    PUBLIC_COMPANY = "publicCompany"
    STATE_AGENCY = "stateAgency"
    BUSINESS_ORGANISATION = "businessOrganisation"
    UNIVERSITY = "university"
    CIVIL_SOCIETY = "civilSociety"
    OTHER = "other"


class SuccessionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


class ActorArea(Part):
    """A municipality where the actor works, and when."""

    __tablename__ = "actor_areas"

    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship(viewonly=True, lazy="raise")

    __table_args__ = (in_order("valid_from", "valid_to"),)


class ActorSuccessor(Part):
    """The actor that took over, wholly or in part."""

    __tablename__ = "actor_successors"

    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    kind: Mapped[SuccessionKind]
    succeeded_on: Mapped[date | None]

    successor: Mapped["Actor"] = relationship(
        foreign_keys=successor_id, viewonly=True, lazy="raise"
    )


class Actor(Dated, Resource):
    __tablename__ = "actors"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("name", "aliases", "organisation_number")

    kind: Mapped[ActorKind] = mapped_column(index=True)
    kind_as_stated: Mapped[str | None]
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    organisation_number: Mapped[str | None] = mapped_column(unique=True)
    municipality_code: Mapped[str | None] = mapped_column(
        ForeignKey("municipalities.code"), index=True
    )
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    mailbox: Mapped[str | None]
    website: Mapped[str | None]

    areas: Mapped[list[ActorArea]] = relationship(
        order_by=ActorArea.position, cascade="all, delete-orphan", lazy="raise"
    )
    successors: Mapped[list[ActorSuccessor]] = relationship(
        foreign_keys=ActorSuccessor.actor_id,
        order_by=ActorSuccessor.position,
        cascade="all, delete-orphan",
        lazy="raise",
    )
    parent: Mapped["Actor | None"] = relationship(
        remote_side="Actor.id", viewonly=True, lazy="raise"
    )
    municipality: Mapped[Municipality | None] = relationship(viewonly=True, lazy="raise")
    county: Mapped[County | None] = relationship(viewonly=True, lazy="raise")

"""Forums: local councils, steering groups, networks and working groups."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Dated, Part, Resource, in_order


class ForumKind(StrEnum):
    LOCAL_COUNCIL = "localCouncil"
    STEERING_GROUP = "steeringGroup"
    NETWORK = "network"
    WORKING_GROUP = "workingGroup"
    OTHER = "other"


class ForumMunicipality(Base):
    __tablename__ = "forum_municipalities"

    forum_id: Mapped[UUID] = mapped_column(ForeignKey("forums.id"), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code"), primary_key=True, index=True
    )


class ForumMember(Part):
    """An actor in a forum, and whether its people there are in leading positions."""

    __tablename__ = "forum_members"
    __table_args__ = (in_order("valid_from", "valid_to"),)

    forum_id: Mapped[UUID] = mapped_column(ForeignKey("forums.id"), index=True)
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    leading_position: Mapped[bool | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")


class Forum(Dated, Resource):
    __tablename__ = "forums"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("name", "name_as_stated")

    kind: Mapped[ForumKind] = mapped_column(index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    name: Mapped[str]
    name_as_stated: Mapped[str | None]
    county_code: Mapped[str | None] = mapped_column(ForeignKey("counties.code"), index=True)
    leader_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)

    leader: Mapped[Actor | None] = relationship(foreign_keys=leader_id, viewonly=True, lazy="raise")
    members: Mapped[list[ForumMember]] = relationship(
        order_by=ForumMember.position, cascade="all, delete-orphan", lazy="raise"
    )
    municipality_links: Mapped[list[ForumMunicipality]] = relationship(
        order_by=ForumMunicipality.municipality_code, cascade="all, delete-orphan", lazy="raise"
    )
    municipality_codes: AssociationProxy[list[str]] = association_proxy(
        "municipality_links",
        "municipality_code",
        creator=lambda code: ForumMunicipality(municipality_code=code),
    )
    rhythms: Mapped[list["ForumRhythm"]] = relationship(  # type: ignore[name-defined]  # noqa: F821
        order_by="ForumRhythm.id", viewonly=True, lazy="raise"
    )

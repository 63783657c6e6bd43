"""Situation pictures: what crime looks like, for one or several municipalities."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Resource


class PictureKind(StrEnum):
    OWN = "own"
    JOINT = "joint"


class PictureMunicipality(Base):
    __tablename__ = "situation_picture_municipalities"

    situation_picture_id: Mapped[UUID] = mapped_column(
        ForeignKey("situation_pictures.id"), primary_key=True
    )
    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code"), primary_key=True, index=True
    )


class SituationPicture(Resource):
    __tablename__ = "situation_pictures"
    WORDING = ("title", "sources")

    title: Mapped[str]
    kind: Mapped[PictureKind]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    made_on: Mapped[date | None] = mapped_column(index=True)
    # Null: not said. The four sections are those of the law, 4 and 5 §§.
    maps_crime: Mapped[bool | None]
    maps_extent: Mapped[bool | None]
    maps_consequences: Mapped[bool | None]
    has_other_information: Mapped[bool | None]
    has_analysis: Mapped[bool | None]
    sources: Mapped[list[str]] = mapped_column(default=list)
    citizen_dialogue_on: Mapped[date | None]
    staff_dialogue_on: Mapped[date | None]
    document_url: Mapped[str | None]
    registry_number: Mapped[str | None]
    note: Mapped[str | None]

    made_by: Mapped[Actor | None] = relationship(viewonly=True, lazy="raise")
    municipality_links: Mapped[list[PictureMunicipality]] = relationship(
        order_by=PictureMunicipality.municipality_code, cascade="all, delete-orphan", lazy="raise"
    )
    municipality_codes: AssociationProxy[list[str]] = association_proxy(
        "municipality_links",
        "municipality_code",
        creator=lambda code: PictureMunicipality(municipality_code=code),
    )

"""What a commitment owns: parties, signatures, rules, documents, and what happened to it."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Part, in_order


class PartyRole(StrEnum):
    CONTRACTING = "contracting"
    PARTICIPATING = "participating"
    COMMISSIONING = "commissioning"
    COMMISSIONED = "commissioned"


class CommitmentMunicipality(Base):
    """A municipality that the commitment covers."""

    __tablename__ = "commitment_municipalities"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code"), primary_key=True, index=True
    )


class CommitmentCounty(Base):
    """A county that the source names, where no party or municipality already shows it."""

    __tablename__ = "commitment_counties"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), primary_key=True)
    county_code: Mapped[str] = mapped_column(
        ForeignKey("counties.code"), primary_key=True, index=True
    )


class Party(Part):
    """An actor in a commitment; it may join or leave while the commitment runs."""

    __tablename__ = "parties"
    __table_args__ = (
        UniqueConstraint("commitment_id", "actor_id", "role"),
        in_order("joined_on", "left_on"),
    )

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    role: Mapped[PartyRole]
    name_as_stated: Mapped[str | None]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")


class Signature(Part):
    """Who signed for which party; in a record made afterwards the party may be unknown."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("commitment_id", "party_id"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    party_id: Mapped[UUID | None] = mapped_column(ForeignKey("parties.id"), index=True)
    title: Mapped[str]
    acting: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str | None]
    signed_on: Mapped[date | None]
    person_name: Mapped[str | None]


class FollowUpRule(Part):
    """How often, by whom and to whom a commitment is to be followed up."""

    __tablename__ = "follow_up_rules"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    as_stated: Mapped[str]
    times_per_year: Mapped[int | None]
    by: Mapped[str | None]
    reported_to: Mapped[str | None]
    indicators: Mapped[list[str]] = mapped_column(default=list)
    what: Mapped[str | None]


class CommitmentDocument(Part):
    """A document that belongs to the commitment: the signed text, an appendix, a web page."""

    __tablename__ = "commitment_documents"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    title: Mapped[str]
    url: Mapped[str | None]
    registry_number: Mapped[str | None]
    checksum_algorithm: Mapped[str | None]
    checksum_value: Mapped[str | None]


class Replacement(Part):
    """The newer commitment says which older one it replaces; an unknown day stays null."""

    __tablename__ = "replacements"
    __table_args__ = (UniqueConstraint("commitment_id", "replaced_id"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    replaced_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    replaced_on: Mapped[date | None]
    is_inferred: Mapped[bool] = mapped_column(default=False)


class Prolongation(Part):
    """The period was made longer."""

    __tablename__ = "prolongations"
    __table_args__ = (UniqueConstraint("commitment_id", "ends_on"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    decided_on: Mapped[date]
    ends_on: Mapped[date]
    earlier_ends_on: Mapped[date | None]
    reason: Mapped[str | None]


class Termination(Part):
    """A party or all of them ended the commitment before its time."""

    __tablename__ = "terminations"
    __table_args__ = (UniqueConstraint("commitment_id"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    decided_on: Mapped[date]
    terminated_on: Mapped[date]
    reason: Mapped[str]
    party_id: Mapped[UUID | None] = mapped_column(ForeignKey("parties.id"))


class Amendment(Part):
    """A formal change by the parties: a new revision under the same id."""

    __tablename__ = "amendments"
    __table_args__ = (UniqueConstraint("commitment_id", "revision"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    revision: Mapped[int]
    decided_on: Mapped[date]
    effective_on: Mapped[date]
    reason: Mapped[str]
    registry_number: Mapped[str | None]
    earlier_values: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Correction(Part):
    """A registration error that was mended, with what stood there before."""

    __tablename__ = "corrections"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    corrected_on: Mapped[date]
    reason: Mapped[str]
    earlier_values: Mapped[dict[str, Any]] = mapped_column(default=dict)

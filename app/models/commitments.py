"""What agreements and citizen promises have in common: parties, period, documents, what follows."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Part, Resource, in_order


class Form(StrEnum):
    AGREEMENT = "agreement"
    CITIZEN_PROMISE = "citizenPromise"


class Level(StrEnum):
    MUNICIPALITY = "municipality"
    PLACE = "place"
    CITY_DISTRICT = "cityDistrict"
    COUNTY = "county"
    SEVERAL_MUNICIPALITIES = "severalMunicipalities"
    SEVERAL_COUNTIES = "severalCounties"
    OTHER = "other"


class Signing(StrEnum):
    UNSIGNED = "unsigned"
    PROPOSED = "proposed"
    SIGNED = "signed"


class PartyRole(StrEnum):
    CONTRACTING = "contracting"
    PARTICIPATING = "participating"
    COMMISSIONING = "commissioning"
    COMMISSIONED = "commissioned"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    AMBIGUOUS_YEAR = "ambiguousYear"
    CORRECTED = "corrected"


class EndType(StrEnum):
    FIXED = "fixed"
    FIXED_WITH_OPTION = "fixedWithOption"
    PROLONGED = "prolonged"
    LENGTH_ONLY = "lengthOnly"
    UNTIL_FURTHER_NOTICE = "untilFurtherNotice"
    UNTIL_REPLACED = "untilReplaced"
    NOT_STATED = "notStated"
    NOT_APPLICABLE = "notApplicable"


class StartBasis(StrEnum):
    """Where the first day comes from when the period itself does not state one."""

    STATED = "stated"
    SIGNING = "signing"
    PUBLICATION = "publication"


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


class Commitment(Resource):
    """The shared table; an agreement and a citizen promise are its two forms."""

    __tablename__ = "commitments"
    __table_args__ = (in_order("starts_on", "ends_on"),)
    WORDING = ("title", "registry_numbers", "geographic_scope", "purposes", "summary")

    form: Mapped[Form] = mapped_column(index=True)
    title: Mapped[str]
    title_is_constructed: Mapped[bool] = mapped_column(default=False)
    level: Mapped[Level]
    geographic_scope: Mapped[str | None]
    registry_numbers: Mapped[list[str]] = mapped_column(default=list)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    summary: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    registered_afterwards: Mapped[bool] = mapped_column(default=False)
    signing: Mapped[Signing] = mapped_column(default=Signing.UNSIGNED, index=True)
    signed_on: Mapped[date | None]
    signed_on_precision: Mapped[Precision | None]
    published_on: Mapped[date | None]
    published_on_precision: Mapped[Precision | None]
    period_as_stated: Mapped[str | None]
    starts_on: Mapped[date | None]
    starts_on_precision: Mapped[Precision | None]
    ends_on: Mapped[date | None]
    ends_on_precision: Mapped[Precision | None]
    end_type: Mapped[EndType] = mapped_column(default=EndType.NOT_STATED)
    length_months: Mapped[int | None]
    prolongs_automatically: Mapped[bool] = mapped_column(default=False)
    prolongation_months: Mapped[int | None]
    prolongation_as_stated: Mapped[str | None]
    termination_as_stated: Mapped[str | None]
    replaced_on_unknown_day: Mapped[bool] = mapped_column(default=False)
    # Follow from the columns above; kept so that the database can compare days.
    first_day: Mapped[date | None] = mapped_column(index=True)
    first_day_basis: Mapped[StartBasis | None]
    last_day: Mapped[date | None] = mapped_column(index=True)
    provenance: Mapped[dict[str, Any] | None]
    data_quality_notes: Mapped[list[str]] = mapped_column(default=list)

    municipality_links: Mapped[list[CommitmentMunicipality]] = relationship(
        order_by=CommitmentMunicipality.municipality_code,
        cascade="all, delete-orphan",
        lazy="raise",
    )
    municipality_codes: AssociationProxy[list[str]] = association_proxy(
        "municipality_links",
        "municipality_code",
        creator=lambda code: CommitmentMunicipality(municipality_code=code),
    )
    county_links: Mapped[list[CommitmentCounty]] = relationship(
        order_by=CommitmentCounty.county_code, cascade="all, delete-orphan", lazy="raise"
    )
    stated_county_codes: AssociationProxy[list[str]] = association_proxy(
        "county_links",
        "county_code",
        creator=lambda code: CommitmentCounty(county_code=code),
    )
    parties: Mapped[list[Party]] = relationship(
        order_by=Party.position, cascade="all, delete-orphan", lazy="raise"
    )
    signatures: Mapped[list[Signature]] = relationship(
        order_by=Signature.position, cascade="all, delete-orphan", lazy="raise"
    )
    follow_up_rules: Mapped[list[FollowUpRule]] = relationship(
        order_by=FollowUpRule.position, cascade="all, delete-orphan", lazy="raise"
    )
    documents: Mapped[list[CommitmentDocument]] = relationship(
        order_by=CommitmentDocument.position, cascade="all, delete-orphan", lazy="raise"
    )
    replaces: Mapped[list[Replacement]] = relationship(
        foreign_keys=Replacement.commitment_id,
        order_by=Replacement.position,
        cascade="all, delete-orphan",
        lazy="raise",
    )
    replaced_by: Mapped[list[Replacement]] = relationship(
        foreign_keys=Replacement.replaced_id,
        order_by=Replacement.id,
        viewonly=True,
        lazy="raise",
    )
    prolongations: Mapped[list[Prolongation]] = relationship(
        order_by=Prolongation.position, cascade="all, delete-orphan", lazy="raise"
    )
    terminations: Mapped[list[Termination]] = relationship(
        order_by=Termination.position, cascade="all, delete-orphan", lazy="raise"
    )
    amendments: Mapped[list[Amendment]] = relationship(
        order_by=Amendment.revision, cascade="all, delete-orphan", lazy="raise"
    )
    corrections: Mapped[list[Correction]] = relationship(
        order_by=Correction.position, cascade="all, delete-orphan", lazy="raise"
    )
    areas: Mapped[list["PrioritisedArea"]] = relationship(  # type: ignore[name-defined]  # noqa: F821
        order_by="PrioritisedArea.position", viewonly=True, lazy="raise"
    )

    __mapper_args__ = {
        "eager_defaults": True,
        "polymorphic_on": "form",
        "version_id_col": Resource.version,
    }

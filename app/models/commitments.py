"""What agreements and citizen promises have in common: parties, period, documents, what follows."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Resource, in_order
from app.models.commitment_parts import (
    Amendment,
    CommitmentCounty,
    CommitmentDocument,
    CommitmentMunicipality,
    Correction,
    FollowUpRule,
    Party,
    Prolongation,
    Replacement,
    Signature,
    Termination,
)


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


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    AMBIGUOUS_YEAR = "ambiguousYear"
    CORRECTED = "corrected"


# Of a day that is only known to be in a month or a year, the order to other days is not known.
EXACT = (None, Precision.DAY, Precision.CORRECTED)


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


class Commitment(Resource):
    """The shared table; an agreement and a citizen promise are its two forms."""

    __tablename__ = "commitments"
    __table_args__ = (in_order("starts_on", "ends_on"),)
    WORDING = ("title", "registry_numbers", "geographic_scope", "purposes", "summary")

    form: Mapped[Form] = mapped_column(index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("actors.id"), index=True)
    title: Mapped[str]
    title_is_constructed: Mapped[bool] = mapped_column(default=False)
    level: Mapped[Level]
    geographic_scope: Mapped[str | None]
    registry_numbers: Mapped[list[str]] = mapped_column(default=list)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    summary: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    registered_afterwards: Mapped[bool] = mapped_column(default=False)
    shared_with_county: Mapped[bool] = mapped_column(default=False)
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

"""Agreements: how the parties work together (part one) and on what (part two)."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Part
from app.models.commitments import Commitment, Form
from app.models.forums import Forum


class AgreementKind(StrEnum):
    REGIONAL = "regional"
    LOCAL = "local"
    FRAMEWORK = "framework"
    SUB_AGREEMENT = "subAgreement"
    CITIZEN_PROMISE_FRAMEWORK = "citizenPromiseFramework"
    LETTER_OF_INTENT = "letterOfIntent"
    ACTION_AGREEMENT = "actionAgreement"
    OTHER = "other"


class ForumRhythm(Part):
    """How often a forum is to meet, as this agreement set it."""

    __tablename__ = "forum_rhythms"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    forum_id: Mapped[UUID | None] = mapped_column(ForeignKey("forums.id"), index=True)
    name_as_stated: Mapped[str]
    role: Mapped[str | None]
    times_per_year: Mapped[int | None]
    as_stated: Mapped[str | None]

    forum: Mapped[Forum | None] = relationship(viewonly=True, lazy="raise")


class LegalBasis(Part):
    """A law, ordinance, strategy or guideline that the agreement rests on."""

    __tablename__ = "legal_bases"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    text: Mapped[str]
    registry_number: Mapped[str | None]


class Agreement(Commitment):
    __mapper_args__ = {"polymorphic_identity": Form.AGREEMENT}

    kind: Mapped[AgreementKind | None] = mapped_column(index=True)
    kind_as_stated: Mapped[str | None]
    has_part_one: Mapped[bool | None]
    has_part_two: Mapped[bool | None]
    goals: Mapped[list[dict[str, Any]] | None]
    roles: Mapped[list[dict[str, Any]] | None]
    resources: Mapped[str | None]
    communication: Mapped[str | None]
    documentation: Mapped[str | None]
    situation_picture_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("situation_pictures.id"), index=True
    )

    rhythms: Mapped[list[ForumRhythm]] = relationship(
        order_by=ForumRhythm.position, cascade="all, delete-orphan", lazy="raise"
    )
    legal_bases: Mapped[list[LegalBasis]] = relationship(
        order_by=LegalBasis.position, cascade="all, delete-orphan", lazy="raise"
    )

"""Principals: the systems and people who may call, at which organisation and in which roles."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Part, Resource


class Role(StrEnum):
    READER = "reader"
    EDITOR = "editor"
    SIGNATORY = "signatory"
    ORGANISATION_ADMINISTRATOR = "organisationAdministrator"
    COORDINATOR = "coordinator"
    APPROVER = "approver"
    RECEIVER = "receiver"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "systemAdministrator"
    ARCHIVIST = "archivist"


class PrincipalKind(StrEnum):
    CLIENT = "client"
    PERSON = "person"


# The issuer of tokens that this service makes itself, whatever address it is reached by.
EMBEDDED = "embedded"


class Grant(Base):
    """A role that the principal has at its organisation."""

    __tablename__ = "grants"

    principal_id: Mapped[UUID] = mapped_column(ForeignKey("principals.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class ClientSecret(Part):
    """Only the digest of a secret is kept; `hint` is its first characters, to tell two apart."""

    __tablename__ = "client_secrets"

    principal_id: Mapped[UUID] = mapped_column(ForeignKey("principals.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    hint: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class Principal(Resource):
    """Known by what its issuer calls it; ended, it has access to nothing from that moment."""

    __tablename__ = "principals"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    WORDING = ("title", "subject")

    title: Mapped[str]
    kind: Mapped[PrincipalKind]
    issuer: Mapped[str]
    subject: Mapped[str]
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    key_set: Mapped[dict[str, Any] | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")
    grants: Mapped[list[Grant]] = relationship(
        order_by=Grant.role, cascade="all, delete-orphan", lazy="raise"
    )
    roles: AssociationProxy[list[Role]] = association_proxy(
        "grants", "role", creator=lambda role: Grant(role=role)
    )
    secrets: Mapped[list[ClientSecret]] = relationship(
        order_by=ClientSecret.position, cascade="all, delete-orphan", lazy="raise"
    )


class UsedAssertion(Base):
    """A client's assertion is good once; kept until it would have expired anyway."""

    __tablename__ = "used_assertions"

    client: Mapped[str] = mapped_column(primary_key=True)
    token_id: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class MinuteCount(Base):
    """How often somebody has asked for something in a minute, counted by all processes together."""

    __tablename__ = "minute_counts"

    asker: Mapped[str] = mapped_column(primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)

"""The audit chain: what was done, refused and fetched, by whom, each entry sealed to the last."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class EventKind(StrEnum):
    CHANGE = "change"
    DENIAL = "denial"
    FAILED_TOKEN = "failedToken"  # noqa: S105 - names an event
    THROTTLED = "throttled"
    DOWNLOAD = "download"
    EXPORT = "export"
    DISPOSAL = "disposal"
    ISSUED = "issued"


class AuditPayload(Base):
    """What people wrote, apart from the chain so that it can be disposed of; never changed.

    The salt keeps the digest that stays behind from being guessed back to a short text.
    """

    __tablename__ = "audit_payloads"

    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("audit_entries.seq"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str]
    reason: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]


class AuditEntry(Base):
    """One event; numbered without gaps in the order of the commits. Who it was is copied here,

    without foreign keys: the chain stands by itself, whatever becomes of the register.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "record_id", "seq"),
        Index(None, "principal_id", "seq"),
        Index(None, "organisation_id", "seq"),
        Index(None, "event", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[EventKind]
    operation: Mapped[str]
    record_kind: Mapped[str | None]
    record_id: Mapped[UUID | None]
    record_version: Mapped[int | None]
    principal_id: Mapped[UUID | None]
    principal_title: Mapped[str]
    organisation_id: Mapped[UUID | None]
    roles: Mapped[list[str]]
    token_id: Mapped[str | None]
    trace_id: Mapped[str | None]
    result: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    payload_digest: Mapped[str | None]
    previous_digest: Mapped[str]
    digest: Mapped[str]

    payload: Mapped[AuditPayload | None] = relationship(viewonly=True, lazy="raise")


class AuditHead(Base):
    """The one row whose lock puts the writers in order: where the chain ends."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str]
    at: Mapped[datetime]


class AuditDisposal(Base):
    """The ground on which an entry's payload was taken away: an entry of the chain itself."""

    __tablename__ = "audit_disposals"

    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("audit_entries.seq"), primary_key=True, autoincrement=False
    )
    disposed_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("audit_entries.seq"))

"""Mailings: the log of which digest went to which mailbox, and how that ended."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Resource


class MailingState(StrEnum):
    """Written before the server is spoken to: what is found as SENDING may have been sent."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    NOTHING_DUE = "nothingDue"


class Mailing(Resource):
    """One digest to one mailbox of one organisation; a week has it once, whoever starts again."""

    __tablename__ = "mailings"
    __table_args__ = (UniqueConstraint("week", "actor_id", "mailbox"),)
    WORDING = ("title", "mailbox")

    title: Mapped[str]
    week: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    mailbox: Mapped[str]
    state: Mapped[MailingState] = mapped_column(default=MailingState.QUEUED, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    item_count: Mapped[int] = mapped_column(default=0)
    overdue_count: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    reply_code: Mapped[int | None]
    reason: Mapped[str | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")

"""Deliveries: which report went where, and every attempt at it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Part, Resource
from app.models.jobs import Job

SUBJECTS = ("annual_report_id", "national_report_id")


class DeliveryState(StrEnum):
    """Written before anything is handed over: what is found as SENDING may have arrived."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


class AttemptOutcome(StrEnum):
    DELIVERED = "delivered"
    POSTPONED = "postponed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class DeliveryAttempt(Part):
    """One time at the door; a number is taken by one worker and by no other."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (UniqueConstraint("delivery_id", "number"),)

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id"))
    number: Mapped[int]
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[AttemptOutcome | None]
    reply_code: Mapped[int | None]
    reason: Mapped[str | None]


class Delivery(Resource):
    """One issue to one target; it has a round of its own each time that somebody asks for it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        *(UniqueConstraint(column, "target", "round") for column in SUBJECTS),
        CheckConstraint(
            " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in SUBJECTS)
            + " = 1",
            name="one_subject",
        ),
    )
    WORDING = ("title", "destination")

    title: Mapped[str]
    annual_report_id: Mapped[UUID | None] = mapped_column(ForeignKey("annual_reports.id"))
    national_report_id: Mapped[UUID | None] = mapped_column(ForeignKey("national_reports.id"))
    target: Mapped[str] = mapped_column(index=True)
    round: Mapped[int]
    redelivery_reason: Mapped[str | None]
    destination: Mapped[str]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.QUEUED, index=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id"))
    message_id: Mapped[str | None]
    delivered_at: Mapped[datetime | None]
    workbook_checksum: Mapped[str | None]
    data_checksum: Mapped[str | None]
    reason: Mapped[str | None]

    job: Mapped[Job] = relationship(viewonly=True, lazy="raise")
    attempts: Mapped[list[DeliveryAttempt]] = relationship(
        order_by=DeliveryAttempt.number, cascade="all, delete-orphan", lazy="raise"
    )

    @property
    def is_mailed(self) -> bool:
        """No address of a directory has the sign that every mailbox has."""
        return "@" in self.destination

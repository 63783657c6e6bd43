"""Disposals: decisions to take away what old entries of the audit chain say."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Resource
from app.models.jobs import Job


class Disposal(Resource):
    """State and count are not kept here: they follow from the job and from the chain itself.

    `record_kind` is the class by its collection's name; null is every class.
    """

    __tablename__ = "disposals"
    WORDING = ("decision_reference",)

    record_kind: Mapped[str | None]
    before_on: Mapped[date]
    decision_reference: Mapped[str]
    decided_on: Mapped[date]
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"))
    disposed_at: Mapped[datetime | None]

    job: Mapped[Job | None] = relationship(viewonly=True, lazy="raise")

"""Background work: jobs to be done once, and the schedules that create them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from app.clock import now
from app.models.base import Base


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """`lease_until` is the database's clock; (id, owner, attempt, running) fences a late result."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state", "priority", "run_after"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    priority: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(default=now)
    attempt: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int] = mapped_column(default=3)
    timeout_s: Mapped[int] = mapped_column(default=600)
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[int] = mapped_column(default=0)
    message: Mapped[str | None]
    error: Mapped[str | None]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    traceparent: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    @property
    def trace_id(self) -> str | None:
        """Of the request that ordered the job; the second part of its `traceparent`."""
        return self.traceparent.split("-")[1] if self.traceparent else None


class Schedule(Base):
    """When a kind of job is due next; a missed day fires once, however late."""

    __tablename__ = "schedules"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cron: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="Europe/Stockholm")
    next_due: Mapped[datetime | None]
    max_late_s: Mapped[int | None]

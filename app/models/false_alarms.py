"""Texts that looked like a personal identity number and were let through, with the reason."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from app.clock import now
from app.models.base import Base


class FalseAlarm(Base):
    __tablename__ = "false_alarms"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    resource_id: Mapped[UUID] = mapped_column(index=True)
    fields: Mapped[list[str]]
    reason: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

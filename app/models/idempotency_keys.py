"""What a caller was answered, kept under the key it gave so that a retry gets the same answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from app.models.base import Base


class IdempotencyKey(Base):
    """Claimed when the work begins; the answer is written in the same transaction as the work.

    Of several who found it abandoned only the one that `holder` names may write the answer.
    """

    __tablename__ = "idempotency_keys"

    caller: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    holder: Mapped[UUID]
    claimed_at: Mapped[datetime] = mapped_column(default=now, index=True)
    status: Mapped[int | None]
    location: Mapped[str | None]
    entity_tag: Mapped[str | None]
    body: Mapped[str | None]

"""Calendars: what is due as a feed at a private address, for programs that cannot sign in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Resource
from app.models.principals import Principal


class Calendar(Resource):
    """Shows what its principal may read when it is fetched; of the secret only a digest is kept.

    `hint` is the secret's first characters, to tell two addresses apart.
    """

    __tablename__ = "calendars"
    WORDING = ("title",)

    title: Mapped[str]
    principal_id: Mapped[UUID] = mapped_column(ForeignKey("principals.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    hint: Mapped[str]
    renewed_at: Mapped[datetime]
    renewed_reason: Mapped[str | None]

    principal: Mapped[Principal] = relationship(viewonly=True, lazy="raise")

"""Reports to kommunfullmäktige, as the law, 13 §, asks of the leading body."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Resource
from app.models.forums import Forum


class CouncilReport(Resource):
    __tablename__ = "council_reports"
    WORDING = ("reported_on", "summary", "registry_number")

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), index=True)
    reported_on: Mapped[date] = mapped_column(index=True)
    reporting_body: Mapped[str | None]
    forum_id: Mapped[UUID | None] = mapped_column(ForeignKey("forums.id"), index=True)
    summary: Mapped[str | None]
    registry_number: Mapped[str | None]
    document_url: Mapped[str | None]

    forum: Mapped[Forum | None] = relationship(viewonly=True, lazy="raise")

"""Operating plans: a county's plan for a year, decided by its steering group."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activities import Activity
from app.models.base import Resource
from app.models.forums import Forum


class OperatingPlan(Resource):
    __tablename__ = "operating_plans"
    __table_args__ = (UniqueConstraint("county_code", "year"),)
    WORDING = ("title", "registry_number")

    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"))
    year: Mapped[int]
    title: Mapped[str]
    decided_on: Mapped[date | None]
    decided_by_forum_id: Mapped[UUID | None] = mapped_column(ForeignKey("forums.id"), index=True)
    document_url: Mapped[str | None]
    registry_number: Mapped[str | None]

    decided_by_forum: Mapped[Forum | None] = relationship(viewonly=True, lazy="raise")
    activities: Mapped[list[Activity]] = relationship(
        order_by=Activity.starts_on, viewonly=True, lazy="raise"
    )

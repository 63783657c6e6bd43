"""Annual reports to Brå: one county and year, its compiled figures and its workbook."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Resource
from app.models.jobs import Job


class AnnualReport(Resource):
    """Its state is not kept here: it follows from the job and from whether it was compiled."""

    __tablename__ = "annual_reports"
    __table_args__ = (Index(None, "county_code", "year"),)
    WORDING = ("title",)

    title: Mapped[str]
    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"))
    year: Mapped[int]
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"))
    as_of: Mapped[date]
    known_at: Mapped[datetime | None]
    compiled_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    checksum: Mapped[str | None]

    job: Mapped[Job | None] = relationship(viewonly=True, lazy="raise")


class AnnualReportFile(Base):
    """The bytes apart from the row: backed up with the rest, never read by a list."""

    __tablename__ = "annual_report_files"

    annual_report_id: Mapped[UUID] = mapped_column(
        ForeignKey("annual_reports.id"), primary_key=True
    )
    workbook: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[dict[str, Any]]

"""National reports for Brå: what the counties have submitted for a year, put together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from app.models.base import Part, Resource
from app.models.jobs import Job
from app.models.kept_snapshots import KeptFile, KeptSheet


class NationalReportPart(Part):
    """A county's issue that the report rests on."""

    __tablename__ = "national_report_parts"
    __table_args__ = (UniqueConstraint("national_report_id", "county_code"),)

    national_report_id: Mapped[UUID] = mapped_column(ForeignKey("national_reports.id"))
    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"))
    annual_report_id: Mapped[UUID] = mapped_column(ForeignKey("annual_reports.id"))
    issue: Mapped[int]
    checksum: Mapped[str]


class NationalReport(Resource):
    """Made once: a county that submits later is in the next of the year."""

    __tablename__ = "national_reports"
    __table_args__ = (UniqueConstraint("year", "number"),)
    WORDING = ("title",)

    title: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"))
    known_at: Mapped[datetime | None]
    compiled_at: Mapped[datetime | None]

    job: Mapped[Job | None] = relationship(viewonly=True, lazy="raise")
    file: Mapped["NationalReportFile | None"] = relationship(viewonly=True, lazy="raise")
    parts: Mapped[list[NationalReportPart]] = relationship(
        order_by=NationalReportPart.county_code, cascade="all, delete-orphan", lazy="raise"
    )


class NationalReportFile(KeptFile):
    """The database refuses any change of it."""

    __tablename__ = "national_report_files"

    national_report_id: Mapped[UUID] = mapped_column(
        ForeignKey("national_reports.id"), primary_key=True
    )
    owner_id = synonym("national_report_id")


class NationalReportSheet(KeptSheet):
    __tablename__ = "national_report_sheets"

    national_report_id: Mapped[UUID] = mapped_column(
        ForeignKey("national_reports.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    owner_id = synonym("national_report_id")

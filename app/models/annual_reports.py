"""Annual reports to Brå: an issue for a county and year, what was read for it, its workbook."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from app.models.base import Part, Resource
from app.models.jobs import Job
from app.models.kept_snapshots import KeptFile, KeptSheet


class AnnualReportAnswer(Part):
    """The coordinator's own words on a question of the form."""

    __tablename__ = "annual_report_answers"
    __table_args__ = (UniqueConstraint("annual_report_id", "question"),)

    annual_report_id: Mapped[UUID] = mapped_column(ForeignKey("annual_reports.id"))
    question: Mapped[str]
    text: Mapped[str]


class AnnualReport(Resource):
    """Its state is not kept here: it follows from the job and from what has happened, and when."""

    __tablename__ = "annual_reports"
    __table_args__ = (UniqueConstraint("county_code", "year", "issue"),)
    WORDING = ("title",)
    BARRED = ("requested_by_id", "compiled_for_id", "narrated_by_id")

    title: Mapped[str]
    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"))
    year: Mapped[int]
    issue: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("annual_reports.id"), index=True)
    reissue_reason: Mapped[str | None]
    by_schedule: Mapped[bool] = mapped_column(default=False)
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"))
    as_of: Mapped[date]
    known_at: Mapped[datetime | None]
    compiled_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    return_comment: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    approved_as: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    # For the rule of two persons: BARRED may not approve.
    requested_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("principals.id"))
    compiled_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("principals.id"))
    narrated_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("principals.id"))
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("principals.id"))

    job: Mapped[Job | None] = relationship(viewonly=True, lazy="raise")
    replaces: Mapped["AnnualReport | None"] = relationship(
        remote_side="AnnualReport.id", viewonly=True, lazy="raise"
    )
    file: Mapped["AnnualReportFile | None"] = relationship(viewonly=True, lazy="raise")
    narrative: Mapped[list[AnnualReportAnswer]] = relationship(
        order_by=AnnualReportAnswer.question, cascade="all, delete-orphan", lazy="raise"
    )


class AnnualReportFile(KeptFile):
    """The database refuses any change of it once the report has been submitted."""

    __tablename__ = "annual_report_files"

    annual_report_id: Mapped[UUID] = mapped_column(
        ForeignKey("annual_reports.id"), primary_key=True
    )
    owner_id = synonym("annual_report_id")


class AnnualReportSheet(KeptSheet):
    __tablename__ = "annual_report_sheets"

    annual_report_id: Mapped[UUID] = mapped_column(
        ForeignKey("annual_reports.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    owner_id = synonym("annual_report_id")

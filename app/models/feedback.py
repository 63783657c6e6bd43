"""Feedback to a municipality: its own answers of a year beside the county's and the country's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class MunicipalityFeedback(Base):
    """Made of reports that are kept, and made anew when there is a later one."""

    __tablename__ = "municipality_feedback"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    annual_report_id: Mapped[UUID] = mapped_column(ForeignKey("annual_reports.id"))
    national_report_id: Mapped[UUID | None] = mapped_column(ForeignKey("national_reports.id"))
    compiled_at: Mapped[datetime]
    data: Mapped[dict[str, Any]]
    workbook: Mapped[bytes] = mapped_column(LargeBinary)

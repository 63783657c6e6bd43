"""Shapes of reports to the municipal council."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, partial
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    Line,
    MunicipalityCode,
    Paragraph,
    RegistryNumber,
    Url,
    YearAsked,
)


class CouncilReportFields(Referable):
    municipality_code: MunicipalityCode = Field(
        description="Kommunen (SCB:s kommunkod).", examples=["0481"]
    )
    reported_on: Day = Field(
        description="Dagen då rapporten lämnades till kommunfullmäktige (ÅÅÅÅ-MM-DD).",
        examples=["2024-06-12"],
    )
    reporting_body: Line | None = Field(
        default=None,
        description="Organet som leder arbetet och rapporterar (13 §).",
        examples=["Kommunstyrelsen"],
    )
    forum_id: Id | None = Field(default=None, description="Forumet som rapporten kommer från.")
    summary: Paragraph | None = Field(default=None, description="Rapporten i korthet.")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Diarienummer som kommunen skriver det."
    )
    document_url: Url | None = Field(default=None, description="Adress till dokumentet.")


class CouncilReportCreate(CouncilReportFields, Body):
    """En ny rapport till kommunfullmäktige."""


@partial
class CouncilReportUpdate(CouncilReportFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class CouncilReportRead(CouncilReportFields, RecordRead):
    """En rapport till kommunfullmäktige."""

    forum_name: Annotated[str | None, Of("forum.name")] = Field(description="Forumets namn.")


class CouncilReportFilters(RecordFilters):
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    municipality_code: MunicipalityCode | None = Field(default=None, description="Kommunkod.")
    year: YearAsked | None = Field(default=None, description="Året då rapporten lämnades.")

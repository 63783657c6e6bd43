"""Shapes of reports to the municipal council."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    RegistryNumber,
    Url,
    YearAsked,
)


class CouncilReportFields(Referable):
    municipality_code: MunicipalityCode = Field(
        description="Kommunen (SCB:s kommunkod, fyra siffror).", examples=["0481"]
    )
    reported_on: Day = Field(
        description="Dagen då rapporten lämnades till kommunfullmäktige (ÅÅÅÅ-MM-DD).",
        examples=["2024-06-12"],
    )
    reporting_body: Line | None = Field(
        default=None,
        description="Organet som leder arbetet och rapporterar (lag 2023:196, 13 §); null = okänt.",
        examples=["Kommunstyrelsen"],
    )
    forum_id: Id | None = Field(
        default=None,
        description="Forumet som rapporten kommer från (id); null = inget eller okänt.",
    )
    summary: Paragraph | None = Field(
        default=None,
        description="Rapporten i korthet.",
        examples=["Åtgärdsplanen följs. Samordnaren är på plats och orsaksanalysen är klar."],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Diarienummer som kommunen skriver det; null = okänt.",
        examples=["KS 2024/118"],
    )
    document_url: Url | None = Field(
        default=None,
        description="Dokumentets webbadress (http eller https); null = ingen känd.",
        examples=["https://www.oxelosund.example.se/rapport-2024.pdf"],
    )


class CouncilReportCreate(CouncilReportFields, Body):
    """En ny rapport till kommunfullmäktige."""


@partial
class CouncilReportUpdate(CouncilReportFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class CouncilReportRead(CouncilReportFields, RecordRead):
    """En rapport till kommunfullmäktige."""

    forum_name: Annotated[Name | None, Of("forum.name")] = Field(
        description="Forumets namn; null när forumId är null eller posten inte får läsas."
    )


class CouncilReportFilters(RecordFilters):
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod (SCB), fyra siffror."
    )
    year: YearAsked | None = Field(default=None, description="Året då rapporten lämnades (ÅÅÅÅ).")

"""Shapes of national reports."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.annual_reports import Issue, SheetData
from app.schemas.base import Shape
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Linked, Outgoing
from app.schemas.values import At, Checksum, CountyCode, Line, Name, Percent, Text, Year, YearAsked

NationalReportState = Literal["requested", "compiling", "compiled", "failed"]
STATE = (
    "requested = beställd, compiling = sammanställs, compiled = klar, failed = misslyckades eller "
    "avbruten, se error; beställ då en ny."
)
YEAR = "Året som redovisas (ÅÅÅÅ)."
NUMBER = "Nummer bland årets nationella redovisningar, räknat från 1."
CHECKSUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class NationalReportCreate(Body):
    """Beställning av årets nationella redovisning."""

    year: Year = Field(description=YEAR, examples=[2024])


class NationalReportPart(Shape):
    """En inlämnad utgåva som redovisningen vilar på."""

    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    annual_report_id: UUID = Field(
        description="Länets redovisning (id).",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    checksum: Checksum = Field(description="Utgåvans kontrollsumma.", examples=[CHECKSUM])


class NationalReportRead(Outgoing):
    """En nationell redovisning av vad länen har lämnat in för ett år, med läge och framsteg."""

    title: Name = Field(description="Rubriken.", examples=["Nationell redovisning 2024"])
    year: Year = Field(description=YEAR, examples=[2024])
    number: Issue = Field(description=NUMBER, examples=[1])
    state: NationalReportState = Field(description=f"Läget: {STATE}", examples=["compiled"])
    known_at: At | None = Field(
        description="När länens inlämnade redovisningar lästes (UTC); null = inte än.",
        examples=["2025-03-03T08:30:00.000Z"],
    )
    compiled_at: At | None = Field(
        description="När sammanställningen blev klar (UTC); null = inte än.",
        examples=["2025-03-03T08:30:09.000Z"],
    )
    parts: list[NationalReportPart] = Field(
        max_length=100, description="Utgåvorna som den vilar på, län för län; tom = inte klar."
    )
    checksum: Annotated[Checksum | None, Of("file.checksum")] = Field(
        description="SHA-256 av det som redovisningen visar (data); null = inte klar.",
        examples=[CHECKSUM],
    )
    job_id: UUID | None = Field(
        description="Bakgrundsjobbet som sammanställer (id); null = inget jobb.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    progress: Annotated[Percent | None, Of("job.progress")] = Field(
        description="Hur långt jobbet har kommit, procent 0-100; null = inget jobb.",
        examples=[100],
    )
    message: Annotated[Text | None, Of("job.message")] = Field(
        description="Vad som görs just nu, till exempel bladets namn; null = inget."
    )
    error: Annotated[Text | None, Of("job.error")] = Field(
        description="Varför jobbet misslyckades, i ord; null = inget fel."
    )


class NationalReportFilters(Filters):
    year: YearAsked | None = Field(default=None, description=YEAR)
    state: NationalReportState | None = Field(default=None, description=f"Läget: {STATE}")


class CountyIncluded(Shape):
    """Ett län som har lämnat in."""

    code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    name: Name = Field(description="Länets namn.", examples=["Södermanlands län"])
    report_id: UUID = Field(
        description="Länets redovisning (id).",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    checksum: Checksum = Field(description="Utgåvans kontrollsumma.", examples=[CHECKSUM])
    form: Line = Field(description="Formulärets version.", examples=["1"])
    submitted_at: At = Field(
        description="När utgåvan lämnades in (UTC).", examples=["2025-02-20T09:00:00.000Z"]
    )


class CountyMissing(Shape):
    """Ett län som inte har lämnat in."""

    code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["09"])
    name: Name = Field(description="Länets namn.", examples=["Gotlands län"])


class NationalReportData(Linked):
    """Allt som den nationella arbetsboken visar.

    Kontrollsumman är SHA-256 av detta utan _links, med nycklarna i bokstavsordning och utan
    mellanrum, i UTF-8.
    """

    form: Line = Field(description="Den nationella arbetsbokens version.", examples=["1"])
    title: Name = Field(description="Rubriken.", examples=["Nationell redovisning 2024"])
    year: Year = Field(description=YEAR, examples=[2024])
    number: Issue = Field(description=NUMBER, examples=[1])
    period_from: date = Field(description="Periodens första dag.", examples=["2024-01-01"])
    period_to: date = Field(description="Periodens sista dag.", examples=["2024-12-31"])
    due_on: date | None = Field(
        description="Dagen då länens redovisning skulle vara inlämnad; null = ingen dag är satt.",
        examples=["2025-03-01"],
    )
    known_at: At = Field(
        description="När länens inlämnade redovisningar lästes (UTC).",
        examples=["2025-03-03T08:30:00.000Z"],
    )
    compiled_at: At = Field(
        description="När sammanställningen blev klar (UTC).",
        examples=["2025-03-03T08:30:09.000Z"],
    )
    counties: list[CountyIncluded] = Field(max_length=100, description="Länen som ingår.")
    missing: list[CountyMissing] = Field(max_length=100, description="Länen som saknas.")
    sheets: list[SheetData] = Field(max_length=255, description="Bladen i ordning.")

"""Shapes of annual reports."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Reckoned, Shape
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Linked, Outgoing
from app.schemas.values import (
    At,
    Checksum,
    CountyCode,
    Line,
    Name,
    Number,
    Percent,
    Text,
    Whole,
    Year,
    YearAsked,
)

ReportState = Literal["requested", "compiling", "compiled", "failed"]
STATE = (
    "requested = beställd, compiling = sammanställs, compiled = klar, failed = misslyckades, se "
    "error."
)
# What a cell of a workbook holds.
CellText = Annotated[str, Field(max_length=32_767)]
Row = Annotated[list[CellText | Whole | Number | None], Field(max_length=1_000)]


class AnnualReportCreate(Body):
    """Beställning av ett läns redovisning för ett år."""

    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    year: Year = Field(
        description="Året som redovisas (ÅÅÅÅ), tidigast 2017 och senast i år.", examples=[2024]
    )


class AnnualReportRead(Outgoing):
    """En årlig redovisning till Brå, med läge och framsteg."""

    title: Name = Field(
        description="Rubrik: året och länets namn.",
        examples=["Redovisning till Brå 2024, Södermanlands län"],
    )
    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    year: Year = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    state: ReportState = Field(description=STATE, examples=["compiled"])
    as_of: date = Field(
        description="Dagen som uppgifterna avser (ÅÅÅÅ-MM-DD): årets sista dag.",
        examples=["2024-12-31"],
    )
    known_at: At | None = Field(
        description="När uppgifterna lästes ur registret (UTC); null = inte än.",
        examples=["2025-01-15T08:30:00.000Z"],
    )
    compiled_at: At | None = Field(
        description="När arbetsboken blev klar (UTC); null = inte än.",
        examples=["2025-01-15T08:30:04.000Z"],
    )
    checksum: Checksum | None = Field(
        description="SHA-256 av siffrorna som JSON, 64 hexadecimala tecken; null = inte klar.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    job_id: UUID | None = Field(
        description="Bakgrundsjobbet som sammanställer (id); null = inget jobb.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    progress: Annotated[Percent | None, Of("job.progress")] = Field(
        description="Hur långt sammanställningen kommit, procent 0-100; null = inget jobb.",
        examples=[100],
    )
    message: Annotated[Text | None, Of("job.message")] = Field(
        description="Vad som görs just nu, till exempel bladets namn; null = inget."
    )
    error: Annotated[Text | None, Of("job.error")] = Field(
        description="Varför sammanställningen misslyckades, i ord; null = inget fel."
    )


class SheetData(Shape):
    """Ett blad."""

    name: Name = Field(description="Bladets namn.", examples=["Kommuner"])
    columns: list[Line] = Field(
        max_length=1_000,
        description="Kolumnernas rubriker, från vänster.",
        examples=[["Kommun", "Kod", "Svar"]],
    )
    rows: list[Row] = Field(
        max_length=1_048_576,
        description="Raderna, med ett värde per kolumn; null = uppgift saknas.",
        examples=[[["Oxelösund", "0481", "✓ uppfyllt"], ["Trosa", "0488", "? uppgift saknas"]]],
    )


class AnnualReportData(Linked):
    """Redovisningens siffror: samma som i arbetsboken."""

    form: Line = Field(description="Formulärets version.", examples=["1"])
    county: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    year: Year = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    as_of: date = Field(
        description="Dagen som uppgifterna avser (ÅÅÅÅ-MM-DD): årets sista dag.",
        examples=["2024-12-31"],
    )
    known_at: At = Field(
        description="När uppgifterna lästes ur registret (UTC).",
        examples=["2025-01-15T08:30:00.000Z"],
    )
    sheets: list[SheetData] = Field(max_length=255, description="Bladen i ordning.")


class AnnualReportFilters(Filters):
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    year: YearAsked | None = Field(default=None, description="Året som redovisas (ÅÅÅÅ).")
    state: ReportState | None = Field(default=None, description=f"Läget: {STATE}")


class WorkbookChecksum(Reckoned):
    """Filens kontrollsumma."""

    algorithm: Literal["sha256"] = Field(description="Algoritmen.", examples=["sha256"])
    value: Checksum = Field(
        description="Summan, 64 hexadecimala tecken.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class Workbook(Reckoned):
    """Arbetsboken som fil: namn, storlek och kontrollsumma."""

    file_name: Text = Field(
        description="Filens namn när den hämtas.", examples=["bra-redovisning-04-2024.xlsx"]
    )
    size: Whole = Field(description="Storlek i byte.", examples=[48_213])
    checksum: WorkbookChecksum = Field(description="Kontrollsumman av filens byte.")


class WorkbookRead(Workbook, Linked):
    """Arbetsboken som fil, med länk till den."""

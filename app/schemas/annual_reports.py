"""Shapes of annual reports."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Body, Filters, Outgoing, Shape
from app.schemas.values import At, CountyCode, Year

ReportState = Literal["requested", "compiling", "compiled", "failed"]


class AnnualReportCreate(Body):
    """Beställning av ett läns redovisning för ett år."""

    county_code: CountyCode = Field(description="Länskod (SCB).", examples=["04"])
    year: Year = Field(description="Året som redovisas.", examples=[2024])


class AnnualReportRead(Outgoing):
    """En årlig redovisning till Brå, med läge och framsteg."""

    title: str = Field(description="Rubrik.")
    county_code: str = Field(description="Länskod (SCB).")
    year: int = Field(description="Året som redovisas.")
    state: ReportState = Field(
        description="requested (beställd), compiling (sammanställs), compiled (klar), failed."
    )
    as_of: date = Field(description="Dagen som uppgifterna avser: årets sista dag.")
    known_at: At | None = Field(description="Tidpunkten då uppgifterna lästes (UTC).")
    compiled_at: At | None = Field(description="När arbetsboken blev klar (UTC).")
    checksum: str | None = Field(description="SHA-256 av siffrorna, som hexadecimal text.")
    job_id: UUID | None = Field(description="Jobbet som sammanställer.")
    progress: Annotated[int | None, Of("job.progress")] = Field(
        description="Hur långt sammanställningen kommit (procent)."
    )
    message: Annotated[str | None, Of("job.message")] = Field(description="Vad som görs just nu.")
    error: Annotated[str | None, Of("job.error")] = Field(
        description="Varför sammanställningen misslyckades."
    )


class SheetData(Shape):
    """Ett blad."""

    name: str = Field(description="Bladets namn.")
    columns: list[str] = Field(description="Kolumnernas rubriker.")
    rows: list[list[str | int | float | None]] = Field(
        description="Raderna, med ett värde per kolumn; null = uppgift saknas."
    )


class AnnualReportData(Shape):
    """Redovisningens siffror: samma som i arbetsboken."""

    form: str = Field(description="Formulärets version.")
    county: str = Field(description="Länskod (SCB).")
    year: int = Field(description="Året.")
    as_of: date = Field(description="Dagen som uppgifterna avser.")
    known_at: At = Field(description="Tidpunkten då uppgifterna lästes.")
    sheets: list[SheetData] = Field(description="Bladen i ordning.")


class AnnualReportFilters(Filters):
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    year: int | None = Field(default=None, ge=1900, le=2200, description="Året.")
    state: ReportState | None = Field(default=None, description="Läget.")

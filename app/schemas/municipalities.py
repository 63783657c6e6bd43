"""Shapes of municipalities."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.base import CodeListing, RecordStatus, Shape


class MunicipalityRead(Shape):
    """En kommun; en upplöst kommun står kvar med sin sista dag."""

    code: str = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0481"])
    name: str = Field(description="Kommunens namn.", examples=["Oxelösund"])
    county_code: str = Field(description="Länskod (SCB).", examples=["04"])
    county_name: Annotated[str, Of("county.name")] = Field(
        description="Länets namn.", examples=["Södermanlands län"]
    )
    valid_from: date | None = Field(description="Första dagen, om den är känd.")
    valid_to: date | None = Field(description="Sista dagen; null för den som finns kvar.")
    status: RecordStatus = Field(
        description="Läget den dag som frågan gäller (asOf): upcoming, valid eller ended."
    )


class MunicipalityFilters(CodeListing):
    status: RecordStatus | None = Field(
        default=None, description="Läget den dag som frågan gäller."
    )

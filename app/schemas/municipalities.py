"""Shapes of municipalities."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.base import RecordStatus
from app.schemas.filters import CodeListing
from app.schemas.pages import Linked
from app.schemas.values import CountyCode, MunicipalityCode, Name

STATUS = (
    "Läget den dag som frågan gäller (asOf): upcoming = har inte börjat, valid = finns, "
    "ended = har upphört."
)


class MunicipalityRead(Linked):
    """En kommun; en upplöst kommun står kvar med sin sista dag."""

    code: MunicipalityCode = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0481"])
    name: Name = Field(description="Kommunens namn.", examples=["Oxelösund"])
    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    county_name: Annotated[Name, Of("county.name")] = Field(
        description="Länets namn.", examples=["Södermanlands län"]
    )
    valid_from: date | None = Field(
        description="Kommunens första dag (ÅÅÅÅ-MM-DD); null = okänd.", examples=["1974-01-01"]
    )
    valid_to: date | None = Field(
        description="Kommunens sista dag (ÅÅÅÅ-MM-DD); null för den som finns kvar."
    )
    status: RecordStatus = Field(description=STATUS, examples=["valid"])


class MunicipalityFilters(CodeListing):
    status: RecordStatus | None = Field(default=None, description=STATUS, examples=["valid"])

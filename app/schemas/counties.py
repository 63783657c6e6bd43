"""Shapes of counties."""

from pydantic import Field

from app.schemas.filters import CodeListing
from app.schemas.pages import Linked
from app.schemas.values import CountyCode, Name


class CountyRead(Linked):
    """Ett län."""

    code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    name: Name = Field(description="Länets namn.", examples=["Södermanlands län"])
    police_region: Name = Field(
        description="Polisregionen som länet hör till, utan ordet polisregion.", examples=["Öst"]
    )


class CountyFilters(CodeListing):
    """Parametrar för listan."""

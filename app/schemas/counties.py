"""Shapes of counties."""

from pydantic import Field

from app.schemas.base import CodeListing, Shape


class CountyRead(Shape):
    """Ett län."""

    code: str = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    name: str = Field(description="Länets namn.", examples=["Södermanlands län"])
    police_region: str = Field(description="Polisregionen som länet hör till.", examples=["Öst"])


class CountyFilters(CodeListing):
    pass

"""Shapes of where facts come from, and of what a source says that has no field of its own."""

from pydantic import Field

from app.schemas.base import Shape
from app.schemas.values import Checksum, Count, Line, Name, Paragraph, Url


class Source(Shape):
    """En källa."""

    url: Url | None = Field(default=None, description="Webbadressen.")
    name: Name | None = Field(default=None, description="Källans namn eller fil.")


class SourceReference(Shape):
    """En annan post i källan, som kanske inte finns i registret."""

    relation: Name = Field(description="Hur den förhåller sig hit.", examples=["replacedBy"])
    record_id: Line = Field(description="Dess id i källan.")


class SourceText(Shape):
    """Ett fält i källan som registret inte har något eget fält för."""

    name: Name = Field(description="Fältets namn i källan.")
    text: Paragraph = Field(description="Fältets innehåll, som text.")


class Provenance(Shape):
    """Varifrån uppgifterna kommer; det som inte fick plats i egna fält står kvar här."""

    sources: list[Source] = Field(default_factory=list, max_length=50, description="Källorna.")
    source_record_id: Line | None = Field(default=None, description="Postens id i källan.")
    source_checksum: Checksum | None = Field(
        default=None, description="Kontrollsumma (SHA-256) för posten som den stod i källan."
    )
    stated_kind: Line | None = Field(default=None, description="Slaget med källans ord.")
    stated_level: Line | None = Field(default=None, description="Nivån med källans ord.")
    stated_status: Line | None = Field(default=None, description="Läget med källans ord.")
    stated_end_type: Line | None = Field(default=None, description="Slutet med källans ord.")
    stated_counties: list[Line] = Field(
        default_factory=list, max_length=50, description="Län med källans ord."
    )
    stated_municipalities: list[Line] = Field(
        default_factory=list, max_length=300, description="Kommuner med källans ord."
    )
    area_count_as_stated: Count | None = Field(
        default=None, description="Antal prioriterade områden enligt källan."
    )
    version_history: list[Paragraph] = Field(
        default_factory=list, max_length=100, description="Tidigare versioner, i källans ord."
    )
    odd_shapes: list[Line] = Field(
        default_factory=list, max_length=100, description="Särdrag som källan märkt ut."
    )
    references: list[SourceReference] = Field(
        default_factory=list, max_length=100, description="Andra poster som källan hänvisar till."
    )
    texts: list[SourceText] = Field(
        default_factory=list, max_length=200, description="Övrigt som källan säger."
    )

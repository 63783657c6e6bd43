"""Shapes of where facts come from, and of what a source says that has no field of its own."""

from pydantic import Field

from app.schemas.base import Shape
from app.schemas.values import Checksum, Count, Line, Name, Paragraph, Url

SAME = "null = inte angivet."


class Source(Shape):
    """En källa."""

    url: Url | None = Field(
        default=None,
        description="Webbadressen; null = okänd.",
        examples=["https://www.oxelosund.example.se/overenskommelse-2023.pdf"],
    )
    name: Name | None = Field(
        default=None,
        description="Källans namn eller fil; null = okänt.",
        examples=["Oxelösunds kommuns webbplats"],
    )


class SourceReference(Shape):
    """En annan post i källan, som kanske inte finns i registret."""

    relation: Name = Field(
        description=(
            "Hur den förhåller sig hit, oftast parent = den överordnade, replaces = det som "
            "ersätts, replacedBy = det som ersätter."
        ),
        examples=["replaces"],
    )
    record_id: Line = Field(description="Dess id i källan.", examples=["oxelosund-2019"])


class SourceText(Shape):
    """Ett fält i källan som registret inte har något eget fält för."""

    name: Name = Field(description="Fältets namn i källan.", examples=["anmarkning"])
    text: Paragraph = Field(
        description="Fältets innehåll, som text.", examples=["Undertecknad i två exemplar."]
    )


class Provenance(Shape):
    """Varifrån uppgifterna kommer; det som inte fick plats i egna fält står kvar här."""

    sources: list[Source] = Field(default_factory=list, max_length=50, description="Källorna.")
    source_record_id: Line | None = Field(
        default=None,
        description="Postens id i källan; null = okänt.",
        examples=["oxelosund-2023"],
    )
    source_checksum: Checksum | None = Field(
        default=None,
        description=(
            "Kontrollsumma (SHA-256, hexadecimalt) för posten som den stod i källan; null = ingen."
        ),
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    stated_kind: Line | None = Field(
        default=None,
        description=f"Slaget med källans ord; {SAME}",
        examples=["samverkansöverenskommelse"],
    )
    stated_level: Line | None = Field(
        default=None, description=f"Nivån med källans ord; {SAME}", examples=["kommun"]
    )
    stated_status: Line | None = Field(
        default=None, description=f"Läget med källans ord; {SAME}", examples=["gällande"]
    )
    stated_end_type: Line | None = Field(
        default=None, description=f"Hur den slutar, med källans ord; {SAME}", examples=["slutdatum"]
    )
    stated_counties: list[Line] = Field(
        default_factory=list,
        max_length=50,
        description="Län med källans ord.",
        examples=[["Södermanlands län"]],
    )
    stated_municipalities: list[Line] = Field(
        default_factory=list,
        max_length=300,
        description="Kommuner med källans ord.",
        examples=[["Oxelösunds kommun"]],
    )
    area_count_as_stated: Count | None = Field(
        default=None,
        description=f"Antal prioriterade områden enligt källan; {SAME}",
        examples=[3],
    )
    earlier_versions: list[Paragraph] = Field(
        default_factory=list,
        max_length=100,
        description="Tidigare versioner, i källans ord.",
        examples=[["Version 1 antogs 2019."]],
    )
    odd_shapes: list[Line] = Field(
        default_factory=list,
        max_length=100,
        description="Särdrag som källan märkt ut.",
        examples=[["gemensam med kommunens drogpolitiska program"]],
    )
    references: list[SourceReference] = Field(
        default_factory=list, max_length=100, description="Andra poster som källan hänvisar till."
    )
    texts: list[SourceText] = Field(
        default_factory=list, max_length=200, description="Övrigt som källan säger."
    )

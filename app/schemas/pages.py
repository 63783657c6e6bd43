"""What answers have in common: links, a version, and pages of lists."""

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import Field

from app.documents import Added
from app.schemas.base import ExternalReferences, RecordStatus, Shape
from app.schemas.values import At, LinkAddress, LinkRelation, Paragraph, Revised, Whole

Item = TypeVar("Item")


class Link(Shape):
    """Vart man kan gå härifrån, eller vad man kan göra."""

    href: LinkAddress = Field(
        description="Adressen (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/forums"],
    )
    rel: LinkRelation = Field(
        description=(
            "Vad länken är: self, collection, first, last, next, prev, edit (ändra med PATCH) och "
            "enclosure (filen) enligt IANA; annars namnet på det som görs, till exempel "
            "signatures (signera), corrections (rätta), amendments (tillägg), prolongations "
            "(förläng), terminations (säg upp), endings (avsluta) och data (siffrorna)."
        ),
        examples=["self"],
    )
    method: Literal["GET", "POST", "PATCH"] = Field(
        description="HTTP-metoden att använda.", examples=["GET"]
    )


class Linked(Shape):
    """Begins with its links, which depend on who asks."""

    links: Annotated[list[Link], Added()] = Field(
        alias="_links",
        max_length=20,
        description="Länkar till posten, till listan den står i och till det man får göra med den.",
    )


class Outgoing(Linked):
    """Fields that every answer carries."""

    id: UUID = Field(description="Postens id (UUID version 7).")
    version: Revised = Field(description="Ökar med ett vid varje ändring.", examples=[3])
    created_at: At = Field(description="När posten skapades (UTC).")
    updated_at: At = Field(description="När posten senast ändrades (UTC).")
    ended_on: date | None = Field(description="Dagen då posten avslutades, annars null.")
    ended_reason: Paragraph | None = Field(description="Varför posten avslutades, annars null.")
    external_references: ExternalReferences = Field(
        description="Nycklar som andra system har för posten."
    )


class RecordRead(Outgoing):
    """An answer whose status follows from the record's own days."""

    status: RecordStatus = Field(
        description=(
            "Läget den dag som frågan gäller (asOf): upcoming = har inte börjat, valid = gäller, "
            "ended = har upphört eller avslutats."
        ),
        examples=["valid"],
    )


class Meta(Shape):
    total_records: Whole = Field(examples=[1], description="Antal poster i hela svaret.")
    page: Whole = Field(examples=[1], description="Sidan som visas.")
    limit: Whole = Field(examples=[20], description="Poster per sida.")
    count: Whole = Field(examples=[1], description="Antal poster på sidan.")


class Page(Shape, Generic[Item]):
    """One page of a list."""

    meta: Meta = Field(alias="_meta", description="Var i listan sidan står.")
    links: list[Link] = Field(
        alias="_links",
        max_length=5,
        description="Länkar till denna (self), första, sista, nästa och föregående sida.",
    )
    items: list[Item] = Field(max_length=100, description="Posterna på sidan.")

"""What bodies, answers and list parameters have in common."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from app.documents import Added
from app.personal_numbers import has_personal_number
from app.schemas.values import (
    At,
    CountyCode,
    Day,
    Exempt,
    Line,
    LinkAddress,
    LinkRelation,
    Paragraph,
    Revised,
    Whole,
)

Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar("Item")

PERSONAL_NUMBER = "personal_number"
PERSONAL_NUMBER_ASKED = "personal_number_asked"
REASON = "falseAlarmReason"


class Shape(BaseModel):
    """Fields are snake_case in code and camelCase in JSON; an unknown field is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
    )


class Group(Shape):
    """Fields that stand together in JSON and are columns of the same row."""


class Body(Shape):
    """A whole request body: no text in it may hold a personal identity number."""

    false_alarm_reason: Paragraph | None = Field(
        default=None,
        description=(
            "Anges bara när ett nummer i texten felaktigt tagits för ett personnummer: "
            "skälet till att texten ändå ska sparas. Skälet loggas."
        ),
    )

    @model_validator(mode="after")
    def refuse_personal_numbers(self) -> "Body":
        """The reason for a false alarm lets the other fields through, never itself."""
        suspects = self.suspects()
        if self.false_alarm_reason is not None:
            suspects = [name for name in suspects if name == REASON]
        if suspects:
            raise PydanticCustomError(PERSONAL_NUMBER, "personal number", {"fields": suspects})
        return self

    def suspects(self) -> list[str]:
        """Names of the fields whose text looks like a personal identity number."""
        return [name for name, text in _texts(self, "") if has_personal_number(text)]


def _texts(model: BaseModel, path: str) -> Iterator[tuple[str, str]]:
    for name, field in type(model).model_fields.items():
        if not any(isinstance(one, Exempt) for one in field.metadata):
            yield from _texts_in(getattr(model, name), f"{path}{field.alias or name}")


def _texts_in(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        yield from _texts(value, f"{path}.")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _texts_in(one, f"{path}[{place}]")
    elif isinstance(value, str):
        yield path, value


def partial(shape: type[Model]) -> type[Model]:
    """The same shape for PATCH: every field may be left out; null stays refused where it was.

    What was left out is what `model_fields_set` does not hold.
    """
    return _partial(shape, shape.__name__)


@cache
def _partial(shape: type[Model], name: str) -> type[Model]:
    fields: dict[str, Any] = {name: _left_out(one) for name, one in shape.model_fields.items()}
    changed = create_model(name, __base__=shape, __module__=shape.__module__, **fields)
    changed.__doc__ = shape.__doc__
    return changed


def _left_out(field: FieldInfo) -> tuple[Any, Any]:
    parts = field.asdict()
    kept = {k: v for k, v in parts["attributes"].items() if not k.startswith("default")}
    inner: Any = parts["annotation"]
    if isinstance(inner, type) and issubclass(inner, Group):
        inner = _partial(inner, f"{inner.__name__}Update")
    bounded: Any = Annotated[inner, *parts["metadata"]] if parts["metadata"] else inner
    return bounded, Field(default_factory=lambda: None, **kept)


class ExternalReferenceShape(Shape):
    """The key that another system has for the record."""

    system: Line = Field(description="Systemet som nyckeln hör till.", examples=["stratsys-0480"])
    external_id: Line = Field(
        alias="id", description="Nyckeln i det systemet, unik per system.", examples=["A-2024-17"]
    )


ExternalReferences = Annotated[list[ExternalReferenceShape], Field(max_length=20)]


class Referable(Shape):
    """Fields that every record can be given."""

    external_references: ExternalReferences = Field(
        default_factory=list,
        description="Nycklar som andra system har för posten.",
        examples=[[]],
    )


class EndingCreate(Body):
    """En post avslutas, den raderas aldrig."""

    ended_on: Day = Field(
        description="Första dagen som posten inte längre gäller.", examples=["2024-12-31"]
    )
    reason: Paragraph = Field(
        description="Varför posten avslutas.", examples=["Nätverket har lagts ned."]
    )


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


RecordStatus = Literal["upcoming", "valid", "ended"]


class RecordRead(Outgoing):
    """An answer whose status follows from the record's own days."""

    status: RecordStatus = Field(
        description=(
            "Läget den dag som frågan gäller (asOf): upcoming = har inte börjat, valid = gäller, "
            "ended = har upphört eller avslutats."
        ),
        examples=["valid"],
    )


Sort = Literal["name", "-name", "createdAt", "-createdAt", "updatedAt", "-updatedAt"]


class AsOf(Shape):
    as_of: Day | None = Field(
        default=None,
        description="Dagen som frågan gäller; dagens datum i Sverige om den utelämnas.",
    )


class Listing(AsOf):
    """Parameters of every list."""

    page: int = Field(
        default=1,
        ge=0,
        le=1_000_000,
        description="Sidan, räknad från 1; 0 och bortom slutet är tomma.",
    )
    limit: int = Field(default=20, ge=1, le=100, description="Poster per sida.")
    q: Line | None = Field(
        default=None,
        description="Fritext; gemener och versaler räknas lika, å ä ö är egna bokstäver.",
    )

    @model_validator(mode="after")
    def refuse_personal_numbers(self) -> "Listing":
        suspects = [name for name, text in _texts(self, "") if has_personal_number(text)]
        if suspects:
            raise PydanticCustomError(
                PERSONAL_NUMBER_ASKED, "personal number", {"fields": suspects}
            )
        return self


class CodeListing(Listing):
    """Parameters of lists of what has a code of SCB instead of an id."""

    sort: Literal["name", "-name", "code", "-code"] = Field(
        default="name", description="Ordning; minustecken vänder den."
    )
    county_code: CountyCode | None = Field(default=None, description="Länskod.", examples=["04"])


class Filters(Listing):
    """Parameters of every list of records."""

    sort: Sort = Field(default="name", description="Ordning; minustecken vänder den.")
    updated_since: At | None = Field(
        default=None, description="Bara poster som ändrats sedan dess."
    )
    external_system: Line | None = Field(default=None, description="Systemet i en extern nyckel.")
    external_id: Line | None = Field(default=None, description="Id i en extern nyckel.")


class RecordFilters(Filters):
    status: RecordStatus | None = Field(
        default=None,
        description=(
            "Läget den dag som frågan gäller: upcoming = har inte börjat, valid = gäller, "
            "ended = har upphört eller avslutats."
        ),
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

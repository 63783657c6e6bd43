"""What all shapes have in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.schemas.values import Line

RecordStatus = Literal["upcoming", "valid", "ended"]


class Shape(BaseModel):
    """Fields are snake_case in code and camelCase in JSON; an unknown field is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        defer_build=True,  # until it is used: a process uses few, and none of those it answers with
        json_schema_serialization_defaults_required=True,
    )


class Group(Shape):
    """Fields that stand together in JSON and are columns of the same row."""


class Reckoned(Shape):
    """An answer that our own code puts together, by the names of the code; nobody sends it."""

    model_config = ConfigDict(validate_by_name=True)


class ExternalReferenceShape(Shape):
    """The key that another system has for the record."""

    system: Line = Field(description="Systemet som nyckeln hör till.", examples=["stratsys-0480"])
    external_id: Line = Field(
        alias="id",
        description="Nyckeln i det systemet; din organisation har den på en enda post.",
        examples=["A-2024-17"],
    )


ExternalReferences = Annotated[list[ExternalReferenceShape], Field(max_length=20)]

"""What request bodies have in common."""

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, create_model, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from app.schemas.base import ExternalReferences, Group, Shape
from app.schemas.suspects import PERSONAL_NUMBER, suspects
from app.schemas.values import Day, Paragraph

Model = TypeVar("Model", bound=BaseModel)

REASON = "falseAlarmReason"


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
        found = suspects(self)
        if self.false_alarm_reason is not None:
            found = [name for name in found if name == REASON]
        if found:
            raise PydanticCustomError(PERSONAL_NUMBER, "personal number", {"fields": found})
        return self


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

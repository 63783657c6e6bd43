"""Shapes of area categories."""

from pydantic import Field

from app.schemas.base import Body, RecordFilters, RecordRead, Referable, partial
from app.schemas.values import Code, Day, Name, Paragraph

CODE = "Kort kod: små bokstäver, siffror och bindestreck. Kan inte ändras."


class AreaCategoryFields(Referable):
    name: Name = Field(description="Kategorins namn.", examples=["Barn och unga"])
    aliases: list[Name] = Field(
        default_factory=list, max_length=50, description="Andra namn på samma kategori."
    )
    description: Paragraph | None = Field(default=None, description="Vad kategorin omfattar.")
    valid_from: Day | None = Field(default=None, description="Första dagen då den används.")
    valid_to: Day | None = Field(default=None, description="Sista dagen då den används.")


class AreaCategoryCreate(AreaCategoryFields, Body):
    """En ny kategori."""

    code: Code = Field(description=CODE, examples=["youth"])


@partial
class AreaCategoryUpdate(AreaCategoryFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class AreaCategoryRead(AreaCategoryFields, RecordRead):
    """En kategori av prioriterade områden."""

    code: Code = Field(description=CODE, examples=["youth"])


class AreaCategoryFilters(RecordFilters):
    code: Code | None = Field(default=None, description="Kategorins kod.")

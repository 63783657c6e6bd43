"""Shapes of area categories."""

from pydantic import Field

from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import Code, Day, Name, Paragraph

CODE = "Kort kod, unik: små bokstäver a-z, siffror och bindestreck. Kan inte ändras."
EXAMPLE = "boats"


class AreaCategoryFields(Referable):
    name: Name = Field(description="Kategorins namn.", examples=["Båtar och hamnar"])
    aliases: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="Andra namn på samma kategori.",
        examples=[["Båtstölder"]],
    )
    description: Paragraph | None = Field(
        default=None,
        description="Vad kategorin omfattar; null = inte beskrivet.",
        examples=["Stölder av båtar och båtmotorer, och tryggheten i hamnar."],
    )
    valid_from: Day | None = Field(
        default=None,
        description="Första dagen då den används (ÅÅÅÅ-MM-DD); null = sedan start.",
        examples=["2024-01-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Sista dagen då den används (ÅÅÅÅ-MM-DD); null = tills vidare.",
    )


class AreaCategoryCreate(AreaCategoryFields, Body):
    """En ny kategori."""

    code: Code = Field(description=CODE, examples=[EXAMPLE])


@partial
class AreaCategoryUpdate(AreaCategoryFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class AreaCategoryRead(AreaCategoryFields, RecordRead):
    """En kategori av prioriterade områden."""

    code: Code = Field(description=CODE, examples=[EXAMPLE])


class AreaCategoryFilters(RecordFilters):
    code: Code | None = Field(default=None, description="Kategorins kod.")

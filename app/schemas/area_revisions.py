"""Shapes of how an amendment or a correction changes the prioritised areas."""

from pydantic import Field

from app.schemas.base import Shape
from app.schemas.bodies import partial
from app.schemas.prioritised_areas import PrioritisedAreaFields
from app.schemas.values import Id


class AddedArea(PrioritisedAreaFields):
    """Ett område som tillkommer."""


@partial
class AreaChanges(PrioritisedAreaFields):
    """Det som ska ändras; det som utelämnas står kvar."""


class ChangedArea(Shape):
    """Ett område som ändras."""

    id: Id = Field(description="Området (id); det ska höra till överenskommelsen eller löftet.")
    changes: AreaChanges = Field(description="Fälten som ändras, med sitt nya innehåll.")


class AreaRevision(Shape):
    """Prioriterade områden som tillkommer, ändras eller avslutas."""

    added: list[AddedArea] = Field(
        default_factory=list, max_length=20, description="Områden som tillkommer, utan id."
    )
    changed: list[ChangedArea] = Field(
        default_factory=list, max_length=50, description="Områden som ändras, med id och ändringar."
    )
    ended_ids: list[Id] = Field(
        default_factory=list, max_length=50, description="Områden som avslutas (id)."
    )

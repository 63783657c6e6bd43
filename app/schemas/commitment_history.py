"""Shapes of what happened to a commitment after it was registered."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Shape

EARLIER = "Vad som stod tidigare i de fält som ändrades."


class SignatureRead(Shape):
    """En parts underskrift."""

    id: UUID = Field(description="Underskriftens id.")
    party_id: UUID | None = Field(description="Parten; null = framgår inte av källan.")
    title: str = Field(description="Befattning hos den som undertecknade.")
    acting: bool = Field(description="Om befattningen var tillförordnad.")
    place: str | None = Field(description="Ort.")
    signed_on: date | None = Field(description="Dagen för underskriften; null = okänd.")
    person_name: str | None = Field(description="Namnet på den som undertecknade, om det anges.")


class ReplacedByRead(Shape):
    """Den nyare som ersätter."""

    replaced_by_id: Annotated[UUID, Of("commitment_id")] = Field(description="Den nyare.")
    replaced_on: date | None = Field(
        description="Första dagen som den äldre inte gäller; null = okänd."
    )
    is_inferred: bool = Field(description="Om ersättningen är en slutsats.")


class ProlongationRead(Shape):
    """En förlängning."""

    id: UUID = Field(description="Förlängningens id.")
    decided_on: date = Field(description="Dagen för beslutet.")
    ends_on: date = Field(description="Den nya sista dagen.")
    earlier_ends_on: date | None = Field(description="Den tidigare sista dagen.")
    reason: str | None = Field(description="Skäl.")


class TerminationRead(Shape):
    """En uppsägning."""

    id: UUID = Field(description="Uppsägningens id.")
    decided_on: date = Field(description="Dagen för beslutet.")
    terminated_on: date = Field(description="Första dagen som den inte längre gäller.")
    reason: str = Field(description="Skäl.")
    party_id: UUID | None = Field(description="Parten som sade upp; null = parterna tillsammans.")


class AmendmentRead(Shape):
    """Ett tillägg: en formell ändring och en ny revision."""

    id: UUID = Field(description="Tilläggets id.")
    revision: int = Field(description="Revisionens nummer; den ursprungliga är 1.")
    decided_on: date = Field(description="Dagen för beslutet.")
    effective_on: date = Field(description="Dagen från vilken ändringen gäller.")
    reason: str = Field(description="Skäl.")
    registry_number: str | None = Field(description="Diarienummer.")
    earlier_values: dict[str, Any] = Field(description=EARLIER)


class CorrectionRead(Shape):
    """En rättelse av en registrering."""

    id: UUID = Field(description="Rättelsens id.")
    corrected_on: date = Field(description="Dagen för rättelsen.")
    reason: str = Field(description="Skäl.")
    earlier_values: dict[str, Any] = Field(description=EARLIER)


class AreaNamed(Shape):
    """Ett prioriterat område, kort."""

    id: UUID = Field(description="Områdets id.")
    name: str = Field(description="Namnet med egna ord.")
    category_codes: list[str] = Field(description="Kategorier.")
    ended_on: date | None = Field(description="Dagen då området avslutades, annars null.")

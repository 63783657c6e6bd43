"""Shapes of what happened to a commitment after it was registered."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Shape
from app.schemas.values import Code, Line, Name, Paragraph, RegistryNumber, Revised

EARLIER = "Vad som stod tidigare i de fält som ändrades, med fältens namn."
DECIDED = "Dagen för beslutet (ÅÅÅÅ-MM-DD)."


class SignatureRead(Shape):
    """En parts underskrift."""

    id: UUID = Field(description="Underskriftens id.")
    party_id: UUID | None = Field(
        description="Parten (parties[].id); null = framgår inte av källan.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e77"],
    )
    title: Line = Field(
        description="Befattning hos den som undertecknade.",
        examples=["kommunstyrelsens ordförande"],
    )
    acting: bool = Field(description="Om befattningen var tillförordnad.", examples=[False])
    place: Line | None = Field(description="Ort; null = okänd.", examples=["Oxelösund"])
    signed_on: date | None = Field(
        description="Dagen för underskriften (ÅÅÅÅ-MM-DD); null = okänd.", examples=["2023-02-01"]
    )
    person_name: Name | None = Field(
        description="Namnet på den som undertecknade; null = anges inte."
    )


class ReplacedByRead(Shape):
    """Den nyare som ersätter."""

    replaced_by_id: Annotated[UUID, Of("commitment_id")] = Field(description="Den nyare (id).")
    replaced_on: date | None = Field(
        description="Första dagen (ÅÅÅÅ-MM-DD) som den äldre inte gäller; null = okänd."
    )
    is_inferred: bool = Field(description="Om ersättningen är en slutsats och inte sägs i källan.")


class ProlongationRead(Shape):
    """En förlängning."""

    id: UUID = Field(description="Förlängningens id.")
    decided_on: date = Field(description=DECIDED, examples=["2024-11-20"])
    ends_on: date = Field(description="Den nya sista dagen (ÅÅÅÅ-MM-DD).", examples=["2028-12-31"])
    earlier_ends_on: date | None = Field(
        description="Den tidigare sista dagen (ÅÅÅÅ-MM-DD).", examples=["2026-12-31"]
    )
    reason: Paragraph | None = Field(
        description="Skäl till förlängningen, i ord; null = inget angivet.",
        examples=["Arbetet fortsätter i samma form."],
    )


class TerminationRead(Shape):
    """En uppsägning."""

    id: UUID = Field(description="Uppsägningens id.")
    decided_on: date = Field(description=DECIDED, examples=["2024-11-20"])
    terminated_on: date = Field(
        description="Första dagen (ÅÅÅÅ-MM-DD) som den inte längre gäller.",
        examples=["2025-01-01"],
    )
    reason: Paragraph = Field(
        description="Skäl till uppsägningen, i ord.",
        examples=["Parterna tecknar en ny överenskommelse för hela lokalpolisområdet."],
    )
    party_id: UUID | None = Field(
        description="Parten som sade upp (parties[].id); null = parterna tillsammans."
    )


class AmendmentRead(Shape):
    """Ett tillägg: en formell ändring och en ny revision."""

    id: UUID = Field(description="Tilläggets id.")
    revision: Revised = Field(
        description="Revisionens nummer: det första tillägget är 2, nästa 3.", examples=[2]
    )
    decided_on: date = Field(description=DECIDED, examples=["2024-11-20"])
    effective_on: date = Field(
        description="Dagen (ÅÅÅÅ-MM-DD) från vilken ändringen gäller.", examples=["2025-01-01"]
    )
    reason: Paragraph = Field(
        description="Skäl till ändringen, i ord.",
        examples=["Parterna utvidgar samverkan till hela kommunen."],
    )
    registry_number: RegistryNumber | None = Field(
        description="Beslutets diarienummer, som det är skrivet; null = okänt.",
        examples=["KS.2024.210"],
    )
    earlier_values: dict[str, Any] = Field(
        description=EARLIER, examples=[{"geographicScope": "Centrala Oxelösund"}]
    )


class CorrectionRead(Shape):
    """En rättelse av en registrering."""

    id: UUID = Field(description="Rättelsens id.")
    corrected_on: date = Field(
        description="Dagen för rättelsen (ÅÅÅÅ-MM-DD).", examples=["2024-03-05"]
    )
    reason: Paragraph = Field(
        description="Vad som var fel i registreringen, i ord.",
        examples=["Titeln var felskriven i registret."],
    )
    earlier_values: dict[str, Any] = Field(
        description=EARLIER, examples=[{"title": "Samverkansöverenskommelse Oxelsund"}]
    )


class AreaNamed(Shape):
    """Ett prioriterat område, kort."""

    id: UUID = Field(description="Områdets id.")
    name: Name = Field(
        description="Namnet med överenskommelsens egna ord.",
        examples=["Stöld- och tillgreppsbrott"],
    )
    category_codes: list[Code] = Field(
        max_length=1_000,
        description="Koder för områdets kategorier (area-categories).",
        examples=[["theft"]],
    )
    ended_on: date | None = Field(
        description="Dagen då området avslutades (ÅÅÅÅ-MM-DD); null = inte avslutat."
    )

"""Shapes of a record's history: who changed which field, from what to what."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.schemas.base import Reckoned, Shape
from app.schemas.values import At, EntryNumber, Name, Paragraph, Revised

HistoryKind = Literal[
    "registration",
    "change",
    "signature",
    "correction",
    "amendment",
    "prolongation",
    "termination",
    "approval",
    "return",
    "submission",
    "ending",
    "other",
]
KIND = (
    "registration = registrerades, change = ändrades, signature = undertecknades, correction = "
    "registreringen rättades, amendment = parterna ändrade genom ett tillägg, prolongation = "
    "förlängdes, termination = sades upp, approval = godkändes, return = återlämnades, "
    "submission = lämnades in, ending = avslutades, other = annat, till exempel en följd av något "
    "annat"
)


class HistoryFilters(Shape):
    page: int = Field(
        default=1, ge=0, le=1_000_000, description="Sidan, räknad från 1; den nyaste är först."
    )
    limit: int = Field(default=20, ge=1, le=100, description="Händelser per sida.")


class FieldChangeRead(Reckoned):
    """Ett fält som ändrades."""

    field: Name = Field(
        description="Fältets namn; punkt före ett fält i en grupp.", examples=["period.endsOn"]
    )
    earlier: Any = Field(
        description="Vad som stod förut; null = inget. Av en lista de delar som ändrades.",
        examples=["2025-12-31"],
    )
    later: Any = Field(
        description="Vad som står sedan; null = inget. Av en lista de delar som ändrades.",
        examples=["2026-12-31"],
    )


class HistoryEntryRead(Reckoned):
    """En händelse: vem, när, vad och varför."""

    sequence: EntryNumber = Field(
        description="Händelsens nummer i registrets logg.", examples=[4711]
    )
    happened_at: At = Field(description="När det gjordes (UTC).")
    kind: HistoryKind = Field(description=f"Slaget: {KIND}.", examples=["correction"])
    operation: Name = Field(
        description="Anropet eller kommandot som gjorde det.", examples=["correct_agreement"]
    )
    version: Revised | None = Field(description="Postens version därefter.", examples=[3])
    done_by: Name = Field(
        description="Vem som gjorde det: namnet på klienten, funktionen eller kommandot.",
        examples=["Ärendesystemet i Oxelösund"],
    )
    organisation_id: UUID | None = Field(
        description="Organisationen (aktörens id); null = registret självt."
    )
    reason: Paragraph | None = Field(
        description="Skälet som angavs; null = inget.", examples=["Fel sista dag."]
    )
    is_disposed: bool = Field(
        description="Om innehållet är gallrat; då återstår bara att det hände.", examples=[False]
    )
    changes: list[FieldChangeRead] = Field(
        max_length=1_000, description="Fälten som ändrades, vart och ett från vad till vad."
    )

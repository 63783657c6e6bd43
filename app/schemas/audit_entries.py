"""Shapes of the audit trail: who did what and when, and what was refused; never what was said."""

from typing import Any
from uuid import UUID

from pydantic import Field

from app.models.audit import EventKind
from app.schemas.base import Reckoned, Shape
from app.schemas.values import At, EntryNumber, Id, Line, Name, Revised, Whole

EVENT = (
    "change = en post ändrades, denial = nekades, failedToken = anropades med fel token, throttled "
    "= så många som inte loggas en och en, download = hämtades, export = fördes ut, disposal = "
    "gallrades, issued = en token eller en ny signeringsnyckel utfärdades på kommandoraden"
)
DIGEST = "SHA-256, hexadecimalt"


class AuditEntryFilters(Shape):
    page: int = Field(
        default=1, ge=0, le=1_000_000, description="Sidan, räknad från 1; den nyaste är först."
    )
    limit: int = Field(default=20, ge=1, le=100, description="Händelser per sida.")
    event: EventKind | None = Field(
        default=None, description=f"Händelsens slag: {EVENT}.", examples=["denial"]
    )
    operation: Line | None = Field(
        default=None, description="Anropet eller kommandot.", examples=["correct_agreement"]
    )
    record_id: Id | None = Field(default=None, description="Posten (id).")
    principal_id: Id | None = Field(default=None, description="Vem som gjorde det (id).")
    organisation_id: Id | None = Field(default=None, description="Organisationen (aktörens id).")
    since: At | None = Field(default=None, description="Bara från och med tidpunkten.")
    until: At | None = Field(default=None, description="Bara till och med tidpunkten.")


class AuditEntryRead(Reckoned):
    """En händelse i loggen, förseglad till den förra så att ingen ändrar den obemärkt."""

    sequence: EntryNumber = Field(description="Numret i loggen, utan luckor.", examples=[4711])
    happened_at: At = Field(description="När det gjordes (UTC).")
    event: EventKind = Field(description=f"Händelsens slag: {EVENT}.", examples=["change"])
    operation: Name = Field(description="Anropet eller kommandot.", examples=["correct_agreement"])
    record_kind: Name | None = Field(
        description="Listan som posten står i; null = ingen post.", examples=["agreements"]
    )
    record_id: UUID | None = Field(description="Postens id; null = ingen post.")
    record_version: Revised | None = Field(
        description="Postens version därefter; null = ingen.", examples=[3]
    )
    principal_id: UUID | None = Field(description="Vem (id); null = okänd, eller registret självt.")
    done_by: Name = Field(
        description="Vem: namnet på klienten, funktionen eller kommandot.",
        examples=["Ärendesystemet i Oxelösund"],
    )
    organisation_id: UUID | None = Field(
        description="Organisationen (aktörens id); null = registret självt."
    )
    roles: list[Name] = Field(max_length=20, description="Rollerna då.", examples=[["editor"]])
    token_id: Line | None = Field(description="Tokens id (jti); null = ingen.")
    trace_id: Line | None = Field(
        description="Spårningens id; null = ingen.", examples=["0af7651916cd43dd8448eb211c80319c"]
    )
    result: Whole | None = Field(description="Svarets HTTP-kod; null = ingen.", examples=[403])
    facts: dict[str, Any] = Field(
        description="Vad som ändrades (fältens namn), eller hur många och varför.",
        examples=[{"fields": ["title"]}],
    )
    digest: Line = Field(
        description=f"Händelsens försegling ({DIGEST}), som nästa händelse bygger på.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    previous_digest: Line = Field(
        description=f"Den förra händelsens försegling ({DIGEST}).",
        examples=["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"],
    )

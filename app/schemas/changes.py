"""Shapes of the change feed: what has happened since, for systems that keep a copy."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from app.schemas.base import Reckoned, Shape
from app.schemas.pages import Linked
from app.schemas.values import At, EntryNumber, LinkAddress, Name, Revised

Change = Literal["registered", "changed", "ended"]


class ChangeFilters(Shape):
    after: EntryNumber = Field(
        default=0, description="Numret (lastSequence) i förra svaret; 0 = från början."
    )
    limit: int = Field(default=100, ge=1, le=500, description="Händelser per svar.")


class ChangeRead(Reckoned):
    """En post som har ändrats."""

    sequence: EntryNumber = Field(
        description="Händelsens nummer i registrets logg.", examples=[4711]
    )
    happened_at: At = Field(description="När det gjordes (UTC).")
    change: Change = Field(
        description="registered = ny, changed = ändrad, ended = avslutad (står kvar i registret).",
        examples=["changed"],
    )
    record_kind: Name = Field(
        description="Listan som posten står i, som i adressen.", examples=["agreements"]
    )
    record_id: UUID = Field(description="Postens id.")
    version: Revised = Field(description="Postens version därefter.", examples=[3])
    address: LinkAddress = Field(
        description="Postens adress (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/agreements"],
    )


class Changes(Reckoned):
    """Vad som har hänt efter ett nummer, i den ordning det hände."""

    last_sequence: EntryNumber = Field(
        description="Numret att fråga efter nästa gång (after).", examples=[4711]
    )
    has_more: bool = Field(description="Om det finns mer att hämta redan nu.", examples=[False])
    changes: list[ChangeRead] = Field(
        max_length=500,
        description="Händelserna; samma post kan stå flera gånger. Bara poster man får läsa.",
    )


class ChangesRead(Linked, Changes):
    """Begins with its links; next leads to what comes after."""

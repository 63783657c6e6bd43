"""Shapes of definitions: what is asked, by which rule, and since when."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.schemas.base import Reckoned
from app.schemas.filters import AsOfAhead
from app.schemas.values import Text, Whole


class DefinitionKind(StrEnum):
    REQUIREMENT = "requirement"
    CRITERION = "criterion"
    STEP = "step"
    CHECK = "check"
    INDICATOR = "indicator"


KIND = (
    "requirement = krav i lag (2023:196), criterion = kvalitetskriterium, härlett ur lagen och "
    "Brås vägledning, step = steg i arbetscykeln, check = brist som datakvaliteten söker, "
    "indicator = mått i redovisningen till Brå."
)

DefinitionId = Annotated[str, Field(max_length=50, pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]


class DefinitionFilters(AsOfAhead):
    page: int = Field(default=1, ge=0, le=1_000_000, description="Sidan, räknad från 1.")
    limit: int = Field(default=20, ge=1, le=100, description="Definitioner per sida.")
    kind: DefinitionKind | None = Field(
        default=None, description=f"Slaget: {KIND}", examples=["requirement"]
    )
    every_edition: bool = Field(
        default=False,
        description="Om alla utgåvor ska visas, och inte bara de som gäller den dagen.",
    )


class DefinitionRead(Reckoned):
    """En utgåva av en definition."""

    kind: DefinitionKind = Field(description=f"Slaget: {KIND}", examples=["requirement"])
    id: DefinitionId = Field(description="Definitionens kod.", examples=["L08"])
    edition: Whole = Field(
        description="Utgåvan; en ny görs när ordalydelsen eller regeln ändras.", examples=[1]
    )
    valid_from: date | None = Field(
        description="Utgåvans första dag (ÅÅÅÅ-MM-DD); null = från början."
    )
    valid_to: date | None = Field(
        description="Utgåvans sista dag (ÅÅÅÅ-MM-DD); null = tills vidare."
    )
    wording: Text = Field(
        description="Vad som frågas.", examples=["Lägesbilden är uppdaterad inom två år"]
    )
    rule: Text = Field(
        description="Vad svaret vilar på, i ord.",
        examples=["den senaste lägesbilden är högst 24 månader gammal"],
    )
    source: Text = Field(description="Var frågan kommer från.", examples=["lag (2023:196), 6 §"])

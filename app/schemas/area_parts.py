"""Shapes of what a prioritised area owns: causes, goals and indicators; and its measures."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.prioritised_areas import Direction
from app.schemas.base import Shape
from app.schemas.method_evidence import MethodEvidence
from app.schemas.values import Code, Day, Figure, Flag, Id, Name, Paragraph

PART_ID = "Delens id; anges vid ändring för att behålla delen, utelämnas för en ny."
JUDGED = "null = inte bedömt."


class PriorityGround(StrEnum):
    MOST_COMMON = "mostCommon"
    INCREASING = "increasing"
    DEVIATING = "deviating"
    EXPOSED_PLACES = "exposedPlaces"
    EXPOSED_GROUPS = "exposedGroups"
    SIGNAL_CRIMES = "signalCrimes"
    AFFECTS_MANY = "affectsMany"
    CONSEQUENCES = "consequences"


class CauseShape(Shape):
    """En trolig orsak till problemet."""

    id: Id | None = Field(default=None, description=PART_ID)
    text: Paragraph = Field(
        description="Orsaken.", examples=["Olåsta cykelrum och låg upptäcktsrisk kvällstid"]
    )
    analysed_on: Day | None = Field(
        default=None,
        description="Dagen då orsaksanalysen gjordes (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-02-15"],
    )


class CauseRead(CauseShape):
    id: UUID = Field(description="Orsakens id.")


class GoalShape(Shape):
    """Ett mål för området; SMART-kraven bedöms vart för sig, null = inte bedömt."""

    id: Id | None = Field(default=None, description=PART_ID)
    text: Paragraph = Field(
        description="Målet.",
        examples=["Cykelstölderna i centrum minskar med en fjärdedel till 2026"],
    )
    is_specific: Flag | None = Field(
        default=None, description=f"Om målet är specifikt; {JUDGED}", examples=[True]
    )
    is_measurable: Flag | None = Field(
        default=None, description=f"Om målet är mätbart; {JUDGED}", examples=[True]
    )
    is_accepted: Flag | None = Field(
        default=None, description=f"Om målet är accepterat; {JUDGED}", examples=[True]
    )
    is_realistic: Flag | None = Field(
        default=None, description=f"Om målet är realistiskt; {JUDGED}", examples=[True]
    )
    is_time_bound: Flag | None = Field(
        default=None, description=f"Om målet är tidsbundet; {JUDGED}", examples=[True]
    )


class GoalRead(GoalShape):
    id: UUID = Field(description="Målets id.")


class IndicatorShape(Shape):
    """Det som mäts; målet kan vara att värdet ökar."""

    id: Id | None = Field(default=None, description=PART_ID)
    name: Name = Field(description="Indikatorn.", examples=["Anmälda cykelstölder"])
    unit: Name | None = Field(
        default=None,
        description="Enheten som värdena räknas i; null = inte angiven.",
        examples=["anmälningar per år"],
    )
    baseline: Figure | None = Field(
        default=None,
        description="Utgångsvärdet, i enheten, med högst tre decimaler; null = okänt.",
        examples=[96],
    )
    baseline_on: Day | None = Field(
        default=None,
        description="Dagen för utgångsvärdet (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2023-12-31"],
    )
    target: Figure | None = Field(
        default=None,
        description="Målvärdet, i enheten, med högst tre decimaler; null = inget satt.",
        examples=[72],
    )
    target_on: Day | None = Field(
        default=None,
        description="Dagen då målvärdet ska vara nått (ÅÅÅÅ-MM-DD); null = ingen satt.",
        examples=["2026-12-31"],
    )
    direction: Direction | None = Field(
        default=None,
        description=(
            "Vart värdet ska: increase = öka, decrease = minska, keep = behållas; null = okänt."
        ),
        examples=["decrease"],
    )


class IndicatorRead(IndicatorShape):
    id: UUID = Field(description="Indikatorns id.")


class MeasureBrief(Shape):
    """En åtgärd i området, i korthet."""

    id: UUID = Field(description="Åtgärdens id.")
    name: Name = Field(description="Åtgärdens namn.", examples=["Veckovisa EST-möten om centrum"])
    method_code: Annotated[Code | None, Of("method.code")] = Field(
        description="Metodens kod; null = ingen metod i katalogen.", examples=["est"]
    )
    method_name: Annotated[Name | None, Of("method.name")] = Field(
        description="Metodens namn; null = ingen metod i katalogen.",
        examples=["Effektiv samordning för trygghet (EST)"],
    )
    method_evidence: Annotated[MethodEvidence | None, Of("method")] = Field(
        description="Vad man vet om metodens effekt; null = ingen metod i katalogen."
    )
    ended_on: date | None = Field(
        description="Dagen då åtgärden avslutades (ÅÅÅÅ-MM-DD), annars null."
    )

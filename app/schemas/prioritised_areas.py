"""Shapes of prioritised areas."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.prioritised_areas import Direction
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import (
    Code,
    Count,
    CountyCode,
    Day,
    Figure,
    Flag,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

COMMITMENT = "Överenskommelsen eller medborgarlöftet som området hör till. Kan inte bytas."
PART_ID = "Delens id; anges vid ändring för att behålla delen, utelämnas för en ny."


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
        default=None, description="Dagen då orsaksanalysen gjordes; null = okänd."
    )


class CauseRead(CauseShape):
    id: UUID = Field(description="Orsakens id.")


class GoalShape(Shape):
    """Ett mål för området; SMART-kraven bedöms vart för sig, null = inte bedömt."""

    id: Id | None = Field(default=None, description=PART_ID)
    text: Paragraph = Field(
        description="Målet.", examples=["Cykelstölderna i centrum minskar till 2026"]
    )
    is_specific: Flag | None = Field(default=None, description="Specifikt.")
    is_measurable: Flag | None = Field(default=None, description="Mätbart.")
    is_accepted: Flag | None = Field(default=None, description="Accepterat.")
    is_realistic: Flag | None = Field(default=None, description="Realistiskt.")
    is_time_bound: Flag | None = Field(default=None, description="Tidsbundet.")


class GoalRead(GoalShape):
    id: UUID = Field(description="Målets id.")


class IndicatorShape(Shape):
    """Det som mäts; målet kan vara att värdet ökar."""

    id: Id | None = Field(default=None, description=PART_ID)
    name: Name = Field(description="Indikatorn.", examples=["Anmälda cykelstölder"])
    unit: Name | None = Field(default=None, description="Enheten.", examples=["anmälningar per år"])
    baseline: Figure | None = Field(default=None, description="Utgångsvärdet, i enheten.")
    baseline_on: Day | None = Field(default=None, description="Dagen för utgångsvärdet.")
    target: Figure | None = Field(default=None, description="Målvärdet, i enheten.")
    target_on: Day | None = Field(default=None, description="Dagen då målvärdet ska vara nått.")
    direction: Direction | None = Field(
        default=None, description="Om värdet ska öka, minska eller behållas."
    )


class IndicatorRead(IndicatorShape):
    id: UUID = Field(description="Indikatorns id.")


class MeasureBrief(Shape):
    """En åtgärd i området, i korthet."""

    id: UUID = Field(description="Åtgärdens id.")
    name: str = Field(description="Åtgärdens namn.")
    method_code: Annotated[str | None, Of("method.code")] = Field(description="Metodens kod.")
    method_name: Annotated[str | None, Of("method.name")] = Field(description="Metodens namn.")
    ended_on: date | None = Field(description="Dagen då åtgärden avslutades, annars null.")


class PrioritisedAreaFields(Referable):
    name: Name = Field(
        description="Området med överenskommelsens egna ord.",
        examples=["Stöld- och tillgreppsbrott"],
    )
    parent_id: Id | None = Field(
        default=None, description="Området som detta är en del av, i samma överenskommelse."
    )
    position: Count = Field(default=0, description="Platsen bland områdena, räknad från 0.")
    category_codes: list[Code] = Field(
        default_factory=list,
        max_length=22,
        description="Kategorier ur listan (area-categories); ett område kan ha flera.",
        examples=[["theft"]],
    )
    place: Name | None = Field(default=None, description="Platsen, om området gäller en.")
    target_group: Name | None = Field(
        default=None, description="Målgruppen, om området gäller en.", examples=["unga 13-17 år"]
    )
    problem: Paragraph | None = Field(default=None, description="Problemet.")
    priority_grounds: list[PriorityGround] = Field(
        default_factory=list,
        max_length=8,
        description=(
            "Varför området prioriterades: vanligast (mostCommon), ökar (increasing), avviker"
            " (deviating), utsatta platser, utsatta grupper, signalbrott, drabbar många,"
            " konsekvenser."
        ),
    )
    causes: list[CauseShape] = Field(
        default_factory=list, max_length=50, description="Troliga orsaker."
    )
    goals: list[GoalShape] = Field(default_factory=list, max_length=50, description="Mål.")
    indicators: list[IndicatorShape] = Field(
        default_factory=list, max_length=50, description="Vad som mäts."
    )


class PrioritisedAreaCreate(PrioritisedAreaFields, Body):
    """Ett nytt prioriterat område."""

    commitment_id: Id = Field(description=COMMITMENT)


@partial
class PrioritisedAreaUpdate(PrioritisedAreaFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class PrioritisedAreaRead(PrioritisedAreaFields, RecordRead):
    """Ett prioriterat område."""

    commitment_id: UUID = Field(description=COMMITMENT)
    commitment_title: Annotated[str, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel."
    )
    causes: list[CauseRead] = Field(description="Troliga orsaker.")  # type: ignore[assignment]
    goals: list[GoalRead] = Field(description="Mål.")  # type: ignore[assignment]
    indicators: list[IndicatorRead] = Field(description="Vad som mäts.")  # type: ignore[assignment]
    measures: list[MeasureBrief] = Field(description="Åtgärderna i området.")


class PrioritisedAreaFilters(RecordFilters):
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller medborgarlöftet."
    )
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: överenskommelser som rör länet."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: överenskommelser som rör kommunen."
    )
    category_code: Code | None = Field(default=None, description="En av områdets kategorier.")
    method_code: Code | None = Field(
        default=None, description="En metod som någon av områdets åtgärder följer."
    )
    valid_on: Day | None = Field(
        default=None, description="Bara områden vars överenskommelse säkert gällde den dagen."
    )
    actor_id: Id | None = Field(
        default=None, description="En aktör som är part i överenskommelsen."
    )
    year: YearAsked | None = Field(
        default=None, description="Överenskommelsen kan ha gällt någon dag under året."
    )

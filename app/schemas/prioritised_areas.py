"""Shapes of prioritised areas."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.area_parts import (
    CauseRead,
    CauseShape,
    GoalRead,
    GoalShape,
    IndicatorRead,
    IndicatorShape,
    MeasureBrief,
    PriorityGround,
)
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import (
    Code,
    Count,
    CountyCode,
    Day,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

COMMITMENT = "Överenskommelsen eller medborgarlöftet som området hör till (id). Kan inte bytas."


class PrioritisedAreaFields(Referable):
    name: Name = Field(
        description="Området med överenskommelsens egna ord.",
        examples=["Stöld- och tillgreppsbrott"],
    )
    parent_id: Id | None = Field(
        default=None,
        description=(
            "Området som detta är en del av, i samma överenskommelse (id); null = inte en del."
        ),
    )
    position: Count = Field(
        default=0, description="Platsen bland områdena, räknad från 0.", examples=[0]
    )
    category_codes: list[Code] = Field(
        default_factory=list,
        max_length=22,
        description="Kategorier ur listan (area-categories); ett område kan ha flera.",
        examples=[["theft"]],
    )
    place: Name | None = Field(
        default=None,
        description="Platsen, om området gäller en; annars null.",
        examples=["Oxelösunds centrum"],
    )
    target_group: Name | None = Field(
        default=None,
        description="Målgruppen, om området gäller en; annars null.",
        examples=["ungdomar som cyklar till skolan"],
    )
    problem: Paragraph | None = Field(
        default=None,
        description="Problemet; null = inte beskrivet.",
        examples=["Cykelstölderna i centrum har ökat sedan 2022."],
    )
    priority_grounds: list[PriorityGround] = Field(
        default_factory=list,
        max_length=8,
        description=(
            "Varför området prioriterades: mostCommon = vanligast, increasing = ökar, deviating = "
            "avviker från jämförbara kommuner, exposedPlaces = utsatta platser, exposedGroups = "
            "utsatta grupper, signalCrimes = signalbrott, affectsMany = drabbar många, "
            "consequences = konsekvenserna."
        ),
        examples=[["increasing", "affectsMany"]],
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
    commitment_title: Annotated[Name, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel.",
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )
    causes: list[CauseRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Troliga orsaker."
    )
    goals: list[GoalRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Mål."
    )
    indicators: list[IndicatorRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Vad som mäts."
    )
    measures: list[MeasureBrief] = Field(
        max_length=10_000, description="Åtgärderna i området, i korthet."
    )


class PrioritisedAreaFilters(RecordFilters):
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller medborgarlöftet (id)."
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: överenskommelser som rör länet.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: överenskommelser som rör kommunen.",
        examples=["0481"],
    )
    category_code: Code | None = Field(
        default=None, description="En av områdets kategorier (kod).", examples=["theft"]
    )
    method_code: Code | None = Field(
        default=None,
        description="En metod som någon av områdets åtgärder följer (kod).",
        examples=["est"],
    )
    valid_on: Day | None = Field(
        default=None,
        description=("Bara områden vars överenskommelse säkert gällde den dagen (ÅÅÅÅ-MM-DD)."),
        examples=["2024-06-30"],
    )
    actor_id: Id | None = Field(
        default=None, description="En aktör som är part i överenskommelsen (id)."
    )
    year: YearAsked | None = Field(
        default=None,
        description="Överenskommelsen kan ha gällt någon dag under året (ÅÅÅÅ).",
        examples=[2024],
    )

"""Shapes of measures."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.measures import MeasureRole, Progress
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import PROGRESS
from app.schemas.method_evidence import MethodEvidence
from app.schemas.pages import RecordRead
from app.schemas.values import (
    Code,
    Count,
    CountyCode,
    Day,
    Flag,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

COMMITMENT = (
    "Överenskommelsen eller medborgarlöftet som åtgärden hör till (id); null = inget. Kan inte "
    "bytas. Minst en av commitmentId och actionPlanId anges."
)
PLAN = "Åtgärdsplanen som åtgärden hör till (id); null = ingen. Kan inte bytas."
A_COMMITMENT = "018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e77"


class MeasureActorShape(Shape):
    """En aktör som ansvarar för eller deltar i åtgärden."""

    actor_id: Id | None = Field(
        default=None, description="Aktören (id), om den finns i registret; annars null."
    )
    as_stated: Name | None = Field(
        default=None,
        description="Aktören med källans ord; krävs när actorId saknas.",
        examples=["socialtjänsten"],
    )
    role: MeasureRole = Field(
        description="Rollen: responsible = ansvarar, participating = deltar.",
        examples=["responsible"],
    )
    undertakes: Paragraph | None = Field(
        default=None,
        description="Vad aktören åtar sig; null = inte angivet.",
        examples=["Kallar till mötena och för listan över åtgärder."],
    )


class MeasureActorRead(MeasureActorShape):
    actor_name: Annotated[Name | None, Of("actor.name")] = Field(
        description="Aktörens namn; null när actorId är null."
    )


class MeasureFields(Referable):
    name: Name = Field(description="Åtgärden.", examples=["Veckovisa EST-möten om centrum"])
    position: Count = Field(
        default=0, description="Platsen bland åtgärderna, räknad från 0.", examples=[0]
    )
    prioritised_area_id: Id | None = Field(
        default=None,
        description="Området som åtgärden hör till (id); null när den inte hör till något.",
    )
    cause_id: Id | None = Field(
        default=None,
        description="Orsaken som åtgärden möter, en av områdets (id); null = ingen angiven.",
    )
    goal_id: Id | None = Field(
        default=None,
        description="Målet som åtgärden ska nå, ett av områdets (id); null = inget angivet.",
    )
    method_id: Id | None = Field(
        default=None, description="Metoden i katalogen (id); null = ingen eller okänd."
    )
    method_as_stated: Name | None = Field(
        default=None,
        description="Metoden med källans ord; null = inte angiven.",
        examples=["E.S.T."],
    )
    is_named_method: Flag | None = Field(
        default=None,
        description="Om åtgärden följer en namngiven metod; null = okänt.",
        examples=[True],
    )
    starts_on: Day | None = Field(
        default=None,
        description="Åtgärdens första dag (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-01-15"],
    )
    ends_on: Day | None = Field(
        default=None,
        description="Åtgärdens sista dag (ÅÅÅÅ-MM-DD); null = okänd, eller tills vidare.",
        examples=["2025-12-31"],
    )
    progress: Progress | None = Field(
        default=None, description=f"Hur långt den har kommit: {PROGRESS}", examples=["ongoing"]
    )
    resources: Paragraph | None = Field(
        default=None,
        description="Resurser som avsatts, i ord; null = inte angivet.",
        examples=["Samordnaren på halvtid och en områdespolis fyra timmar i veckan."],
    )
    note: Paragraph | None = Field(
        default=None,
        description="Anmärkning; null = ingen.",
        examples=["Mötena leds av kommunen."],
    )
    actors: list[MeasureActorShape] = Field(
        default_factory=list, max_length=50, description="Vilka som ansvarar och deltar."
    )


class MeasureCreate(MeasureFields, Body):
    """En ny åtgärd i en överenskommelse, ett medborgarlöfte eller en åtgärdsplan."""

    commitment_id: Id | None = Field(default=None, description=COMMITMENT, examples=[A_COMMITMENT])
    action_plan_id: Id | None = Field(default=None, description=PLAN)


@partial
class MeasureUpdate(MeasureFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class MeasureRead(MeasureFields, RecordRead):
    """En åtgärd."""

    commitment_id: UUID | None = Field(description=COMMITMENT, examples=[A_COMMITMENT])
    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description=(
            "Överenskommelsens eller löftets titel; "
            "null när commitmentId är null eller posten inte får läsas."
        ),
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )
    action_plan_id: UUID | None = Field(description=PLAN)
    prioritised_area_name: Annotated[Name | None, Of("area.name")] = Field(
        description="Områdets namn; null när prioritisedAreaId är null eller posten inte får läsas."
    )
    method_code: Annotated[Code | None, Of("method.code")] = Field(
        description="Metodens kod; null när methodId är null."
    )
    method_name: Annotated[Name | None, Of("method.name")] = Field(
        description="Metodens namn; null när methodId är null."
    )
    method_evidence: Annotated[MethodEvidence | None, Of("method")] = Field(
        description="Vad man vet om metodens effekt; null när methodId är null."
    )
    actors: list[MeasureActorRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Vilka som ansvarar och deltar."
    )


class MeasureFilters(RecordFilters):
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller medborgarlöftet (id)."
    )
    action_plan_id: Id | None = Field(default=None, description="Åtgärdsplanen (id).")
    prioritised_area_id: Id | None = Field(default=None, description="Området (id).")
    method_id: Id | None = Field(default=None, description="Metoden (id).")
    method_code: Code | None = Field(default=None, description="Metodens kod.", examples=["est"])
    actor_id: Id | None = Field(
        default=None, description="En aktör som ansvarar eller deltar (id)."
    )
    progress: Progress | None = Field(
        default=None, description=f"Hur långt den har kommit: {PROGRESS}", examples=["ongoing"]
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: genom överenskommelsen eller planen.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: genom överenskommelsen eller planen.",
        examples=["0481"],
    )
    category_code: Code | None = Field(
        default=None, description="En av områdets kategorier (kod).", examples=["theft"]
    )
    year: YearAsked | None = Field(
        default=None,
        description="Pågick någon dag under året (ÅÅÅÅ), efter startsOn och endsOn.",
        examples=[2024],
    )

"""Shapes of measures."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.measures import MeasureRole, Progress
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
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

COMMITMENT = "Överenskommelsen eller medborgarlöftet som åtgärden hör till. Kan inte bytas."
PLAN = "Åtgärdsplanen som åtgärden hör till. Kan inte bytas."


class MeasureActorShape(Shape):
    """En aktör som ansvarar för eller deltar i åtgärden."""

    actor_id: Id | None = Field(default=None, description="Aktören, om den finns i registret.")
    as_stated: Name | None = Field(
        default=None,
        description="Aktören med källans ord; krävs när actorId saknas.",
        examples=["socialtjänsten"],
    )
    role: MeasureRole = Field(description="Ansvarar (responsible) eller deltar (participating).")
    undertakes: Paragraph | None = Field(default=None, description="Vad aktören åtar sig.")


class MeasureActorRead(MeasureActorShape):
    actor_name: Annotated[str | None, Of("actor.name")] = Field(description="Aktörens namn.")


class MeasureFields(Referable):
    name: Name = Field(description="Åtgärden.", examples=["Veckovisa EST-möten"])
    position: Count = Field(default=0, description="Platsen bland åtgärderna, räknad från 0.")
    prioritised_area_id: Id | None = Field(
        default=None, description="Området som åtgärden hör till; null när den inte hör till något."
    )
    cause_id: Id | None = Field(
        default=None, description="Orsaken som åtgärden möter, en av områdets."
    )
    goal_id: Id | None = Field(
        default=None, description="Målet som åtgärden ska nå, ett av områdets"
    )
    method_id: Id | None = Field(default=None, description="Metoden i katalogen.")
    method_as_stated: Name | None = Field(
        default=None, description="Metoden med källans ord.", examples=["E.S.T."]
    )
    is_named_method: Flag | None = Field(
        default=None, description="Om åtgärden följer en namngiven metod; null = okänt."
    )
    starts_on: Day | None = Field(default=None, description="Första dagen.")
    ends_on: Day | None = Field(default=None, description="Sista dagen.")
    progress: Progress | None = Field(
        default=None, description="Hur långt den har kommit; null = okänt."
    )
    resources: Paragraph | None = Field(default=None, description="Resurser som avsatts.")
    note: Paragraph | None = Field(default=None, description="Anmärkning.")
    actors: list[MeasureActorShape] = Field(
        default_factory=list, max_length=50, description="Vilka som ansvarar och deltar."
    )


class MeasureCreate(MeasureFields, Body):
    """En ny åtgärd i en överenskommelse, ett medborgarlöfte eller en åtgärdsplan."""

    commitment_id: Id | None = Field(default=None, description=COMMITMENT)
    action_plan_id: Id | None = Field(default=None, description=PLAN)


@partial
class MeasureUpdate(MeasureFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class MeasureRead(MeasureFields, RecordRead):
    """En åtgärd."""

    commitment_id: UUID | None = Field(description=COMMITMENT)
    commitment_title: Annotated[str | None, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel."
    )
    action_plan_id: UUID | None = Field(description=PLAN)
    prioritised_area_name: Annotated[str | None, Of("area.name")] = Field(
        description="Områdets namn."
    )
    method_code: Annotated[str | None, Of("method.code")] = Field(description="Metodens kod.")
    method_name: Annotated[str | None, Of("method.name")] = Field(description="Metodens namn.")
    actors: list[MeasureActorRead] = Field(description="Vilka som ansvarar och deltar.")  # type: ignore[assignment]


class MeasureFilters(RecordFilters):
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller medborgarlöftet."
    )
    action_plan_id: Id | None = Field(default=None, description="Åtgärdsplanen.")
    prioritised_area_id: Id | None = Field(default=None, description="Området.")
    method_id: Id | None = Field(default=None, description="Metoden.")
    method_code: Code | None = Field(default=None, description="Metodens kod.")
    actor_id: Id | None = Field(default=None, description="En aktör som ansvarar eller deltar.")
    progress: Progress | None = Field(default=None, description="Hur långt den har kommit.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: genom överenskommelsen eller planen."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: genom överenskommelsen eller planen."
    )
    category_code: Code | None = Field(default=None, description="En av områdets kategorier.")
    year: YearAsked | None = Field(
        default=None, description="Pågick någon dag under året, efter startsOn och endsOn."
    )

"""Shapes of activities."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import (
    Code,
    Count,
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)


class ActivityParticipantsShape(Shape):
    """Hur många som kom från en aktör; aldrig vilka."""

    actor_id: Id = Field(description="Aktören.")
    count: Count | None = Field(
        default=None, description="Antal deltagare från aktören; null = inte räknat."
    )


class ActivityParticipantsRead(ActivityParticipantsShape):
    actor_name: Annotated[str, Of("actor.name")] = Field(description="Aktörens namn.")


class ActivityFields(Referable):
    kind: ActivityKind = Field(description="Aktivitetens slag.", examples=["training"])
    title: Name = Field(
        description="Aktivitetens titel.", examples=["Utbildning i orsaksanalys för kommuner"]
    )
    theme: Line | None = Field(
        default=None, description="Tema.", examples=["Våld i nära relationer"]
    )
    county_code: CountyCode | None = Field(
        default=None, description="Länet som samordnar (länskod, SCB).", examples=["04"]
    )
    operating_plan_id: Id | None = Field(
        default=None, description="Verksamhetsplanen som aktiviteten hör till."
    )
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller löftet som aktiviteten genomför."
    )
    organiser_id: Id | None = Field(default=None, description="Aktören som ordnar.")
    method_id: Id | None = Field(default=None, description="Metoden som aktiviteten gäller.")
    starts_on: Day | None = Field(
        default=None, description="Första dagen (ÅÅÅÅ-MM-DD).", examples=["2024-04-18"]
    )
    ends_on: Day | None = Field(
        default=None, description="Sista dagen; null = samma dag eller inte känd."
    )
    progress: Progress | None = Field(
        default=None, description="Hur långt aktiviteten kommit; null = inte känt."
    )
    is_national: Flag | None = Field(
        default=None, description="Om den vände sig till hela landet; null = inte känt."
    )
    across_municipal_borders: Flag | None = Field(
        default=None, description="Om den gick över kommungränser; null = inte känt."
    )
    note: Paragraph | None = Field(default=None, description="Anmärkning.")
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som nåddes (SCB:s kommunkoder).",
        examples=[["0482", "0483"]],
    )
    participants: list[ActivityParticipantsShape] = Field(
        default_factory=list, max_length=300, description="Antal deltagare per aktör."
    )


class ActivityCreate(ActivityFields, Body):
    """En ny aktivitet."""


@partial
class ActivityUpdate(ActivityFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ActivityRead(ActivityFields, RecordRead):
    """En aktivitet."""

    commitment_title: Annotated[str | None, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel."
    )
    organiser_name: Annotated[str | None, Of("organiser.name")] = Field(
        description="Namnet på aktören som ordnar."
    )
    method_name: Annotated[str | None, Of("method.name")] = Field(description="Metodens namn.")
    participants: list[ActivityParticipantsRead] = Field(  # type: ignore[assignment]
        description="Antal deltagare per aktör, med namn."
    )


class ActivityFilters(RecordFilters):
    kind: ActivityKind | None = Field(default=None, description="Aktivitetens slag.")
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod: länet samordnar, planen är länets, eller en kommun i länet nåddes.",
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: aktiviteter som nådde kommunen."
    )
    operating_plan_id: Id | None = Field(default=None, description="Verksamhetsplanen.")
    organiser_id: Id | None = Field(default=None, description="Aktören som ordnar.")
    year: YearAsked | None = Field(
        default=None,
        description="Pågick någon dag under året, eller saknar dag och hör till årets plan.",
    )
    actor_id: Id | None = Field(
        default=None, description="Aktören som ordnar, eller en som deltog."
    )
    method_code: Code | None = Field(default=None, description="Metodens kod.")

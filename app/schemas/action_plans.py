"""Shapes of action plans."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.action_plans import ActionPlanKind
from app.models.measures import Progress
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    Line,
    MunicipalityCode,
    Name,
    RegistryNumber,
    Url,
    YearAsked,
)


class PlannedMeasureRead(Shape):
    """En åtgärd i planen, i korthet."""

    id: UUID = Field(description="Åtgärdens id.")
    name: str = Field(description="Åtgärdens namn.")
    starts_on: date | None = Field(description="Första dagen.")
    ends_on: date | None = Field(description="Sista dagen.")
    progress: Progress | None = Field(description="Hur långt åtgärden kommit; null = inte känt.")
    ended_on: date | None = Field(description="Dagen då posten avslutades, annars null.")


class ActionPlanFields(Referable):
    title: Name = Field(description="Planens titel.", examples=["Åtgärdsplan för Nyköping 2024"])
    kind: ActionPlanKind = Field(
        description=(
            "statutory: åtgärdsplan enligt lagens 5 §, beslutad av ett organ i kommunen; "
            "operational: handlingsplan som ett forum antar. De två blandas aldrig."
        ),
        examples=["statutory"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunen som planen gäller (SCB:s kommunkod); krävs för statutory.",
        examples=["0480"],
    )
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller löftet som planen genomför."
    )
    decided_on: Day | None = Field(
        default=None,
        description="Dagen då planen beslutades eller antogs; null = inte beslutad eller okänd.",
        examples=["2024-05-28"],
    )
    decided_by: Line | None = Field(
        default=None,
        description=(
            "Organet i kommunen som beslutade; bara för statutory, där det krävs med decidedOn."
        ),
        examples=["Kommunfullmäktige"],
    )
    adopted_by_forum_id: Id | None = Field(
        default=None, description="Forumet som antar planen; bara för operational, där det krävs."
    )
    situation_picture_id: Id | None = Field(
        default=None, description="Lägesbilden som planen vilar på."
    )
    valid_from: Day | None = Field(default=None, description="Första dagen som planen gäller.")
    valid_to: Day | None = Field(default=None, description="Sista dagen som planen gäller.")
    document_url: Url | None = Field(default=None, description="Adress till dokumentet.")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Diarienummer som myndigheten skriver det."
    )


class ActionPlanCreate(ActionPlanFields, Body):
    """En ny plan."""


@partial
class ActionPlanUpdate(ActionPlanFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ActionPlanRead(ActionPlanFields, RecordRead):
    """En plan."""

    commitment_title: Annotated[str | None, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel."
    )
    adopted_by_forum_name: Annotated[str | None, Of("adopted_by_forum.name")] = Field(
        description="Namnet på forumet som antar planen."
    )
    situation_picture_title: Annotated[str | None, Of("situation_picture.title")] = Field(
        description="Lägesbildens titel."
    )
    situation_picture_made_on: Annotated[date | None, Of("situation_picture.made_on")] = Field(
        description="Dagen då lägesbilden blev klar."
    )
    measures: list[PlannedMeasureRead] = Field(description="Planens åtgärder i korthet.")


class ActionPlanFilters(RecordFilters):
    kind: ActionPlanKind | None = Field(
        default=None, description="Åtgärdsplan (statutory) eller handlingsplan (operational)."
    )
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    municipality_code: MunicipalityCode | None = Field(default=None, description="Kommunkod.")
    commitment_id: Id | None = Field(default=None, description="Överenskommelsen eller löftet.")
    year: YearAsked | None = Field(
        default=None, description="Planer som beslutades eller gällde någon dag under året."
    )
    actor_id: Id | None = Field(
        default=None,
        description="En aktör som ansvarar för eller deltar i någon av planens åtgärder.",
    )

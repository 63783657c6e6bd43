"""Shapes of action plans."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.action_plans import ActionPlanKind
from app.models.measures import Progress
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import PROGRESS
from app.schemas.pages import RecordRead
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

KIND = (
    "statutory = åtgärdsplan enligt lagen (2023:196, 5 §), beslutad av ett organ i kommunen; "
    "operational = handlingsplan som ett forum antar."
)


class PlannedMeasureRead(Shape):
    """En åtgärd i planen, i korthet."""

    id: UUID = Field(description="Åtgärdens id.")
    name: Name = Field(
        description="Åtgärdens namn.", examples=["Grannsamverkan i fler villaområden"]
    )
    starts_on: date | None = Field(
        description="Åtgärdens första dag (ÅÅÅÅ-MM-DD); null = okänd.", examples=["2024-09-01"]
    )
    ends_on: date | None = Field(
        description="Åtgärdens sista dag (ÅÅÅÅ-MM-DD); null = okänd.", examples=["2025-12-31"]
    )
    progress: Progress | None = Field(
        description=f"Hur långt åtgärden kommit: {PROGRESS}", examples=["ongoing"]
    )
    ended_on: date | None = Field(
        description="Dagen då posten avslutades (ÅÅÅÅ-MM-DD); null = inte avslutad."
    )


class ActionPlanFields(Referable):
    title: Name = Field(
        description="Planens titel.", examples=["Åtgärdsplan för Nyköping 2024–2026"]
    )
    kind: ActionPlanKind = Field(
        description=f"Planens slag: {KIND} De två blandas aldrig.", examples=["statutory"]
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunen (SCB:s kommunkod) som planen gäller; krävs för statutory.",
        examples=["0480"],
    )
    commitment_id: Id | None = Field(
        default=None,
        description="Överenskommelsen eller löftet som planen genomför (id); null = inget.",
    )
    decided_on: Day | None = Field(
        default=None,
        description="Dagen då planen beslutades eller antogs (ÅÅÅÅ-MM-DD); null = inte än.",
        examples=["2024-05-28"],
    )
    decided_by: Line | None = Field(
        default=None,
        description=(
            "Organet i kommunen som beslutade; bara för statutory, där det krävs när decidedOn "
            "anges."
        ),
        examples=["Kommunfullmäktige"],
    )
    adopted_by_forum_id: Id | None = Field(
        default=None,
        description="Forumet som antar planen (id); bara för operational, där det krävs.",
    )
    situation_picture_id: Id | None = Field(
        default=None, description="Lägesbilden som planen vilar på (id); null = ingen känd."
    )
    valid_from: Day | None = Field(
        default=None,
        description="Första dagen som planen gäller (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-06-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Sista dagen som planen gäller (ÅÅÅÅ-MM-DD); null = tills vidare eller okänd.",
        examples=["2026-12-31"],
    )
    other_planning: Line | None = Field(
        default=None,
        description=(
            "Annan planering i kommunen som arbetet är samordnat med (lagen 7 §), i ord; "
            "null = inte angivet."
        ),
        examples=["Översiktsplanen och planen för social hållbarhet"],
    )
    document_url: Url | None = Field(
        default=None,
        description="Dokumentets webbadress (http eller https); null = ingen känd.",
        examples=["https://www.nykoping.example.se/atgardsplan-2024.pdf"],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Diarienummer som myndigheten skriver det; null = okänt.",
        examples=["KK24/235"],
    )


class ActionPlanCreate(ActionPlanFields, Body):
    """En ny plan."""


@partial
class ActionPlanUpdate(ActionPlanFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ActionPlanRead(ActionPlanFields, RecordRead):
    """En plan."""

    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description=(
            "Överenskommelsens eller löftets titel; "
            "null när commitmentId är null eller posten inte får läsas."
        ),
    )
    adopted_by_forum_name: Annotated[Name | None, Of("adopted_by_forum.name")] = Field(
        description=(
            "Namnet på forumet som antar planen; "
            "null för statutory, eller när forumet inte får läsas."
        ),
    )
    situation_picture_title: Annotated[Name | None, Of("situation_picture.title")] = Field(
        description=(
            "Lägesbildens titel; null när situationPictureId är null eller posten inte får läsas."
        ),
    )
    situation_picture_made_on: Annotated[date | None, Of("situation_picture.made_on")] = Field(
        description="Dagen då lägesbilden blev klar (ÅÅÅÅ-MM-DD); null = okänd eller dold."
    )
    measures: list[PlannedMeasureRead] = Field(
        max_length=10_000, description="Planens åtgärder i korthet."
    )


class ActionPlanFilters(RecordFilters):
    kind: ActionPlanKind | None = Field(default=None, description=f"Planens slag: {KIND}")
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod (SCB), fyra siffror."
    )
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller löftet (id)."
    )
    year: YearAsked | None = Field(
        default=None,
        description="Planer som beslutades eller gällde någon dag under året (ÅÅÅÅ).",
    )
    actor_id: Id | None = Field(
        default=None,
        description="En aktör (id) som ansvarar för eller deltar i någon av planens åtgärder.",
    )

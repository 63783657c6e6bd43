"""Shapes of operating plans."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.schemas.activities import KIND
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import PROGRESS
from app.schemas.pages import RecordRead
from app.schemas.values import CountyCode, Day, Id, Name, RegistryNumber, Url, Year, YearAsked

YEAR = "Året som planen gäller (ÅÅÅÅ)"


class PlannedActivityRead(Shape):
    """En aktivitet i planen, i korthet."""

    id: UUID = Field(description="Aktivitetens id.")
    kind: ActivityKind = Field(
        description=f"Aktivitetens slag: {KIND}",
        examples=["training"],
    )
    title: Name = Field(
        description="Aktivitetens titel.", examples=["Utbildning i orsaksanalys för samordnare"]
    )
    starts_on: date | None = Field(
        description="Första dagen (ÅÅÅÅ-MM-DD); null = okänd.", examples=["2024-04-18"]
    )
    ends_on: date | None = Field(
        description="Sista dagen (ÅÅÅÅ-MM-DD); null = okänd.", examples=["2024-04-19"]
    )
    progress: Progress | None = Field(
        description=f"Hur långt den har kommit: {PROGRESS}", examples=["done"]
    )
    ended_on: date | None = Field(
        description="Dagen då posten avslutades (ÅÅÅÅ-MM-DD), annars null."
    )


class OperatingPlanFields(Referable):
    county_code: CountyCode = Field(
        description="Länets länskod (SCB), två siffror.", examples=["04"]
    )
    year: Year = Field(description=f"{YEAR}; en plan per län och år.", examples=[2024])
    title: Name = Field(
        description="Planens titel.", examples=["Verksamhetsplan för Södermanland 2024"]
    )
    decided_on: Day | None = Field(
        default=None,
        description=(
            "Dagen då styrgruppen beslutade planen (ÅÅÅÅ-MM-DD); null = inte beslutad eller okänd."
        ),
        examples=["2023-12-12"],
    )
    decided_by_forum_id: Id | None = Field(
        default=None,
        description="Forumet som beslutade planen (id), oftast styrgruppen; null = okänt.",
    )
    document_url: Url | None = Field(
        default=None,
        description="Webbadressen till dokumentet; null = okänd.",
        examples=["https://www.lansstyrelsen.example.se/sodermanland/verksamhetsplan-2024.pdf"],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Diarienummer som myndigheten skriver det; null = okänt.",
        examples=["LST 2023/871"],
    )


class OperatingPlanCreate(OperatingPlanFields, Body):
    """En ny verksamhetsplan."""


@partial
class OperatingPlanUpdate(OperatingPlanFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class OperatingPlanRead(OperatingPlanFields, RecordRead):
    """En verksamhetsplan."""

    decided_by_forum_name: Annotated[Name | None, Of("decided_by_forum.name")] = Field(
        description=(
            "Namnet på forumet som beslutade planen; "
            "null när decidedByForumId är null eller posten inte får läsas."
        ),
    )
    activities: list[PlannedActivityRead] = Field(
        max_length=10_000, description="Planens aktiviteter i korthet."
    )


class OperatingPlanFilters(RecordFilters):
    county_code: CountyCode | None = Field(
        default=None, description="Länskod (SCB), två siffror.", examples=["04"]
    )
    year: YearAsked | None = Field(default=None, description=f"{YEAR}.", examples=[2024])

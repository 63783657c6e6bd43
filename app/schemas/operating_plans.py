"""Shapes of operating plans."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import CountyCode, Day, Id, Name, RegistryNumber, Url, Year, YearAsked


class PlannedActivityRead(Shape):
    """En aktivitet i planen, i korthet."""

    id: UUID = Field(description="Aktivitetens id.")
    kind: ActivityKind = Field(description="Aktivitetens slag.")
    title: str = Field(description="Aktivitetens titel.")
    starts_on: date | None = Field(description="Första dagen.")
    ends_on: date | None = Field(description="Sista dagen.")
    progress: Progress | None = Field(description="Hur långt den kommit; null = inte känt.")
    ended_on: date | None = Field(description="Dagen då posten avslutades, annars null.")


class OperatingPlanFields(Referable):
    county_code: CountyCode = Field(description="Länskod (SCB).", examples=["04"])
    year: Year = Field(
        description="Året som planen gäller; en plan per län och år.", examples=[2024]
    )
    title: Name = Field(
        description="Planens titel.", examples=["Verksamhetsplan för Södermanland 2024"]
    )
    decided_on: Day | None = Field(
        default=None,
        description="Dagen då styrgruppen beslutade planen; null = inte beslutad eller okänd.",
        examples=["2023-12-12"],
    )
    decided_by_forum_id: Id | None = Field(
        default=None, description="Forumet som beslutade planen, oftast styrgruppen."
    )
    document_url: Url | None = Field(default=None, description="Adress till dokumentet.")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Diarienummer som myndigheten skriver det."
    )


class OperatingPlanCreate(OperatingPlanFields, Body):
    """En ny verksamhetsplan."""


@partial
class OperatingPlanUpdate(OperatingPlanFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class OperatingPlanRead(OperatingPlanFields, RecordRead):
    """En verksamhetsplan."""

    decided_by_forum_name: Annotated[str | None, Of("decided_by_forum.name")] = Field(
        description="Namnet på forumet som beslutade planen."
    )
    activities: list[PlannedActivityRead] = Field(description="Planens aktiviteter i korthet.")


class OperatingPlanFilters(RecordFilters):
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    year: YearAsked | None = Field(default=None, description="Året som planen gäller.")

"""Shapes of review assignments."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.provenance import Provenance
from app.schemas.values import (
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


class CommitmentUnderReviewRead(Shape):
    """En överenskommelse eller ett löfte som uppdraget nämner."""

    commitment_id: UUID = Field(description="Överenskommelsen eller löftet.")
    commitment_title: Annotated[str, Of("commitment.title")] = Field(description="Dess titel.")


class ReviewAssignmentFields(Referable):
    title: Name = Field(
        description="Uppdragets titel.",
        examples=["Granskning av överenskommelser och medborgarlöften i Skåne"],
    )
    title_is_constructed: Flag = Field(
        default=False, description="Om titeln är satt vid registreringen för att källan saknar en."
    )
    county_code: CountyCode = Field(
        description="Länet vars överenskommelser granskas (länskod, SCB).", examples=["12"]
    )
    commissioned_by_id: Id | None = Field(default=None, description="Aktören som gav uppdraget.")
    reviewer_id: Id | None = Field(default=None, description="Aktören som granskar.")
    covers_all: Flag = Field(
        default=True, description="Om uppdraget gäller länets alla överenskommelser och löften."
    )
    commitment_ids: list[Id] = Field(
        default_factory=list,
        max_length=1_000,
        description="Överenskommelser och löften som uppdraget nämner.",
    )
    scope: Paragraph | None = Field(default=None, description="Uppdragets omfattning.")
    purpose: Paragraph | None = Field(default=None, description="Uppdragets syfte.")
    reported_to: Line | None = Field(
        default=None, description="Till vem resultatet redovisas.", examples=["Länsstyrelsen"]
    )
    starts_on: Day | None = Field(default=None, description="Dagen då uppdraget börjar.")
    due_on: Day | None = Field(default=None, description="Dagen då det ska vara klart.")
    published_on: Day | None = Field(default=None, description="Dagen då det publicerades.")
    provenance: Provenance | None = Field(
        default=None, description="Var uppgifterna kommer från, och vad källan säger därutöver."
    )
    data_quality_notes: list[Paragraph] = Field(
        default_factory=list, max_length=100, description="Brister i uppgifterna, i ord."
    )


class ReviewAssignmentCreate(ReviewAssignmentFields, Body):
    """Ett nytt granskningsuppdrag."""


@partial
class ReviewAssignmentUpdate(ReviewAssignmentFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ReviewAssignmentRead(ReviewAssignmentFields, RecordRead):
    """Ett granskningsuppdrag."""

    commissioned_by_name: Annotated[str | None, Of("commissioned_by.name")] = Field(
        description="Namnet på aktören som gav uppdraget."
    )
    reviewer_name: Annotated[str | None, Of("reviewer.name")] = Field(
        description="Namnet på aktören som granskar."
    )
    commitments: Annotated[list[CommitmentUnderReviewRead], Of("commitment_links")] = Field(
        description="Det som uppdraget nämner, med titel."
    )


class ReviewAssignmentFilters(RecordFilters):
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    actor_id: Id | None = Field(default=None, description="Den som gav uppdraget eller granskar.")
    commitment_id: Id | None = Field(default=None, description="Uppdrag som nämner den eller det.")
    year: YearAsked | None = Field(
        default=None, description="Pågick, skulle vara klart eller publicerades under året."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunkod: uppdrag som nämner en överenskommelse som rör kommunen, "
            "eller gäller alla i dess län."
        ),
    )

"""Shapes of review assignments."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
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

    commitment_id: UUID = Field(description="Överenskommelsen eller löftet (id).")
    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description="Dess titel; null = får inte läsas.",
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )


class ReviewAssignmentFields(Referable):
    title: Name = Field(
        description="Uppdragets titel.",
        examples=["Granskning av överenskommelser och medborgarlöften i Södermanland"],
    )
    title_is_constructed: Flag = Field(
        default=False,
        description="Om titeln är satt vid registreringen för att källan saknar en.",
        examples=[False],
    )
    county_code: CountyCode = Field(
        description="Länet vars överenskommelser granskas (länskod enligt SCB, två siffror).",
        examples=["04"],
    )
    commissioned_by_id: Id | None = Field(
        default=None, description="Aktören som gav uppdraget (id); null = okänd."
    )
    reviewer_id: Id | None = Field(
        default=None, description="Aktören som granskar (id); null = okänd."
    )
    covers_all: Flag = Field(
        default=True,
        description="Om uppdraget gäller länets alla överenskommelser och löften.",
        examples=[True],
    )
    commitment_ids: list[Id] = Field(
        default_factory=list,
        max_length=1_000,
        description="Överenskommelser och löften som uppdraget nämner (id).",
    )
    scope: Paragraph | None = Field(
        default=None,
        description="Uppdragets omfattning; null = inte angiven.",
        examples=["Alla överenskommelser som gällde i länet under 2024."],
    )
    purpose: Paragraph | None = Field(
        default=None,
        description="Uppdragets syfte; null = inte angivet.",
        examples=["Att se om överenskommelserna bygger på en lägesbild och en orsaksanalys."],
    )
    reported_to: Line | None = Field(
        default=None,
        description="Till vem resultatet redovisas, i ord; null = inte angivet.",
        examples=["Länsstyrelsen"],
    )
    starts_on: Day | None = Field(
        default=None,
        description="Dagen då uppdraget börjar (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-09-01"],
    )
    due_on: Day | None = Field(
        default=None,
        description="Dagen då det ska vara klart (ÅÅÅÅ-MM-DD); null = ingen satt.",
        examples=["2025-03-31"],
    )
    published_on: Day | None = Field(
        default=None,
        description="Dagen då det publicerades (ÅÅÅÅ-MM-DD); null = inte publicerat, eller okänd.",
        examples=["2024-08-20"],
    )
    provenance: Provenance | None = Field(
        default=None,
        description="Var uppgifterna kommer från, och vad källan säger därutöver; null = okänt.",
    )
    data_quality_notes: list[Paragraph] = Field(
        default_factory=list,
        max_length=100,
        description="Brister i uppgifterna, i ord.",
        examples=[["Källan anger inte vem som granskar."]],
    )


class ReviewAssignmentCreate(ReviewAssignmentFields, Body):
    """Ett nytt granskningsuppdrag."""


@partial
class ReviewAssignmentUpdate(ReviewAssignmentFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ReviewAssignmentRead(ReviewAssignmentFields, RecordRead):
    """Ett granskningsuppdrag."""

    commissioned_by_name: Annotated[Name | None, Of("commissioned_by.name")] = Field(
        description="Namnet på aktören som gav uppdraget; null när commissionedById är null."
    )
    reviewer_name: Annotated[Name | None, Of("reviewer.name")] = Field(
        description="Namnet på aktören som granskar; null när reviewerId är null."
    )
    commitments: Annotated[list[CommitmentUnderReviewRead], Of("commitment_links")] = Field(
        max_length=1_000, description="Det som uppdraget nämner, med titel."
    )


class ReviewAssignmentFilters(RecordFilters):
    county_code: CountyCode | None = Field(
        default=None, description="Länskod (SCB), två siffror.", examples=["04"]
    )
    actor_id: Id | None = Field(
        default=None, description="Den som gav uppdraget eller granskar (aktörens id)."
    )
    commitment_id: Id | None = Field(
        default=None, description="Uppdrag som nämner den överenskommelsen eller det löftet (id)."
    )
    year: YearAsked | None = Field(
        default=None,
        description="Pågick, skulle vara klart eller publicerades under året (ÅÅÅÅ).",
        examples=[2024],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunkod (SCB), fyra siffror: uppdrag som nämner en överenskommelse som rör "
            "kommunen, eller gäller alla i dess län."
        ),
        examples=["0481"],
    )

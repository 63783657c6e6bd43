"""Shapes of reviews."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.reviews import Verdict
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import Linked, RecordRead
from app.schemas.values import (
    CountyCode,
    Criterion,
    Day,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

COMMITMENT = "Överenskommelsen eller löftet som granskas (id); kan inte bytas."
ASSIGNMENT = "Uppdraget som granskningen ingår i (id); null = inget. Kan inte bytas."
VERDICT = (
    "met = uppfyllt, partly = delvis uppfyllt, notMet = inte uppfyllt, "
    "notAssessable = går inte att säga."
)


class CriterionVerdictShape(Shape):
    """Bedömningen av ett kriterium; kriterierna är härledda ur lagen och Brås vägledning."""

    criterion: Criterion = Field(description="Kriteriet, Q01 till Q22.", examples=["Q08"])
    verdict: Verdict = Field(description=f"Bedömningen: {VERDICT}", examples=["partly"])
    reason: Paragraph = Field(
        description="Skälet till bedömningen.",
        examples=["Orsaksanalys finns för två av tre områden."],
    )


class ReviewFields(Referable):
    reviewed_on: Day = Field(
        description="Dagen då granskningen gjordes (ÅÅÅÅ-MM-DD).", examples=["2024-10-01"]
    )
    summary: Paragraph | None = Field(
        default=None,
        description="Granskningen i korthet; null = ingen.",
        examples=["Överenskommelsen bygger på en lägesbild, men ett område saknar orsaksanalys."],
    )
    verdicts: list[CriterionVerdictShape] = Field(
        default_factory=list,
        max_length=100,
        description="Bedömningar, högst en per kriterium; sorteras efter kriterium.",
    )


class ReviewCreate(ReviewFields, Body):
    """En ny granskning."""

    commitment_id: Id = Field(description=COMMITMENT)
    review_assignment_id: Id | None = Field(default=None, description=ASSIGNMENT)


class ReviewInAssignment(ReviewFields):
    """En granskning bland flera i ett uppdrag."""

    commitment_id: Id = Field(description=COMMITMENT)


class ReviewsCreate(Body):
    """Granskningar i ett uppdrag, som registreras alla eller ingen."""

    reviews: list[ReviewInAssignment] = Field(
        min_length=1,
        max_length=100,
        description="Granskningarna, en för var och en som granskats.",
    )


@partial
class ReviewUpdate(ReviewFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ReviewRead(ReviewFields, RecordRead):
    """En granskning."""

    commitment_id: Id = Field(description=COMMITMENT)
    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel; null = får inte läsas.",
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )
    review_assignment_id: Id | None = Field(description=ASSIGNMENT)
    review_assignment_title: Annotated[Name | None, Of("review_assignment.title")] = Field(
        description=(
            "Uppdragets titel; null när reviewAssignmentId är null eller posten inte får läsas."
        ),
    )


class ReviewsRead(Linked):
    """Granskningarna som registrerades tillsammans."""

    reviews: list[ReviewRead] = Field(
        max_length=100, description="Granskningarna, i den ordning som de skickades."
    )


class ReviewFilters(RecordFilters):
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller löftet (id)."
    )
    review_assignment_id: Id | None = Field(default=None, description="Uppdraget (id).")
    county_code: CountyCode | None = Field(
        default=None,
        description=(
            "Länskod (SCB), två siffror: uppdragets län, eller ett av det granskades län."
        ),
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: det granskade gäller kommunen.",
        examples=["0481"],
    )
    criterion: Criterion | None = Field(
        default=None, description="Kriteriet som är bedömt, Q01 till Q22.", examples=["Q08"]
    )
    verdict: Verdict | None = Field(
        default=None,
        description=f"Bedömningen av kriteriet, eller av något kriterium: {VERDICT}",
        examples=["partly"],
    )
    year: YearAsked | None = Field(
        default=None, description="Året då granskningen gjordes (ÅÅÅÅ).", examples=[2024]
    )

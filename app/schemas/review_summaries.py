"""Shapes of what the reviews of an assignment have come to."""

from datetime import date
from uuid import UUID

from pydantic import Field

from app.models.commitments import Form
from app.schemas.base import Reckoned
from app.schemas.pages import Linked
from app.schemas.quality import FORM, CriterionInForce, VerdictCounts
from app.schemas.values import CountyCode, Criterion, LinkAddress, Text, Whole

MOST = 100_000


class CommitmentCovered(Reckoned):
    """En överenskommelse eller ett löfte som uppdraget omfattar."""

    id: UUID = Field(description="Dess id.")
    href: LinkAddress = Field(
        description="Dess adress (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/agreements"],
    )
    form: Form = Field(description=f"Vad det är: {FORM}", examples=["agreement"])
    title: Text = Field(
        description="Dess titel.", examples=["Samverkansöverenskommelse Oxelösund 2023–2026"]
    )
    reviewed_on: date | None = Field(
        description="Dagen då den granskades i uppdraget; null = inte än."
    )


class Reviewed(Reckoned):
    """n av N; de som inte är granskade är namngivna."""

    n: Whole = Field(description="Antal granskade i uppdraget.", examples=[7])
    whole: Whole = Field(description="Antal som uppdraget omfattar.", examples=[9])
    missing: list[CommitmentCovered] = Field(
        max_length=MOST, description="De som inte är granskade än."
    )


class ReviewerCounts(Reckoned):
    """Antal av varje bedömning som granskare gjort i uppdraget."""

    met: Whole = Field(description="Antal uppfyllda.", examples=[5])
    partly: Whole = Field(description="Antal delvis uppfyllda.", examples=[1])
    not_met: Whole = Field(description="Antal inte uppfyllda.", examples=[1])
    not_assessable: Whole = Field(description="Antal som inte gick att bedöma.", examples=[0])


class CriterionSummary(CriterionInForce):
    """Ett kriterium över allt som uppdraget omfattar."""

    automatic_counts: VerdictCounts = Field(description="Registrets bedömningar.")
    reviewer_counts: ReviewerCounts = Field(description="Granskares bedömningar.")
    compared: Whole = Field(
        description="Antal där både registret och en granskare säger uppfyllt, delvis eller inte.",
        examples=[6],
    )
    differing: Whole = Field(
        description="Antal av dem där granskaren säger något annat än registret.", examples=[1]
    )
    lacking: Whole = Field(
        description=(
            "Antal där det brister (n): inte uppfyllt eller delvis enligt granskaren, annars "
            "enligt registret. N är whole."
        ),
        examples=[2],
    )
    whole: Whole = Field(description="Antal som uppdraget omfattar (N).", examples=[9])
    no_data: Whole = Field(
        description="Antal där varken granskare eller register vet; räknas inte som brist.",
        examples=[1],
    )
    lacking_commitment_ids: list[UUID] = Field(
        max_length=MOST, description="De där det brister (id); namnen står i commitments."
    )
    no_data_commitment_ids: list[UUID] = Field(
        max_length=MOST, description="De där uppgift saknas (id); namnen står i commitments."
    )


class CriterionLacking(Reckoned):
    """Ett kriterium som det brister i, och hur ofta."""

    criterion: Criterion = Field(description="Kriteriet, Q01 till Q22.", examples=["Q08"])
    wording: Text = Field(
        description="Kriteriet i ord.",
        examples=["Orsaksanalys finns för varje prioriterat område"],
    )
    n: Whole = Field(description="Antal där det brister.", examples=[4])
    whole: Whole = Field(description="Antal som uppdraget omfattar.", examples=[9])
    no_data: Whole = Field(description="Antal där uppgift saknas.", examples=[2])


class ReviewSummary(Reckoned):
    """Ett granskningsuppdrag över alla överenskommelser och löften som det omfattar."""

    as_of: date = Field(description="Dagen som svaret gäller.", examples=["2024-12-31"])
    review_assignment_id: UUID = Field(description="Uppdraget (id).")
    title: Text = Field(
        description="Uppdragets titel.",
        examples=["Granskning av överenskommelser och medborgarlöften i Södermanland"],
    )
    county_code: CountyCode = Field(
        description="Länet som granskas (länskod enligt SCB, två siffror).", examples=["04"]
    )
    covers_all: bool = Field(
        description=(
            "Om uppdraget gäller allt som är undertecknat i länet och inte avslutat i registret; "
            "annars bara det som det nämner."
        ),
        examples=[True],
    )
    is_whole: bool = Field(
        description=(
            "Om svaret räknar allt som uppdraget omfattar; false = något av det får du inte läsa, "
            "och det räknas inte."
        ),
        examples=[True],
    )
    derivation: Text = Field(
        description="Var kriterierna kommer från.",
        examples=["Kriterierna är härledda ur lagen och Brås vägledning."],
    )
    agreements: Whole = Field(description="Antal överenskommelser.", examples=[9])
    citizen_promises: Whole = Field(description="Antal medborgarlöften.", examples=[4])
    reviewed: Reviewed = Field(description="Hur många som är granskade, och vilka som inte är det.")
    shortcomings: list[CriterionLacking] = Field(
        max_length=100, description="Kriterierna som det brister i, det vanligaste först."
    )
    criteria: list[CriterionSummary] = Field(
        max_length=100, description="Alla kriterier, i ordning."
    )
    commitments: list[CommitmentCovered] = Field(
        max_length=MOST, description="Allt som uppdraget omfattar, i svensk ordning."
    )


class ReviewSummaryRead(ReviewSummary, Linked):
    """Vad granskningarna i ett uppdrag har kommit fram till."""

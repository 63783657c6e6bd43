"""Shapes of how good an agreement or promise is, criterion by criterion."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.models.commitments import Form
from app.models.reviews import Verdict
from app.schemas.base import Reckoned
from app.schemas.evidence import EvidenceRead
from app.schemas.method_evidence import MethodEvidence
from app.schemas.pages import Linked
from app.schemas.reviews import VERDICT
from app.schemas.values import Code, Criterion, LinkAddress, Revised, Text, Whole

Answer = Literal["met", "partly", "notMet", "notAssessable", "noData"]
Automatic = Literal["yes", "partly", "no"]

ANSWER = (
    "met = uppfyllt, partly = något är visat men inte allt, notMet = inte uppfyllt, och det är "
    "känt, notAssessable = går inte att bedöma här, noData = registret har ingen uppgift, vilket "
    "aldrig är ett nej."
)
AUTOMATIC = "yes = ja, partly = delvis, no = nej, bara en granskare."
FORM = "agreement = överenskommelse, citizenPromise = medborgarlöfte."
IN_WORDS = "Bedömningen som tecken och ord."
MOST_EVIDENCE = 1_000


class CriterionInForce(Reckoned):
    """Ett kriterium, i den lydelse som gäller dagen som frågan gäller."""

    criterion: Criterion = Field(description="Kriteriet, Q01 till Q22.", examples=["Q08"])
    edition: Revised = Field(description="Lydelsens nummer.", examples=[1])
    valid_from: date | None = Field(
        description="Lydelsens första dag (ÅÅÅÅ-MM-DD); null = från början."
    )
    valid_to: date | None = Field(
        description="Lydelsens sista dag (ÅÅÅÅ-MM-DD); null = tills vidare."
    )
    wording: Text = Field(
        description="Kriteriet i ord.",
        examples=["Orsaksanalys finns för varje prioriterat område"],
    )
    basis: Text = Field(description="Vad kriteriet är härlett ur.", examples=["handboken, steg 3"])
    automatic: Automatic = Field(
        description=f"Om registret kan bedöma det av sig självt: {AUTOMATIC}", examples=["yes"]
    )


class ReviewersVerdict(Reckoned):
    """En granskares bedömning av kriteriet; den står bredvid registrets och ersätter den inte."""

    review_id: UUID = Field(description="Granskningen (id).")
    href: LinkAddress = Field(
        description="Granskningens adress (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/reviews"],
    )
    reviewed_on: date = Field(description="Dagen då granskningen gjordes.", examples=["2024-10-01"])
    review_assignment_id: UUID | None = Field(description="Uppdraget (id); null = inget.")
    review_assignment_title: Text | None = Field(
        description="Uppdragets titel; null = inget uppdrag, eller får inte läsas.",
        examples=["Granskning av överenskommelser och medborgarlöften i Södermanland"],
    )
    reviewer_name: Text | None = Field(
        description="Vem som granskade; null = inget uppdrag, okänt eller får inte läsas.",
        examples=["Malmö universitet"],
    )
    edition: Revised | None = Field(
        description="Lydelsen av kriteriet som gällde den dagen; null = ingen.", examples=[1]
    )
    verdict: Verdict = Field(description=f"Bedömningen: {VERDICT}", examples=["partly"])
    verdict_in_words: Text = Field(description=IN_WORDS, examples=["◐ delvis"])
    reason: Text = Field(
        description="Granskarens skäl.",
        examples=["Orsaksanalys finns för två av tre områden."],
    )
    differs: bool = Field(
        description="Om den är en annan än registrets bedömning.", examples=[True]
    )


class CriterionQuality(CriterionInForce):
    """Ett kriterium, bedömt ur registret och, bredvid, av granskare."""

    rule: Text = Field(
        description="Hur registret bedömer det, i ord.",
        examples=["varje område har minst en orsak"],
    )
    verdict: Answer = Field(description=f"Registrets bedömning: {ANSWER}", examples=["partly"])
    verdict_in_words: Text = Field(description=IN_WORDS, examples=["◐ delvis"])
    reason: Text = Field(
        description="Varför det blev så.",
        examples=["Orsaksanalys finns för 2 av 3 områden. Uppgift saknas för ”Stöld”."],
    )
    remedy: Text | None = Field(
        description="Vad som kan rättas eller kompletteras; null = inget.",
        examples=["Ange de troliga orsakerna för varje område (causes)."],
    )
    evidence: list[EvidenceRead] = Field(
        max_length=MOST_EVIDENCE, description="Posterna som bedömningen vilar på."
    )
    reviews: list[ReviewersVerdict] = Field(
        max_length=10_000, description="Granskares bedömningar, den senaste först."
    )


class VerdictCounts(Reckoned):
    """Antal av varje bedömning ur registret; summan är antalet bedömda."""

    met: Whole = Field(description="Antal uppfyllda.", examples=[12])
    partly: Whole = Field(description="Antal där något är visat men inte allt.", examples=[3])
    not_met: Whole = Field(description="Antal inte uppfyllda, där det är känt.", examples=[1])
    not_assessable: Whole = Field(description="Antal som inte går att bedöma.", examples=[1])
    no_data: Whole = Field(
        description="Antal där registret saknar uppgift; räknas aldrig som nej.", examples=[5]
    )


class MethodInUse(MethodEvidence, Reckoned):
    """En metod som åtgärderna använder, och vad man vet om dess effekt."""

    id: UUID = Field(description="Metodens id.")
    href: LinkAddress = Field(
        description="Metodens adress (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/methods"],
    )
    code: Code = Field(description="Metodens kod.", examples=["grannsamverkan"])
    name: Text = Field(description="Metodens namn.", examples=["Grannsamverkan"])
    evidence_in_words: Text = Field(
        description="Vad som är känt om effekten, i ord.", examples=["visad effekt"]
    )
    evidence_quality_in_words: Text | None = Field(
        description="Hur starkt underlaget är, i ord; null = inte angivet.",
        examples=["flera effektstudier"],
    )
    measures: list[EvidenceRead] = Field(
        max_length=MOST_EVIDENCE, description="Åtgärderna som använder metoden."
    )


class CommitmentQuality(Reckoned):
    """Hur god en överenskommelse eller ett löfte är en viss dag, ur de poster du får läsa."""

    as_of: date = Field(description="Dagen som svaret gäller.", examples=["2024-12-31"])
    id: UUID = Field(description="Överenskommelsens eller löftets id.")
    version: Revised = Field(description="Versionen som svaret vilar på.", examples=[3])
    form: Form = Field(description=f"Vad det är: {FORM}", examples=["agreement"])
    title: Text = Field(
        description="Dess titel.", examples=["Samverkansöverenskommelse Oxelösund 2023–2026"]
    )
    derivation: Text = Field(
        description="Var kriterierna kommer från.",
        examples=["Kriterierna är härledda ur lagen och Brås vägledning."],
    )
    counts: VerdictCounts = Field(description="Registrets bedömningar, antal av varje.")
    criteria: list[CriterionQuality] = Field(
        max_length=100, description="Kriterierna i ordning, med bedömningar."
    )
    methods: list[MethodInUse] = Field(
        max_length=MOST_EVIDENCE, description="Metoderna ur katalogen som åtgärderna använder."
    )


class QualityRead(CommitmentQuality, Linked):
    """Kvaliteten, kriterium för kriterium."""

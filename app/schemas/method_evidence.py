"""The shape of what is known of a method's effect, wherever a method is chosen."""

from pydantic import Field

from app.models.methods import Evidence, EvidenceQuality
from app.schemas.base import Shape
from app.schemas.values import Name, Paragraph, Year

EVIDENCE = (
    "Vad som är känt om effekten: positive = minskar brott eller otrygghet, mixed = blandade "
    "resultat, unclear = för lite underlag, noEffect = ingen effekt, notEvaluated = inte "
    "utvärderad."
)
EVIDENCE_QUALITY = (
    "Hur starkt underlaget är: severalStudies = flera effektstudier, limited = enstaka eller små "
    "studier, processOnly = bara processutvärdering, noStudy = ingen effektstudie är funnen; "
    "null = inte angivet."
)


class MethodEvidence(Shape):
    """Vad man vet om en metods effekt: effekten, underlaget, källan och vad man bör tänka på."""

    evidence: Evidence = Field(description=EVIDENCE, examples=["positive"])
    evidence_quality: EvidenceQuality | None = Field(
        default=None, description=EVIDENCE_QUALITY, examples=["severalStudies"]
    )
    evidence_note: Paragraph | None = Field(
        default=None,
        description="Vad kunskapen om effekten bygger på; null = inte angivet.",
        examples=["Processutvärdering i en kommun; ingen effektstudie är funnen."],
    )
    caution: Paragraph | None = Field(
        default=None,
        description="Vad man bör tänka på när uppgiften läses eller metoden väljs; null = inget.",
        examples=["Siffran gäller försöksområdena och är ingen nettoeffekt."],
    )
    evidence_source: Name | None = Field(
        default=None,
        description="Källan till uppgiften om effekt; null = ingen.",
        examples=["Eskilstuna kommun"],
    )
    evidence_year: Year | None = Field(
        default=None, description="Källans år (ÅÅÅÅ); null = okänt.", examples=[2023]
    )

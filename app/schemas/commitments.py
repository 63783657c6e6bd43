"""Shapes that agreements and citizen promises share."""

from datetime import date
from typing import Literal

from pydantic import Field

from app.models.actors import ActorKind
from app.models.commitments import Level, Precision, Signing
from app.schemas.base import Filters, Outgoing, Referable
from app.schemas.commitment_history import (
    AmendmentRead,
    CorrectionRead,
    ProlongationRead,
    ReplacedByRead,
    SignatureRead,
    TerminationRead,
)
from app.schemas.commitment_parts import (
    DocumentShape,
    PartyRead,
    PartyShape,
    Period,
    ReplacementShape,
)
from app.schemas.provenance import Provenance
from app.schemas.values import (
    Code,
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    RegistryNumber,
    YearAsked,
)

CommitmentStatus = Literal[
    "draft",
    "upcoming",
    "valid",
    "expiring",
    "expired",
    "terminated",
    "superseded",
    "ended",
    "unknown",
]
Validity = Literal["yes", "no", "unknown"]


class CommitmentFields(Referable):
    title: Name = Field(
        description="Titeln.", examples=["Samverkansöverenskommelse Oxelösund 2023–2026"]
    )
    title_is_constructed: Flag = Field(
        default=False, description="Om källan saknar rubrik och titeln är satt av registret."
    )
    level: Level = Field(description="Nivån den gäller på.", examples=["municipality"])
    registry_numbers: list[RegistryNumber] = Field(
        default_factory=list,
        max_length=20,
        description="Diarienummer, som varje myndighet skriver dem.",
        examples=[["KS.2023.45"]],
    )
    purposes: list[Paragraph] = Field(
        default_factory=list, max_length=50, description="Syften.", examples=[["Ökad trygghet."]]
    )
    parent_id: Id | None = Field(
        default=None, description="Den överordnade överenskommelsen, om det finns en."
    )
    geographic_scope: Line | None = Field(
        default=None, description="Området den gäller, i ord.", examples=["Centrala Oxelösund"]
    )
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som den gäller för (SCB:s kommunkoder).",
        examples=[["0481"]],
    )
    stated_county_codes: list[CountyCode] = Field(
        default_factory=list,
        max_length=21,
        description="Län som källan nämner (SCB:s länskoder).",
        examples=[["04"]],
    )
    parties: list[PartyShape] = Field(
        default_factory=list, max_length=100, description="Parterna, med roll."
    )
    period: Period = Field(default_factory=Period, description="När den gäller.")
    documents: list[DocumentShape] = Field(
        default_factory=list, max_length=100, description="Dokument som hör till."
    )
    registered_afterwards: Flag = Field(
        default=False,
        description="Om den tecknades innan den kom till registret och förts in från en källa; "
        "anges bara när posten skapas.",
    )
    signing: Signing = Field(
        default=Signing.UNSIGNED,
        description="unsigned = utkast; proposed och signed anges bara när registeredAfterwards "
        "är true, annars signerar parterna var för sig.",
    )
    signed_on: Day | None = Field(
        default=None,
        description="Dagen då den undertecknades; anges bara när registeredAfterwards är true, "
        "annars är det den sista partens dag.",
    )
    signed_on_precision: Precision | None = Field(
        default=None, description="Hur exakt undertecknandets dag är känd."
    )
    published_on: Day | None = Field(default=None, description="Dagen då källan publicerades.")
    published_on_precision: Precision | None = Field(
        default=None, description="Hur exakt publiceringens dag är känd."
    )
    provenance: Provenance | None = Field(
        default=None, description="Var uppgifterna kommer från, och vad källan säger därutöver."
    )
    data_quality_notes: list[Paragraph] = Field(
        default_factory=list, max_length=100, description="Brister i uppgifterna, i ord."
    )
    replaces: list[ReplacementShape] = Field(
        default_factory=list,
        max_length=20,
        description="Vad den ersätter; börjar gälla när den är undertecknad.",
    )
    replaced_on_unknown_day: Flag = Field(
        default=False, description="Om den är ersatt utan att det framgår när eller av vad."
    )


class CommitmentRead(CommitmentFields, Outgoing):
    parties: list[PartyRead] = Field(description="Parterna, med roll.")  # type: ignore[assignment]
    status: CommitmentStatus = Field(description="Läget den dag som frågan gäller (asOf).")
    status_reason: str = Field(description="Vad läget beror på, i ord.")
    validity: Validity = Field(
        description="Gäller den dagen? yes, no, eller unknown när uppgifterna inte avgör det."
    )
    validity_reason: str = Field(description="Vad svaret beror på, som kod.")
    as_of: date = Field(description="Dagen som frågan gäller.")
    revision: int = Field(description="Revisionens nummer; ökar med ett för varje tillägg.")
    county_codes: list[str] = Field(
        description="Länen den hör till: parternas, kommunernas och de som källan nämner."
    )
    signatures: list[SignatureRead] = Field(description="Underskrifterna.")
    replaced_by: list[ReplacedByRead] = Field(description="Vad som ersätter den.")
    prolongations: list[ProlongationRead] = Field(description="Förlängningarna.")
    terminations: list[TerminationRead] = Field(description="Uppsägningen, om den är uppsagd.")
    amendments: list[AmendmentRead] = Field(description="Tilläggen.")
    corrections: list[CorrectionRead] = Field(description="Rättelserna.")


class CommitmentFilters(Filters):
    status: CommitmentStatus | None = Field(
        default=None, description="Läget den dag som frågan gäller."
    )
    validity: Validity | None = Field(
        default=None, description="Gäller den dag som frågan gäller: yes, no eller unknown."
    )
    valid_on: Day | None = Field(
        default=None, description="Bara de som säkert gäller den dagen (validity yes)."
    )
    year: YearAsked | None = Field(
        default=None, description="Bara de som kan ha gällt någon dag det året."
    )
    level: Level | None = Field(default=None, description="Nivån.")
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod; en överenskommelse på länsnivå räknas inte som kommunens egen.",
    )
    actor_id: Id | None = Field(default=None, description="En aktör som är part.")
    actor_kind: ActorKind | None = Field(default=None, description="Slag av aktör som är part.")
    category_code: Code | None = Field(
        default=None, description="Kategori på något prioriterat område."
    )
    method_code: Code | None = Field(default=None, description="Metod i någon åtgärd.")
    parent_id: Id | None = Field(default=None, description="Den överordnade.")
    replaces_id: Id | None = Field(default=None, description="Ersätter denna.")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Ett diarienummer, precis som det är skrivet."
    )

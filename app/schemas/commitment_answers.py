"""What answers about agreements and citizen promises share, and how their lists are narrowed."""

from datetime import date
from typing import Literal

from pydantic import Field

from app.models.actors import ActorKind
from app.models.commitments import Level, Signing
from app.schemas.commitment_history import (
    AmendmentRead,
    CorrectionRead,
    ProlongationRead,
    ReplacedByRead,
    SignatureRead,
    TerminationRead,
)
from app.schemas.commitment_parts import PartyRead
from app.schemas.commitments import CommitmentFields
from app.schemas.filters import Filters
from app.schemas.meanings import (
    ACTOR_KIND,
    COMMITMENT_STATUS,
    LEVEL,
    REGISTERED_AFTERWARDS,
    SHARED_WITH_COUNTY,
    SIGNED_ON,
    SIGNING,
    VALIDITY,
    VALIDITY_REASON,
)
from app.schemas.pages import Outgoing
from app.schemas.values import (
    Code,
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    MunicipalityCode,
    RegistryNumber,
    Revised,
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

# What happens to a commitment goes on happening; this is far beyond what anything has had.
MOST = 10_000


class CommitmentRead(CommitmentFields, Outgoing):
    parties: list[PartyRead] = Field(  # type: ignore[assignment]
        max_length=100, description="Parterna: aktörer med roll."
    )
    registered_afterwards: Flag = Field(description=REGISTERED_AFTERWARDS, examples=[False])
    shared_with_county: Flag = Field(description=SHARED_WITH_COUNTY, examples=[False])
    signing: Signing = Field(description=SIGNING, examples=["signed"])
    signed_on: Day | None = Field(description=SIGNED_ON, examples=["2023-02-01"])
    status: CommitmentStatus = Field(
        description=f"Läget den dag som frågan gäller (asOf): {COMMITMENT_STATUS}",
        examples=["valid"],
    )
    status_reason: Line = Field(
        description="Vad läget beror på, i ord.",
        examples=["Dagen ligger inom den angivna perioden."],
    )
    validity: Validity = Field(
        description=f"Om den gäller den dag som frågan gäller (asOf): {VALIDITY}",
        examples=["yes"],
    )
    validity_reason: Line = Field(description=VALIDITY_REASON, examples=["withinPeriod"])
    as_of: date = Field(
        description="Dagen som frågan gäller (ÅÅÅÅ-MM-DD).", examples=["2025-06-30"]
    )
    revision: Revised = Field(
        description="Revisionens nummer: 1 från början, ett mer för varje tillägg.", examples=[2]
    )
    county_codes: list[CountyCode] = Field(
        max_length=100,
        description="Länen den hör till (SCB:s länskoder): parternas, kommunernas och de som "
        "källan nämner.",
        examples=[["04"]],
    )
    signatures: list[SignatureRead] = Field(
        max_length=MOST, description="Underskrifterna, en per part som har undertecknat."
    )
    replaced_by: list[ReplacedByRead] = Field(
        max_length=MOST, description="Nyare som ersätter den.", examples=[[]]
    )
    prolongations: list[ProlongationRead] = Field(
        max_length=MOST, description="Förlängningarna, i den ordning de gjordes.", examples=[[]]
    )
    terminations: list[TerminationRead] = Field(
        max_length=1, description="Uppsägningen; tom när den inte är uppsagd.", examples=[[]]
    )
    amendments: list[AmendmentRead] = Field(
        max_length=MOST, description="Tilläggen, revision för revision."
    )
    corrections: list[CorrectionRead] = Field(
        max_length=MOST,
        description="Rättelserna av registreringen, i den ordning de gjordes.",
        examples=[[]],
    )


class CommitmentFilters(Filters):
    status: CommitmentStatus | None = Field(
        default=None, description=f"Läget den dag som frågan gäller: {COMMITMENT_STATUS}"
    )
    validity: Validity | None = Field(
        default=None, description=f"Om den gäller den dag som frågan gäller: {VALIDITY}"
    )
    valid_on: Day | None = Field(
        default=None,
        description="Bara de som säkert gäller den dagen (ÅÅÅÅ-MM-DD), alltså validity yes.",
    )
    year: YearAsked | None = Field(
        default=None, description="Bara de som kan ha gällt någon dag det året (ÅÅÅÅ)."
    )
    level: Level | None = Field(default=None, description=f"Nivån: {LEVEL}")
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror; en överenskommelse på länsnivå räknas inte som "
        "kommunens egen.",
    )
    actor_id: Id | None = Field(default=None, description="En aktör (id) som är part.")
    actor_kind: ActorKind | None = Field(
        default=None, description=f"Slag av aktör som är part: {ACTOR_KIND}"
    )
    category_code: Code | None = Field(
        default=None, description="Kod för en kategori på något prioriterat område."
    )
    method_code: Code | None = Field(default=None, description="Kod för en metod i någon åtgärd.")
    parent_id: Id | None = Field(default=None, description="Den överordnade (id).")
    replaces_id: Id | None = Field(default=None, description="Bara de som ersätter denna (id).")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Ett diarienummer, precis som det är skrivet."
    )

"""Shapes of deliveries."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.models.deliveries import AttemptOutcome, DeliveryState
from app.schemas.base import Shape
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Outgoing
from app.schemas.values import (
    At,
    Checksum,
    Code,
    CountyCode,
    Id,
    Line,
    Name,
    Paragraph,
    Text,
    Year,
    YearAsked,
)

STATE = (
    "queued = väntar, sending = överlämnas just nu, delivered = framme, failed = kom inte fram "
    "eller är ovisst (se reason)"
)
OUTCOME = (
    "delivered = framme, postponed = gick inte nu och görs om senare, failed = går inte, "
    "interrupted = arbetet avbröts; null = pågår"
)
TARGET = "Leveransmålet: dess nyckel (key) i tjänstens inställningar."
REPLY_CODE = "Svarskod från e-postservern (SMTP, RFC 5321), 400-599; null = ingen."
CHECKSUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
Number = Annotated[int, Field(ge=1, le=10_000)]
ReplyCode = Annotated[int, Field(ge=400, le=599)]


class AttemptFields(Shape):
    """Ett försök att leverera."""

    number: Number = Field(description="Vilket försök det var, räknat från 1.", examples=[1])
    started_at: At = Field(description="När det började (UTC).")
    ended_at: At | None = Field(description="När det slutade (UTC); null = pågår.")
    outcome: AttemptOutcome | None = Field(
        description=f"Hur det gick: {OUTCOME}.", examples=["delivered"]
    )
    reply_code: ReplyCode | None = Field(description=REPLY_CODE, examples=[451])
    reason: Text | None = Field(
        description="Varför det inte gick; null = det gick, eller pågår.",
        examples=["Katalogen gick inte att nå (FileNotFoundError)."],
    )
    job_id: UUID = Field(
        description="Bakgrundsjobbet som försökte (id).",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )


class DeliveryRead(Outgoing):
    """En leverans av en redovisning till ett mål, och hur den gick."""

    title: Name = Field(
        description="Vad som levereras, och till vem.",
        examples=["bra-redovisning-04-2024-v1 till Brå"],
    )
    annual_report_id: UUID | None = Field(
        description="Länets redovisning som levereras (id); null = det är ingen sådan.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    national_report_id: UUID | None = Field(
        description="Den nationella redovisningen som levereras (id); null = det är ingen sådan.",
        examples=[None],
    )
    county_code: CountyCode | None = Field(
        description="Redovisningens län (SCB), två siffror; null = hela landet.", examples=["04"]
    )
    year: Year = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    issue: Number = Field(
        description="Redovisningens utgåva; för en nationell redovisning dess nummer.", examples=[1]
    )
    target: Code = Field(description=TARGET, examples=["bra"])
    round: Number = Field(
        description="Vilken gång samma utgåva levereras till målet, räknat från 1.", examples=[1]
    )
    redelivery_reason: Paragraph | None = Field(
        description=(
            "Varför någon begärde leveransen; null = den följde av inlämningen eller "
            "sammanställningen."
        ),
        examples=[None],
    )
    destination: Line = Field(
        description="Vart det går: katalogens adress eller brevlådan.",
        examples=["s3://redovisningar/bra"],
    )
    state: DeliveryState = Field(description=f"Läget: {STATE}.", examples=["delivered"])
    attempts: list[AttemptFields] = Field(max_length=100, description="Försöken, i ordning.")
    message_id: Line | None = Field(
        description="Brevets Message-ID, att söka på i e-postserverns logg; null = inget brev.",
        examples=[None],
    )
    delivered_at: At | None = Field(description="När den var framme (UTC); null = inte framme.")
    workbook_checksum: Checksum | None = Field(
        description="SHA-256 av arbetsboken som levererades; null = ingen levererad.",
        examples=[CHECKSUM],
    )
    data_checksum: Checksum | None = Field(
        description=(
            "SHA-256 av JSON-filen som levererades: den som står på arbetsbokens försättsblad; "
            "null = ingen levererad."
        ),
        examples=[CHECKSUM],
    )
    reason: Text | None = Field(
        description="Varför den inte är framme; null = inget sådant.", examples=[None]
    )


class RepetitionCreate(Body):
    """Begäran om att en leverans görs om: samma utgåva till samma mål."""

    reason: Paragraph = Field(
        description="Varför den behöver levereras, på nytt eller i efterhand.",
        examples=["Brå har bytt mottagare och fann inte filen."],
    )


class DeliveryCreate(RepetitionCreate):
    """Begäran om att en utgåva levereras till ett mål, också om den har levererats dit förut."""

    target: Code = Field(description=TARGET, examples=["bra"])


class DeliveryFilters(Filters):
    annual_report_id: Id | None = Field(default=None, description="Länets redovisning (id).")
    national_report_id: Id | None = Field(
        default=None, description="Den nationella redovisningen (id)."
    )
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    year: YearAsked | None = Field(default=None, description="Året som redovisas (ÅÅÅÅ).")
    state: DeliveryState | None = Field(default=None, description=f"Läget: {STATE}.")
    target: Code | None = Field(default=None, description=TARGET)

"""Shapes of what is due."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from app.schemas.base import Reckoned
from app.schemas.evidence import EvidenceRead
from app.schemas.filters import AsOfAhead
from app.schemas.values import CountyCode, Line, MunicipalityCode, Text
from app.words import DUE_KIND


class DueKind(StrEnum):
    AGREEMENT_ENDS = "agreementEnds"
    PROMISE_ENDS = "promiseEnds"
    PROMISE_NOT_FED_BACK = "promiseNotFedBack"
    PICTURE_CLOCK = "pictureClock"
    PLAN_CLOCK = "planClock"
    COUNCIL_REPORT = "councilReport"
    FOLLOW_UP_BEHIND = "followUpBehind"
    MEETING_BEHIND = "meetingBehind"
    MEASURE_ENDS = "measureEnds"
    REVIEW_DUE = "reviewDue"
    REPORT_DUE = "reportDue"


KIND = ", ".join(f"{code} = {said}" for code, said in DUE_KIND.items())


class DueFilters(AsOfAhead):
    within: int = Field(
        default=90,
        ge=1,
        le=1_830,
        description="Hur många dagar framåt från asOf som det frågas om.",
    )
    kind: DueKind | None = Field(
        default=None, description=f"Bara detta slag: {KIND}.", examples=["agreementEnds"]
    )
    county_code: CountyCode | None = Field(
        default=None, description="Bara detta län (länskod enligt SCB).", examples=["04"]
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Bara denna kommun (kommunkod enligt SCB).", examples=["0481"]
    )
    page: int = Field(
        default=1,
        ge=0,
        le=1_000_000,
        description="Sidan, räknad från 1; 0 och bortom slutet är tomma.",
    )
    limit: int = Field(default=20, ge=1, le=100, description="Poster per sida.")


class DueRead(Reckoned):
    """Något som behöver göras, senast en viss dag."""

    kind: DueKind = Field(description=f"Slaget: {KIND}.", examples=["agreementEnds"])
    word: Line = Field(description="Slaget i ord.", examples=["överenskommelse löper ut"])
    day: date = Field(
        description=(
            "Dagen då det ska vara gjort, eller sedan vilken det är försenat (ÅÅÅÅ-MM-DD)."
        ),
        examples=["2025-12-31"],
    )
    overdue: bool = Field(
        description="true = dagen har passerat den dag som frågan gäller.", examples=[False]
    )
    overdue_word: Line = Field(description="Detsamma med tecken och ord.", examples=["○ kommande"])
    title: Text = Field(
        description="Vad det gäller.", examples=["Samverkansöverenskommelse 2022-2025"]
    )
    action: Line = Field(
        description="Vad som behöver göras.",
        examples=[
            "Besluta om överenskommelsen ska förlängas, ersättas eller upphöra, och registrera det."
        ],
    )
    record: EvidenceRead | None = Field(
        description="Posten som det rör; null = det finns ingen post än."
    )
    municipality_codes: list[MunicipalityCode] = Field(
        max_length=1_000,
        description="Kommunerna som det rör (SCB:s kommunkoder); tom när det rör hela länet.",
        examples=[["0481"]],
    )

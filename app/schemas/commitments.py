"""The fields that agreements and citizen promises share."""

from pydantic import Field

from app.models.commitments import Level, Precision, Signing
from app.schemas.bodies import Referable
from app.schemas.commitment_parts import (
    DocumentShape,
    PartyShape,
    Period,
    ReplacementShape,
)
from app.schemas.meanings import (
    LEVEL,
    PRECISION,
    REGISTERED_AFTERWARDS,
    SHARED_WITH_COUNTY,
    SIGNED_ON,
    SIGNING,
)
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
    RegistryNumber,
)


class CommitmentFields(Referable):
    title: Name = Field(
        description="Överenskommelsens titel.",
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )
    title_is_constructed: Flag = Field(
        default=False,
        description="Om källan saknar rubrik och titeln är satt av registret.",
        examples=[False],
    )
    level: Level = Field(description=f"Nivån den gäller på: {LEVEL}", examples=["municipality"])
    registry_numbers: list[RegistryNumber] = Field(
        default_factory=list,
        max_length=20,
        description="Diarienummer, som varje myndighet skriver dem.",
        examples=[["KS.2023.45"]],
    )
    purposes: list[Paragraph] = Field(
        default_factory=list,
        max_length=50,
        description="Syften, i ord; minst ett krävs för att underteckna en överenskommelse.",
        examples=[["Minska brottsligheten och öka tryggheten i Oxelösund."]],
    )
    parent_id: Id | None = Field(
        default=None, description="Den överordnade överenskommelsen (id); null = ingen."
    )
    geographic_scope: Line | None = Field(
        default=None,
        description="Området den gäller, i ord; null = framgår inte.",
        examples=["Hela kommunen"],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som den gäller för (SCB:s kommunkoder, fyra siffror).",
        examples=[["0481"]],
    )
    stated_county_codes: list[CountyCode] = Field(
        default_factory=list,
        max_length=21,
        description="Län som källan nämner (SCB:s länskoder, två siffror).",
        examples=[["04"]],
    )
    parties: list[PartyShape] = Field(
        default_factory=list, max_length=100, description="Parterna: aktörer med roll."
    )
    period: Period = Field(
        default_factory=Period, description="När den gäller: dagarna och hur tiden slutar."
    )
    documents: list[DocumentShape] = Field(
        default_factory=list, max_length=100, description="Dokument som hör till."
    )
    registered_afterwards: Flag = Field(
        default=False,
        description=REGISTERED_AFTERWARDS,
    )
    shared_with_county: Flag = Field(
        default=False,
        description=SHARED_WITH_COUNTY,
        examples=[False],
    )
    signing: Signing = Field(
        default=Signing.UNSIGNED,
        description=SIGNING,
    )
    signed_on: Day | None = Field(default=None, description=SIGNED_ON)
    signed_on_precision: Precision | None = Field(
        default=None, description=f"Hur exakt undertecknandets dag är känd: {PRECISION}"
    )
    published_on: Day | None = Field(
        default=None, description="Dagen då källan publicerades (ÅÅÅÅ-MM-DD); null = okänd."
    )
    published_on_precision: Precision | None = Field(
        default=None, description=f"Hur exakt publiceringens dag är känd: {PRECISION}"
    )
    provenance: Provenance | None = Field(
        default=None, description="Var uppgifterna kommer från, och vad källan säger därutöver."
    )
    data_quality_notes: list[Paragraph] = Field(
        default_factory=list,
        max_length=100,
        description="Brister i uppgifterna, i ord.",
        examples=[["Polisens diarienummer är inte känt."]],
    )
    replaces: list[ReplacementShape] = Field(
        default_factory=list,
        max_length=20,
        description="Äldre som den ersätter; ersättningen gäller när den är undertecknad.",
        examples=[[]],
    )
    replaced_on_unknown_day: Flag = Field(
        default=False,
        description="Om den är ersatt utan att det framgår när eller av vad.",
        examples=[False],
    )

"""Shapes of situation pictures."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.situation_pictures import PictureKind
from app.schemas.base import Body, Group, RecordFilters, RecordRead, Referable, partial
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
    Url,
    YearAsked,
)


class PictureSections(Group):
    """Vad lägesbilden innehåller av det som lagens 4 § kräver; null = inte känt."""

    maps_crime: Flag | None = Field(
        default=None, description="Om brottsligheten är kartlagd (4 § 1)."
    )
    maps_extent: Flag | None = Field(
        default=None, description="Om brottslighetens omfattning är kartlagd (4 § 1)."
    )
    maps_consequences: Flag | None = Field(
        default=None, description="Om brottslighetens konsekvenser är kartlagda (4 § 1)."
    )
    has_other_information: Flag | None = Field(
        default=None, description="Om annan information av betydelse finns med (4 § 2)."
    )
    has_analysis: Flag | None = Field(
        default=None, description="Om kartläggningen och informationen är analyserade (4 § 3)."
    )


class SituationPictureFields(Referable):
    title: Name = Field(
        description="Lägesbildens titel.", examples=["Lägesbild för Oxelösund 2024"]
    )
    kind: PictureKind = Field(
        description="own: en parts egen; joint: gemensam för kommun och polis.", examples=["joint"]
    )
    made_by_id: Id | None = Field(default=None, description="Aktören som gjorde lägesbilden.")
    made_on: Day | None = Field(
        default=None,
        description="Dagen då lägesbilden blev klar (ÅÅÅÅ-MM-DD); null = inte känd.",
        examples=["2024-02-01"],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        min_length=1,
        max_length=290,
        description="Kommuner som lägesbilden gäller (SCB:s kommunkoder), minst en.",
        examples=[["0481"]],
    )
    sections: PictureSections = Field(
        default_factory=PictureSections, description="Innehållet mot lagens krav."
    )
    sources: list[Line] = Field(
        default_factory=list,
        max_length=100,
        description="Källor som lägesbilden bygger på.",
        examples=[["Polisens anmälningsstatistik", "Trygghetsmätning"]],
    )
    citizen_dialogue_on: Day | None = Field(
        default=None, description="Dagen för medborgardialog; null = inte känd eller ingen."
    )
    staff_dialogue_on: Day | None = Field(
        default=None, description="Dagen för medarbetardialog; null = inte känd eller ingen."
    )
    document_url: Url | None = Field(default=None, description="Adress till dokumentet.")
    registry_number: RegistryNumber | None = Field(
        default=None, description="Diarienummer som myndigheten skriver det."
    )
    note: Paragraph | None = Field(default=None, description="Anmärkning.")


class SituationPictureCreate(SituationPictureFields, Body):
    """En ny lägesbild."""


@partial
class SituationPictureUpdate(SituationPictureFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class SituationPictureRead(SituationPictureFields, RecordRead):
    """En lägesbild."""

    made_by_name: Annotated[str | None, Of("made_by.name")] = Field(
        description="Namnet på aktören som gjorde lägesbilden."
    )


class SituationPictureFilters(RecordFilters):
    kind: PictureKind | None = Field(default=None, description="Egen (own) eller gemensam (joint).")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: lägesbilder för någon av länets kommuner."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: lägesbilder som gäller kommunen."
    )
    year: YearAsked | None = Field(default=None, description="Året då lägesbilden blev klar.")
    made_by_id: Id | None = Field(default=None, description="Aktören som gjorde lägesbilden.")

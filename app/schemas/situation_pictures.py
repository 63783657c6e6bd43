"""Shapes of situation pictures."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.situation_pictures import PictureKind
from app.schemas.base import Group
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
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

KIND = "Slaget: own = en parts egen lägesbild, joint = gemensam för kommun och polis."


class PictureSections(Group):
    """Vad lägesbilden innehåller av det som lagens 4 § kräver; null = inte känt."""

    maps_crime: Flag | None = Field(
        default=None,
        description="Om brottsligheten är kartlagd (4 § 1); null = inte känt.",
        examples=[True],
    )
    maps_extent: Flag | None = Field(
        default=None,
        description="Om brottslighetens omfattning är kartlagd (4 § 1); null = inte känt.",
        examples=[True],
    )
    maps_consequences: Flag | None = Field(
        default=None,
        description="Om brottslighetens konsekvenser är kartlagda (4 § 1); null = inte känt.",
        examples=[False],
    )
    has_other_information: Flag | None = Field(
        default=None,
        description="Om annan information av betydelse finns med (4 § 2); null = inte känt.",
        examples=[True],
    )
    has_analysis: Flag | None = Field(
        default=None,
        description=(
            "Om kartläggningen och informationen är analyserade (4 § 3); null = inte känt."
        ),
        examples=[True],
    )


class SituationPictureFields(Referable):
    title: Name = Field(
        description="Lägesbildens titel.", examples=["Lägesbild för Oxelösund 2024"]
    )
    kind: PictureKind = Field(description=KIND, examples=["joint"])
    made_by_id: Id | None = Field(
        default=None, description="Aktören som gjorde lägesbilden (id); null = okänd."
    )
    made_on: Day | None = Field(
        default=None,
        description="Dagen då lägesbilden blev klar (ÅÅÅÅ-MM-DD); null = inte känd.",
        examples=["2024-02-01"],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        min_length=1,
        max_length=290,
        description="Kommuner som lägesbilden gäller (kommunkoder enligt SCB), minst en.",
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
        default=None,
        description="Dagen för medborgardialog (ÅÅÅÅ-MM-DD); null = inte känd eller ingen.",
        examples=["2023-11-16"],
    )
    staff_dialogue_on: Day | None = Field(
        default=None,
        description="Dagen för medarbetardialog (ÅÅÅÅ-MM-DD); null = inte känd eller ingen.",
        examples=["2023-11-23"],
    )
    document_url: Url | None = Field(
        default=None,
        description="Webbadressen till dokumentet; null = okänd.",
        examples=["https://www.oxelosund.example.se/lagesbild-2024.pdf"],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Diarienummer som myndigheten skriver det; null = okänt.",
        examples=["KS 2024/31"],
    )
    note: Paragraph | None = Field(
        default=None,
        description="Anmärkning; null = ingen.",
        examples=["Konsekvenserna kartläggs i nästa lägesbild."],
    )


class SituationPictureCreate(SituationPictureFields, Body):
    """En ny lägesbild."""


@partial
class SituationPictureUpdate(SituationPictureFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class SituationPictureRead(SituationPictureFields, RecordRead):
    """En lägesbild."""

    made_by_name: Annotated[Name | None, Of("made_by.name")] = Field(
        description="Namnet på aktören som gjorde lägesbilden; null när madeById är null."
    )


class SituationPictureFilters(RecordFilters):
    kind: PictureKind | None = Field(default=None, description=KIND, examples=["joint"])
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: lägesbilder för någon av länets kommuner.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: lägesbilder som gäller kommunen.",
        examples=["0481"],
    )
    year: YearAsked | None = Field(
        default=None, description="Året då lägesbilden blev klar (ÅÅÅÅ).", examples=[2024]
    )
    made_by_id: Id | None = Field(default=None, description="Aktören som gjorde lägesbilden (id).")

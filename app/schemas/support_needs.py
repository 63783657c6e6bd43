"""Shapes of support needs."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.support_needs import SupportState
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

STATE = (
    "Hur långt behovet kommit: open = inte påbörjat, inProgress = stöd pågår, met = mött, "
    "partlyMet = delvis mött, notMet = möttes inte."
)


class SupportNeedFields(Referable):
    topic: Line = Field(description="Vad stödet gäller.", examples=["Orsaksanalys"])
    description: Paragraph | None = Field(
        default=None,
        description="Behovet närmare beskrivet; null = inte beskrivet.",
        examples=["Kommunen vill kunna göra en orsaksanalys inför nästa överenskommelse."],
    )
    asked_by_id: Id = Field(description="Aktören som bad om stöd (id).")
    asked_of_id: Id | None = Field(
        default=None, description="Aktören som ombads ge stöd (id); null = okänd."
    )
    asked_on: Day = Field(
        description="Dagen då stödet efterfrågades (ÅÅÅÅ-MM-DD).", examples=["2024-02-20"]
    )
    visit_id: Id | None = Field(
        default=None,
        description=(
            "Kommunbesöket där behovet kom fram (id för en aktivitet av slaget "
            "municipalityVisit); null = inget."
        ),
    )
    state: SupportState = Field(
        default=SupportState.OPEN,
        description=f"{STATE} met och partlyMet kräver metOn och howMet.",
        examples=["met"],
    )
    met_on: Day | None = Field(
        default=None,
        description="Dagen då behovet möttes (ÅÅÅÅ-MM-DD); null = inte mött.",
        examples=["2024-05-16"],
    )
    how_met: Paragraph | None = Field(
        default=None,
        description="Hur behovet möttes; null = inte mött.",
        examples=["Utbildning för kommunens samordnare"],
    )


class SupportNeedCreate(SupportNeedFields, Body):
    """Ett nytt stödbehov."""


@partial
class SupportNeedUpdate(SupportNeedFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class SupportNeedRead(SupportNeedFields, RecordRead):
    """Ett stödbehov."""

    asked_by_name: Annotated[Name, Of("asked_by.name")] = Field(
        description="Namnet på aktören som bad om stöd.", examples=["Oxelösunds kommun"]
    )
    asked_of_name: Annotated[Name | None, Of("asked_of.name")] = Field(
        description="Namnet på aktören som ombads ge stöd; null när askedOfId är null."
    )
    visit_title: Annotated[Name | None, Of("visit.title")] = Field(
        description="Kommunbesökets titel; null när visitId är null eller posten inte får läsas."
    )


class SupportNeedFilters(RecordFilters):
    state: SupportState | None = Field(default=None, description=STATE, examples=["met"])
    county_code: CountyCode | None = Field(
        default=None,
        description=(
            "Länskod (SCB), två siffror: den som bad om stöd hör hemma eller verkar i länet."
        ),
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunkod (SCB), fyra siffror: den som bad om stöd hör hemma eller verkar i kommunen."
        ),
        examples=["0481"],
    )
    asked_by_id: Id | None = Field(default=None, description="Aktören som bad om stöd (id).")
    year: YearAsked | None = Field(
        default=None, description="Året då stödet efterfrågades (ÅÅÅÅ).", examples=[2024]
    )
    asked_of_id: Id | None = Field(default=None, description="Aktören som ombads ge stöd (id).")

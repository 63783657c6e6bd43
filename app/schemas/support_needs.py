"""Shapes of support needs."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.support_needs import SupportState
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, partial
from app.schemas.values import CountyCode, Day, Id, Line, MunicipalityCode, Paragraph, YearAsked


class SupportNeedFields(Referable):
    topic: Line = Field(description="Vad stödet gäller.", examples=["Orsaksanalys"])
    description: Paragraph | None = Field(default=None, description="Behovet närmare beskrivet.")
    asked_by_id: Id = Field(description="Aktören som bad om stöd.")
    asked_of_id: Id | None = Field(default=None, description="Aktören som ombads ge stöd.")
    asked_on: Day = Field(
        description="Dagen då stödet efterfrågades (ÅÅÅÅ-MM-DD).", examples=["2024-02-20"]
    )
    visit_id: Id | None = Field(
        default=None,
        description="Kommunbesöket där behovet kom fram (aktivitet av slaget municipalityVisit).",
    )
    state: SupportState = Field(
        default=SupportState.OPEN,
        description=(
            "Hur långt behovet kommit: open, inProgress, met, partlyMet eller notMet. "
            "met och partlyMet kräver metOn och howMet."
        ),
    )
    met_on: Day | None = Field(default=None, description="Dagen då behovet möttes.")
    how_met: Paragraph | None = Field(
        default=None,
        description="Hur behovet möttes.",
        examples=["Utbildning för kommunens samordnare"],
    )


class SupportNeedCreate(SupportNeedFields, Body):
    """Ett nytt stödbehov."""


@partial
class SupportNeedUpdate(SupportNeedFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class SupportNeedRead(SupportNeedFields, RecordRead):
    """Ett stödbehov."""

    asked_by_name: Annotated[str, Of("asked_by.name")] = Field(
        description="Namnet på aktören som bad om stöd."
    )
    asked_of_name: Annotated[str | None, Of("asked_of.name")] = Field(
        description="Namnet på aktören som ombads ge stöd."
    )
    visit_title: Annotated[str | None, Of("visit.title")] = Field(
        description="Kommunbesökets titel."
    )


class SupportNeedFilters(RecordFilters):
    state: SupportState | None = Field(default=None, description="Hur långt behovet kommit.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: den som bad om stöd hör hemma eller verkar i länet."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod: den som bad om stöd hör hemma eller verkar i kommunen.",
    )
    asked_by_id: Id | None = Field(default=None, description="Aktören som bad om stöd.")
    year: YearAsked | None = Field(default=None, description="Året då stödet efterfrågades.")
    asked_of_id: Id | None = Field(default=None, description="Aktören som ombads ge stöd.")

"""Shapes of state grants."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    RegistryNumber,
    Year,
    YearAsked,
)

Kronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class StateGrantFields(Referable):
    applicant_id: Id = Field(
        description="Aktören som sökte bidraget (id): en kommun eller en annan organisation."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunen som bidraget gäller (SCB:s kommunkod, fyra siffror); "
            "null när det gäller ett helt län, som anges i countyCode."
        ),
        examples=["0481"],
    )
    county_code: CountyCode | None = Field(
        default=None,
        description=(
            "Länet som bidraget gäller (länskod, SCB); null när det gäller en kommun, som anges i "
            "municipalityCode."
        ),
        examples=[None],
    )
    year: Year = Field(description="Året som bidraget söktes för (ÅÅÅÅ).", examples=[2024])
    title: Name = Field(
        description="Vad bidraget söktes för, i korthet.", examples=["Trygga kvällar i centrum"]
    )
    purpose: Paragraph | None = Field(
        default=None,
        description="Ändamålet i löpande text; null = inte beskrivet.",
        examples=["Utbildning av kommunens trygghetsvärdar och utvärdering av arbetet."],
    )
    applied_on: Day | None = Field(
        default=None,
        description="Dagen för ansökan (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-02-15"],
    )
    applied_amount: Kronor | None = Field(
        default=None, description="Sökt belopp i hela kronor; null = inte känt.", examples=[350_000]
    )
    decided_on: Day | None = Field(
        default=None,
        description=(
            "Dagen för beslutet (ÅÅÅÅ-MM-DD); null = inte beslutat eller okänd. Krävs när "
            "grantedAmount anges."
        ),
        examples=["2024-05-20"],
    )
    granted_amount: Kronor | None = Field(
        default=None,
        description="Beviljat belopp i hela kronor; 0 = avslag, null = inte känt.",
        examples=[200_000],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Beslutets diarienummer, som myndigheten skriver det; null = okänt.",
        examples=["Brå 2024/217"],
    )
    note: Paragraph | None = Field(
        default=None,
        description="Anmärkning i löpande text; null = ingen.",
        examples=["Beloppet räcker till en av två utbildningar."],
    )


class StateGrantCreate(StateGrantFields, Body):
    """Ett nytt statsbidrag."""


@partial
class StateGrantUpdate(StateGrantFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class StateGrantRead(StateGrantFields, RecordRead):
    """Ett statsbidrag (förordning 2023:442): vad som söktes, och vad som beviljades."""

    applicant_name: Annotated[Name, Of("applicant.name")] = Field(
        description="Namnet på aktören som sökte.", examples=["Oxelösunds kommun"]
    )


class StateGrantFilters(RecordFilters):
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: bidraget gäller länet eller en kommun i det.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: bidraget gäller kommunen.",
        examples=["0481"],
    )
    applicant_id: Id | None = Field(default=None, description="Aktören som sökte (id).")
    year: YearAsked | None = Field(
        default=None, description="Året som bidraget söktes för (ÅÅÅÅ).", examples=[2024]
    )

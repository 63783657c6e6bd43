"""Shapes of indicator answers."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind
from app.models.indicator_answers import AskedIndicator, StrategyAnswer
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import ACTOR_KIND
from app.schemas.pages import RecordRead
from app.schemas.values import CountyCode, Day, Id, MunicipalityCode, Name, Paragraph, YearAsked

AnsweredYear = Annotated[int, Field(strict=True, ge=2017, le=2200)]
Grade = Annotated[int, Field(strict=True, ge=1, le=5)]

INDICATOR = (
    "Indikatorn: I12 = om polisens brottsförebyggande strategi är införd (besvaras av ett "
    "lokalpolisområde, med answer), I13c = samverkan med andra, I13s = stöd från andra (besvaras "
    "av en kommun eller ett lokalpolisområde, med grade)."
)


class IndicatorAnswerFields(Referable):
    actor_id: Id = Field(
        description="Aktören som svarar (id): en kommun eller ett lokalpolisområde."
    )
    indicator: AskedIndicator = Field(description=INDICATOR, examples=["I13c"])
    year: AnsweredYear = Field(
        description=(
            "Året som svaret gäller (ÅÅÅÅ), tidigast 2017 och senast i år; ett svar per aktör, "
            "indikator och år."
        ),
        examples=[2024],
    )
    answer: StrategyAnswer | None = Field(
        default=None,
        description="Svaret på I12: yes = ja, partly = delvis, no = nej; null på de andra.",
        examples=[None],
    )
    grade: Grade | None = Field(
        default=None,
        description=("Svaret på I13c och I13s, från 1 (lägst) till 5 (högst); null på I12."),
        examples=[4],
    )
    answered_on: Day = Field(
        description="Dagen då aktören svarade (ÅÅÅÅ-MM-DD).", examples=["2025-01-15"]
    )
    note: Paragraph | None = Field(
        default=None,
        description="Anmärkning i löpande text; null = ingen.",
        examples=["Samverkan med skolan har kommit igång; den med vården saknas."],
    )


class IndicatorAnswerCreate(IndicatorAnswerFields, Body):
    """Ett nytt indikatorsvar."""


@partial
class IndicatorAnswerUpdate(IndicatorAnswerFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class IndicatorAnswerRead(IndicatorAnswerFields, RecordRead):
    """Ett indikatorsvar: vad kommunen eller polisen själv svarar för ett år."""

    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn.", examples=["Oxelösunds kommun"]
    )
    actor_kind: Annotated[ActorKind, Of("actor.kind")] = Field(
        description=f"Aktörens slag: {ACTOR_KIND}", examples=["municipality"]
    )


class IndicatorAnswerFilters(RecordFilters):
    actor_id: Id | None = Field(default=None, description="Aktören som svarade (id).")
    indicator: AskedIndicator | None = Field(default=None, description=INDICATOR, examples=["I13c"])
    year: YearAsked | None = Field(
        default=None, description="Året som svaret gäller (ÅÅÅÅ).", examples=[2024]
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: aktören hör hemma i länet eller verkar där.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunkod (SCB), fyra siffror: aktören hör hemma i kommunen eller verkar där."
        ),
        examples=["0481"],
    )

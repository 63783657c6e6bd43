"""Shapes of the feedback to a municipality."""

from datetime import date
from uuid import UUID

from pydantic import Field

from app.schemas.annual_reports import Issue
from app.schemas.base import Reckoned, Shape
from app.schemas.pages import Linked
from app.schemas.values import (
    At,
    Checksum,
    CountyCode,
    Line,
    MunicipalityCode,
    Name,
    Text,
    Whole,
    Year,
    YearAsked,
)

CHECKSUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
REPORT_ID = "018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"
COUNTED = "null = uppgift saknas eller visas inte."


class FeedbackFilters(Shape):
    year: YearAsked | None = Field(
        default=None, description="Året (ÅÅÅÅ); det senaste som finns om det utelämnas."
    )


class Distribution(Reckoned):
    """n av N, med de andra svaren för sig."""

    n: Whole | None = Field(description=f"Antal som har det; {COUNTED}", examples=[7])
    partly: Whole | None = Field(description=f"Antal som delvis har det; {COUNTED}", examples=[1])
    no: Whole | None = Field(description=f"Antal som inte har det; {COUNTED}", examples=[0])
    missing: Whole | None = Field(description=f"Antal utan uppgift; {COUNTED}", examples=[1])
    whole: Whole | None = Field(description="Antal som frågan gäller (N).", examples=[9])


class Compared(Reckoned):
    """Länets och landets fördelning."""

    county: Distribution | None = Field(description="Länet; null = uppgift saknas.")
    country: Distribution | None = Field(
        description="Hela landet; null = ingen nationell redovisning, eller frågan är en annan där."
    )


class FeedbackRequirement(Compared):
    """Ett av lagens krav: kommunens svar bredvid länets och landets."""

    id: Line = Field(description="Kravet (id).", examples=["L17"])
    paragraph: Line | None = Field(description="Paragrafen i lagen.", examples=["11 §"])
    wording: Text = Field(description="Kravet i ord.", examples=["Kommunen har en samordnare."])
    answer: Line | None = Field(
        description="Kommunens svar, med tecken och ord.", examples=["✓ uppfyllt"]
    )
    until: date | None = Field(
        description="Sista dagen som svaret håller; null = ingen.", examples=["2025-10-02"]
    )
    note: Text | None = Field(description="Anmärkning; null = ingen.", examples=[None])
    answer_before: Line | None = Field(
        description="Kommunens svar året före; null = inte känt.", examples=["? uppgift saknas"]
    )


class FeedbackIndicator(Compared):
    """En indikator om kommunerna."""

    id: Line = Field(description="Indikatorn (id).", examples=["I02"])
    wording: Text = Field(
        description="Vad som mäts.", examples=["Kommuner vars samordnare har mer än halvtid"]
    )
    answer: Line | None = Field(
        description=(
            "Kommunens eget, med tecken och ord; null = framgår inte av länets redovisning."
        ),
        examples=["? uppgift saknas"],
    )


class FeedbackMethod(Reckoned):
    """En metod som kommunen använder."""

    name: Text = Field(description="Metoden.", examples=["Grannsamverkan"])
    measures: Whole = Field(description="Kommunens åtgärder med metoden.", examples=[2])
    county: Whole | None = Field(
        description="Antal kommuner i länet som använder den; null = okänt.", examples=[4]
    )
    country: Whole | None = Field(
        description="Antal kommuner i landet som använder den; null = okänt.", examples=[96]
    )


class FeedbackCountyReport(Reckoned):
    """Länets inlämnade redovisning."""

    id: UUID = Field(description="Redovisningen (id).", examples=[REPORT_ID])
    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    checksum: Checksum = Field(description="Kontrollsumman.", examples=[CHECKSUM])


class FeedbackNationalReport(Reckoned):
    """Den nationella redovisningen."""

    id: UUID = Field(description="Redovisningen (id).", examples=[REPORT_ID])
    number: Issue = Field(description="Numret.", examples=[1])
    checksum: Checksum = Field(description="Kontrollsumman.", examples=[CHECKSUM])
    counties: Whole = Field(description="Antal län som ingår.", examples=[20])


class Feedback(Reckoned):
    """Kommunens egna uppgifter för ett år bredvid länets och, när de finns, landets."""

    code: MunicipalityCode = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0481"])
    name: Name = Field(description="Kommunens namn.", examples=["Oxelösund"])
    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    county_name: Name = Field(description="Länets namn.", examples=["Södermanlands län"])
    year: Year = Field(description="Året (ÅÅÅÅ).", examples=[2024])
    form: Line = Field(description="Formulärets version.", examples=["2"])
    compiled_at: At = Field(
        description="När återföringen gjordes (UTC).", examples=["2025-02-20T09:00:04.000Z"]
    )
    county_report: FeedbackCountyReport = Field(description="Vad den vilar på.")
    national_report: FeedbackNationalReport | None = Field(
        description="Varifrån landets siffror är; null = ingen finns än."
    )
    requirements: list[FeedbackRequirement] = Field(
        max_length=100, description="Lagens krav, en självskattning."
    )
    indicators: list[FeedbackIndicator] = Field(
        max_length=100, description="Indikatorerna om kommunerna."
    )
    methods: list[FeedbackMethod] = Field(
        max_length=1_000, description="Metoderna som kommunen använder."
    )


class FeedbackRead(Feedback, Linked):
    """Återföringen, med länk till svaret."""

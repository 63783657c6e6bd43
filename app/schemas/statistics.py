"""Shapes of statistics: how many of how many, with those that are missing named."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.clock import today
from app.schemas.base import Reckoned, Shape
from app.schemas.filters import AsOf
from app.schemas.pages import Linked
from app.schemas.values import At, Code, CountyCode, MunicipalityCode, Whole, YearAsked

Answer = Literal["yes", "no", "unknown"]

# Thousands of them in one answer, all from the register: nothing to look for in them again.
Called = Annotated[str, Field(max_length=300)]

COUNTY = "Länskod (SCB), två siffror."
DAY = "Dagen som svaret gäller (ÅÅÅÅ-MM-DD)."


class StatisticsFilters(AsOf):
    county_code: CountyCode | None = Field(
        default=None,
        description="Bara detta län (länskod enligt SCB, två siffror).",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Bara denna kommun (kommunkod enligt SCB, fyra siffror).",
        examples=["0484"],
    )
    year: YearAsked | None = Field(
        default=None,
        description="Läget den 31 december det året (ÅÅÅÅ); anges i stället för asOf.",
        examples=[2024],
    )

    @model_validator(mode="after")
    def ask_about_one_day(self) -> "StatisticsFilters":
        if self.year is not None and self.as_of is not None:
            raise PydanticCustomError("one_of_two", "one of two", {"fields": ["year", "asOf"]})
        return self

    def day(self) -> date:
        return date(self.year, 12, 31) if self.year is not None else self.as_of or today()


class Place(Reckoned):
    """En kommun."""

    code: MunicipalityCode = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0484"])
    name: Called = Field(description="Kommunens namn.", examples=["Eskilstuna"])


class Share(Reckoned):
    """n av N kommuner; resten är namngivna: n + missing + unknown = N."""

    n: Whole = Field(description="Antal kommuner för vilka svaret är ja.", examples=[7])
    whole: Whole = Field(description="Antal kommuner som räknas.", examples=[9])
    missing: list[Place] = Field(
        max_length=1_000,
        description="Kommuner som registret inte visar något för den dagen.",
        examples=[[{"code": "0481", "name": "Oxelösund"}]],
    )
    unknown: list[Place] = Field(
        max_length=1_000,
        description="Kommuner där uppgifterna inte avgör; de räknas aldrig som nej.",
        examples=[[{"code": "0480", "name": "Nyköping"}]],
    )


class AgreementCounts(Reckoned):
    """Överenskommelser och kommuner."""

    agreements: Whole = Field(
        description="Antal överenskommelser som säkert gäller, var och en räknad en gång.",
        examples=[8],
    )
    agreements_unknown: Whole = Field(
        description=(
            "Antal överenskommelser där det är okänt om de gäller; ingår inte i agreements."
        ),
        examples=[1],
    )
    municipalities: Share = Field(description="Kommuner med en egen gällande överenskommelse.")


class CountyAgreements(AgreementCounts):
    """Ett län; en överenskommelse över en länsgräns räknas i båda länen men en gång i total."""

    code: CountyCode = Field(description=COUNTY, examples=["04"])
    name: Called = Field(description="Länets namn.", examples=["Södermanlands län"])


class MunicipalityAgreements(Place):
    """En kommun och dess egna överenskommelser."""

    county_code: CountyCode = Field(description=COUNTY, examples=["04"])
    has_own_agreement: Answer = Field(
        description=(
            "Om kommunen har en egen gällande överenskommelse; länets är inte kommunens. "
            "yes = ja, no = nej, unknown = uppgifterna avgör inte."
        ),
        examples=["yes"],
    )
    agreements: Whole = Field(description="Antal egna som säkert gäller.", examples=[1])
    agreements_unknown: Whole = Field(
        description="Antal egna där det är okänt om de gäller.", examples=[0]
    )
    agreements_registered: Whole = Field(
        description=("Antal egna i registret, oavsett läge; 0 betyder att inga uppgifter finns."),
        examples=[2],
    )


class AgreementStatistics(Reckoned):
    """Överenskommelser en viss dag."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    total: AgreementCounts = Field(description="Hela urvalet.")
    counties: list[CountyAgreements] = Field(max_length=100, description="Län för län.")
    municipalities: list[MunicipalityAgreements] = Field(
        max_length=1_000, description="Kommun för kommun."
    )


class Uses(Reckoned):
    """n av N överenskommelser, och kommunerna bakom dem."""

    agreements: Whole = Field(
        description="Antal gällande överenskommelser som har den (n).", examples=[7]
    )
    agreements_in_all: Whole = Field(
        description="Antal gällande överenskommelser i hela urvalet (N).", examples=[8]
    )
    municipalities: Share = Field(
        description=(
            "Kommuner som har den genom en egen gällande överenskommelse eller plan. Okänt: det är"
            " okänt om överenskommelsen gäller, eller så saknas dess innehåll i registret."
        )
    )


class CountyUses(Uses):
    """Ett län."""

    code: CountyCode = Field(description=COUNTY, examples=["04"])
    name: Called = Field(description="Länets namn.", examples=["Södermanlands län"])


class UsesOfOne(Reckoned):
    """En metod eller en kategori."""

    code: Code = Field(description="Metodens eller kategorins kod.", examples=["est"])
    name: Called = Field(
        description="Metodens eller kategorins namn.",
        examples=["Effektiv samordning för trygghet (EST)"],
    )
    total: Uses = Field(description="Hela urvalet.")
    counties: list[CountyUses] = Field(max_length=100, description="Län för län.")


class UseStatistics(Reckoned):
    """Metoder eller områdeskategorier en viss dag."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    items: list[UsesOfOne] = Field(
        max_length=10_000, description="Var och en i katalogen, även de som ingen har."
    )


class AgreementStatisticsRead(AgreementStatistics, Linked):
    """Överenskommelser per län och kommun."""


class UseStatisticsRead(UseStatistics, Linked):
    """Användning per län och kommun."""


class ReportStatisticsFilters(Shape):
    year: YearAsked | None = Field(
        default=None,
        description="Året som redovisas (ÅÅÅÅ); året före detta om det utelämnas.",
        examples=[2024],
    )

    def asked(self) -> int:
        return self.year or today().year - 1


class CountyReporting(Reckoned):
    """Ett läns inlämnade redovisning; vad länet arbetar med säger det inget om."""

    code: CountyCode = Field(description=COUNTY, examples=["04"])
    name: Called = Field(description="Länets namn.", examples=["Södermanlands län"])
    submitted: bool = Field(description="Om länet har lämnat in.", examples=[True])
    issue: int | None = Field(
        ge=1, le=10_000, description="Senast inlämnade utgåva; null = inte inlämnad.", examples=[1]
    )
    submitted_at: At | None = Field(
        description="När den utgåvan lämnades in (UTC); null = inte inlämnad.",
        examples=["2025-02-20T09:00:00.000Z"],
    )
    first_submitted_at: At | None = Field(
        description="När första utgåvan lämnades in (UTC); null = inte inlämnad.",
        examples=["2025-02-20T09:00:00.000Z"],
    )
    late: bool | None = Field(
        description=(
            "Om första utgåvan lämnades in efter dueOn, eller saknas efter den dagen; null = "
            "ingen dag är satt."
        ),
        examples=[False],
    )


class ReportStatistics(Reckoned):
    """Vilka län som har lämnat in årets redovisning, och vilka som är sena."""

    year: YearAsked = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    due_on: date | None = Field(
        description="Sista dagen (ÅÅÅÅ-MM-DD); null = ingen dag är satt.", examples=["2025-03-01"]
    )
    submitted: Whole = Field(description="Antal län som har lämnat in (n).", examples=[20])
    whole: Whole = Field(description="Antal län (N).", examples=[21])
    counties: list[CountyReporting] = Field(max_length=100, description="Län för län.")


class ReportStatisticsRead(ReportStatistics, Linked):
    """Inlämnade redovisningar, med länk till svaret."""

"""Shapes of statistics: how many of how many, with those that are missing named."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.clock import today
from app.schemas.base import AsOf, Linked, Shape
from app.schemas.values import CountyCode, MunicipalityCode, YearAsked

Answer = Literal["yes", "no", "unknown"]


class StatisticsFilters(AsOf):
    county_code: CountyCode | None = Field(
        default=None, description="Bara detta län.", examples=["04"]
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Bara denna kommun."
    )
    year: YearAsked | None = Field(
        default=None, description="Läget den 31 december det året; anges i stället för asOf."
    )

    @model_validator(mode="after")
    def ask_about_one_day(self) -> "StatisticsFilters":
        if self.year is not None and self.as_of is not None:
            raise PydanticCustomError("one_of_two", "one of two", {"fields": ["year", "asOf"]})
        return self

    def day(self) -> date:
        return date(self.year, 12, 31) if self.year is not None else self.as_of or today()


class Place(Shape):
    """En kommun eller ett län."""

    code: str = Field(description="SCB:s kod.", examples=["0481"])
    name: str = Field(description="Namnet.", examples=["Oxelösund"])


class Share(Shape):
    """n av N kommuner; resten är namngivna: n + missing + unknown = N."""

    n: int = Field(description="Kommuner för vilka svaret är ja.")
    whole: int = Field(alias="N", description="Alla kommuner som räknas.")
    missing: list[Place] = Field(
        description="Kommuner som registret inte visar något för den dagen."
    )
    unknown: list[Place] = Field(
        description="Kommuner där uppgifterna inte avgör; de räknas aldrig som nej."
    )


class AgreementCounts(Shape):
    agreements: int = Field(
        description="Överenskommelser som säkert gäller, var och en räknad en gång."
    )
    agreements_unknown: int = Field(
        description="Överenskommelser där det är okänt om de gäller; ingår inte i agreements."
    )
    municipalities: Share = Field(description="Kommuner med en egen gällande överenskommelse.")


class CountyAgreements(AgreementCounts):
    """Ett län; en överenskommelse över en länsgräns räknas i båda länen men en gång i total."""

    code: str = Field(description="Länskod.")
    name: str = Field(description="Länets namn.")


class MunicipalityAgreements(Place):
    county_code: str = Field(description="Länskod.")
    has_own_agreement: Answer = Field(
        description="Om kommunen har en egen gällande överenskommelse; länets är inte kommunens."
    )
    agreements: int = Field(description="Egna som säkert gäller.")
    agreements_unknown: int = Field(description="Egna där det är okänt om de gäller.")
    agreements_registered: int = Field(
        description="Egna i registret, oavsett läge; 0 betyder att inga uppgifter finns."
    )


class AgreementStatistics(Shape):
    """Överenskommelser en viss dag."""

    as_of: date = Field(description="Dagen som svaret gäller.")
    total: AgreementCounts = Field(description="Hela urvalet.")
    counties: list[CountyAgreements] = Field(description="Län för län.")
    municipalities: list[MunicipalityAgreements] = Field(description="Kommun för kommun.")


class Uses(Shape):
    """n av N överenskommelser, och kommunerna bakom dem."""

    agreements: int = Field(description="Gällande överenskommelser som har den (n).")
    agreements_in_all: int = Field(description="Alla gällande överenskommelser i urvalet (N).")
    municipalities: Share = Field(
        description=(
            "Kommuner som har den genom en egen gällande överenskommelse eller plan. Okänt: det är"
            " okänt om överenskommelsen gäller, eller så saknas dess innehåll i registret."
        )
    )


class CountyUses(Uses):
    code: str = Field(description="Länskod.")
    name: str = Field(description="Länets namn.")


class UsesOfOne(Shape):
    """En metod eller en kategori."""

    code: str = Field(description="Metodens eller kategorins kod.", examples=["est"])
    name: str = Field(description="Metodens eller kategorins namn.")
    total: Uses = Field(description="Hela urvalet.")
    counties: list[CountyUses] = Field(description="Län för län.")


class UseStatistics(Shape):
    """Metoder eller områdeskategorier en viss dag."""

    as_of: date = Field(description="Dagen som svaret gäller.")
    items: list[UsesOfOne] = Field(description="Var och en i katalogen, även de som ingen har.")


class AgreementStatisticsRead(AgreementStatistics, Linked):
    """Överenskommelser per län och kommun."""


class UseStatisticsRead(UseStatistics, Linked):
    """Användning per län och kommun."""

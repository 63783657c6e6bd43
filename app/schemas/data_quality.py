"""Shapes of data quality: the faults, each with the record to mend, and the share that is known."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Reckoned
from app.schemas.evidence import EvidenceRead
from app.schemas.filters import AsOfAhead
from app.schemas.pages import Linked, Meta
from app.schemas.values import (
    CountyCode,
    Line,
    LinkAddress,
    MunicipalityCode,
    Revised,
    Text,
    Whole,
)

FaultKind = Literal["missing", "contradictory", "stale"]

FaultId = Annotated[str, Field(max_length=10, pattern=r"^[DL][0-9]{2}$")]
Ratio = Annotated[float, Field(ge=0, le=1)]
# The name of a list of records, as it stands in its address.
Collection = Annotated[str, Field(max_length=50, pattern=r"^[a-z]+(-[a-z]+)*$")]

KIND = (
    "missing = uppgiften saknas (den räknas aldrig som nej), contradictory = uppgifter säger emot "
    "varandra eller källan har en brist, stale = uppgiften är för gammal"
)
DAY = "Dagen som svaret gäller (ÅÅÅÅ-MM-DD)."
RECORD_KIND = "Slaget av post, efter listan den står i; municipalities = lagens krav på kommunen."
MOST_QUARTERS = 8


class DataQualityFilters(AsOfAhead):
    kind: FaultKind | None = Field(
        default=None, description=f"Bara brister av detta slag: {KIND}.", examples=["missing"]
    )
    quarters: int = Field(
        default=0,
        ge=0,
        le=MOST_QUARTERS,
        description=(
            "Hur många kvartalsslut som andelen också visas för (earlierQuarters); 0 = inga."
        ),
    )
    page: int = Field(
        default=1,
        ge=0,
        le=1_000_000,
        description="Sidan av bristerna, räknad från 1; 0 och bortom slutet är tomma.",
    )
    limit: int = Field(default=20, ge=1, le=100, description="Brister per sida.")


class Completeness(Reckoned):
    """n av N uppgifter som efterfrågas är kända; de som saknas är bristerna av slaget missing."""

    n: Whole = Field(description="Antal uppgifter som är kända (n).", examples=[170])
    whole: Whole = Field(description="Antal uppgifter som efterfrågas (N).", examples=[250])
    share: Ratio | None = Field(
        description="Andelen n av N, med fyra decimaler; null = inget efterfrågas.",
        examples=[0.68],
    )


class CompletenessOfKind(Completeness):
    """Andelen för ett slag av poster."""

    record_kind: Collection = Field(description=RECORD_KIND, examples=["agreements"])
    record_kind_in_words: Line = Field(description="Slaget i ord.", examples=["överenskommelse"])


class CompletenessOnDay(Completeness):
    """Andelen en tidigare dag."""

    as_of: date = Field(description="Dagen (ÅÅÅÅ-MM-DD).", examples=["2024-09-30"])


class FaultCounts(Reckoned):
    """Antal brister av varje slag."""

    missing: Whole = Field(description="Uppgifter som saknas.", examples=[80])
    contradictory: Whole = Field(description="Uppgifter som säger emot sig.", examples=[3])
    stale: Whole = Field(description="Uppgifter som är för gamla.", examples=[6])


class FaultRead(Reckoned):
    """En brist och hur den rättas."""

    id: FaultId = Field(
        description="Vad som prövas: D01-D66, eller lagens krav L02-L22.", examples=["D07"]
    )
    edition: Revised = Field(
        description="Utgåvan av prövningen som gällde den dagen.", examples=[1]
    )
    kind: FaultKind = Field(description=f"Bristens slag: {KIND}.", examples=["missing"])
    kind_in_words: Line = Field(
        description="Slaget med symbol och ord, som i arbetsboken.", examples=["? saknas"]
    )
    record_kind: Collection = Field(description=RECORD_KIND, examples=["agreements"])
    record_kind_in_words: Line = Field(description="Slaget i ord.", examples=["överenskommelse"])
    what: Text = Field(description="Bristen, i ord.", examples=["syften saknas"])
    field: Line = Field(
        description=(
            "Fältet som ska rättas, med sitt namn i kroppen som ändrar posten; areas, measures "
            "och signatures registreras för sig, som remedy säger."
        ),
        examples=["purposes"],
    )
    remedy: Text = Field(
        description="Vad som kan göras.", examples=["Ange minst ett syfte (lagen 9 §)."]
    )
    record: EvidenceRead | None = Field(
        description="Posten att rätta; null = det finns ingen än, registrera en i collection."
    )
    collection: LinkAddress = Field(
        description="Adressen till listan där posten står eller ska registreras (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/agreements"],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        max_length=290,
        description="Kommunerna som posten hör till (SCB); tom = länets egen.",
        examples=[["0481"]],
    )


class DataQuality(Reckoned):
    """Datakvaliteten en viss dag, så som posterna i dag beskriver den dagen."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    name: Line = Field(description="Kommunens eller länets namn.", examples=["Oxelösund"])
    completeness: Completeness = Field(description="Andelen i dess helhet.")
    record_kinds: list[CompletenessOfKind] = Field(
        max_length=50, description="Andelen för varje slag av poster."
    )
    earlier_quarters: list[CompletenessOnDay] = Field(
        max_length=MOST_QUARTERS,
        description=(
            "Andelen vid tidigare kvartalsslut, äldst först. Den räknas ur posterna som de är i "
            "dag: en uppgift som fylls i senare räknas som känd även för de dagar den gäller."
        ),
    )
    faults_by_kind: FaultCounts = Field(description="Alla brister, efter slag.")
    meta: Meta = Field(alias="_meta", description="Var bland bristerna sidan står.")
    faults: list[FaultRead] = Field(max_length=100, description="Bristerna på sidan.")


class MunicipalityDataQuality(DataQuality):
    """En kommun."""

    code: MunicipalityCode = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0481"])


class CountyDataQuality(DataQuality):
    """Ett län."""

    code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])


class MunicipalityDataQualityRead(MunicipalityDataQuality, Linked):
    """Datakvaliteten i en kommun."""


class CountyDataQualityRead(CountyDataQuality, Linked):
    """Datakvaliteten i ett län."""

"""Shapes of the self-check against the law: an answer to each requirement, with its evidence."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.evidence import Answer
from app.schemas.base import Reckoned
from app.schemas.evidence import EvidenceRead
from app.schemas.pages import Linked
from app.schemas.statistics import COUNTY, DAY, Called, Place
from app.schemas.values import CountyCode, LinkAddress, Text, Whole

ANSWER = (
    "fulfilled = uppfyllt, partly = delvis uppfyllt, notFulfilled = inte uppfyllt, noData = "
    "uppgift saknas i registret (aldrig ett nej), notApplicable = gäller inte den dagen, eller är "
    "inget krav."
)
STATEMENT = (
    "En självskattning mot lag (2023:196) ur registrets uppgifter, aldrig ett beslut om "
    "efterlevnad. Det som registret inte vet är inte ett nej."
)

RequirementId = Annotated[str, Field(pattern=r"^L[0-9]{2}$", max_length=3)]


class RequirementShape(Reckoned):
    """Ett krav i lagen, och hur det besvaras."""

    id: RequirementId = Field(description="Kravet, L02 till L23.", examples=["L08"])
    edition: Whole = Field(
        description="Utgåvan av regeln: den som gällde den dag som frågan gäller.", examples=[1]
    )
    paragraph: Called = Field(description="Paragrafen i lag (2023:196).", examples=["6 §"])
    strength: Called = Field(
        description="Lagens ord: ska, ska verka för, där det är lämpligt eller får.",
        examples=["ska"],
    )
    wording: Text = Field(
        description="Kravet i korthet.", examples=["Lägesbilden är uppdaterad inom två år"]
    )
    rule: Text = Field(
        description="Vad svaret vilar på, i ord.",
        examples=["den senaste lägesbilden är högst 24 månader gammal"],
    )


class AnswerShape(Reckoned):
    """Svaret för en kommun."""

    answer: Answer = Field(description=f"Svaret: {ANSWER}", examples=["fulfilled"])
    answer_in_words: Called = Field(
        description="Svaret med symbol och ord, som i redovisningens arbetsbok.",
        examples=["✓ uppfyllt"],
    )
    note: Text | None = Field(
        description="Vad som saknas eller behöver förklaras; null = inget.",
        examples=["planen anger ingen lägesbild"],
    )
    until: date | None = Field(
        description="Sista dagen som svaret håller (ÅÅÅÅ-MM-DD); null = ingen är känd.",
        examples=["2026-05-28"],
    )
    evidence: list[EvidenceRead] = Field(
        max_length=1_000, description="Posterna som svaret vilar på, var och en med sin version."
    )


class RequirementAnswer(RequirementShape, AnswerShape):
    """Ett krav och svaret på det."""


class SelfCheck(Place):
    """En kommuns självskattning mot lagen en viss dag."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    statement: Text = Field(description="Vad detta är, och inte är.", examples=[STATEMENT])
    requirements: list[RequirementAnswer] = Field(
        max_length=100, description="Krav för krav, i lagens ordning."
    )


class AnswerCount(Reckoned):
    """Ett av svaren, och kommunerna som fick det."""

    answer: Answer = Field(description=f"Svaret: {ANSWER}", examples=["noData"])
    answer_in_words: Called = Field(
        description="Svaret med symbol och ord.", examples=["? uppgift saknas"]
    )
    n: Whole = Field(description="Antal kommuner som fick svaret.", examples=[2])
    places: list[Place] = Field(max_length=1_000, description="Vilka de är.")


class RequirementShare(RequirementShape):
    """Ett krav, och hur många av länets kommuner som uppfyller det."""

    n: Whole = Field(description="Antal kommuner som uppfyller kravet.", examples=[6])
    whole: Whole = Field(
        description="Antal kommuner som kravet gäller den dagen; de andra har notApplicable.",
        examples=[9],
    )
    counts: list[AnswerCount] = Field(
        max_length=5, description="Varje svar med sina kommuner, även de svar som ingen fick."
    )


class ReferredAnswer(AnswerShape):
    """Svaret på ett av kraven, som beskrivs i requirements."""

    requirement_id: RequirementId = Field(description="Kravet (id).", examples=["L08"])


class MunicipalityAnswers(Place):
    """En kommuns svar på kraven."""

    href: LinkAddress = Field(
        description="Kommunens egen självskattning den dagen (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/municipalities/0484/self-check"],
    )
    answers: list[ReferredAnswer] = Field(max_length=100, description="Krav för krav.")


class CountySelfCheck(Reckoned):
    """Självskattningen för ett läns kommuner en viss dag."""

    code: CountyCode = Field(description=COUNTY, examples=["04"])
    name: Called = Field(description="Länets namn.", examples=["Södermanlands län"])
    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    statement: Text = Field(description="Vad detta är, och inte är.", examples=[STATEMENT])
    requirements: list[RequirementShare] = Field(
        max_length=100, description="Krav för krav: hur många av hur många, de andra namngivna."
    )
    municipalities: list[MunicipalityAnswers] = Field(
        max_length=1_000, description="Kommun för kommun, i svensk bokstavsordning."
    )


class SelfCheckRead(SelfCheck, Linked):
    """En kommuns självskattning mot lagen en viss dag."""


class CountySelfCheckRead(CountySelfCheck, Linked):
    """Självskattningen för ett läns kommuner en viss dag."""

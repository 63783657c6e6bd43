"""Shapes of follow-ups."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.follow_ups import FollowUpKind, Outcome
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.indicator_values import IndicatorValueRead, IndicatorValueShape
from app.schemas.measures import A_COMMITMENT
from app.schemas.pages import RecordRead
from app.schemas.values import (
    Code,
    CountyCode,
    Day,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

KIND = (
    "Slaget: production = om åtagandena blev gjorda, process = hur arbetet gick till, "
    "effect = vad det ledde till, unknown = källan säger inte."
)
OUTCOME = "Utfallet som färg: green = bra, yellow = delvis, red = dåligt; null = inte bedömt."


class FollowUpFields(Referable):
    kind: FollowUpKind = Field(description=KIND, examples=["effect"])
    commitment_id: Id | None = Field(
        default=None,
        description=(
            "Överenskommelsen eller löftet som följdes upp (id). Precis en sak följs upp; "
            "null när det är något annat."
        ),
        examples=[A_COMMITMENT],
    )
    prioritised_area_id: Id | None = Field(
        default=None, description="Det prioriterade området som följdes upp (id), annars null."
    )
    measure_id: Id | None = Field(
        default=None, description="Åtgärden som följdes upp (id), annars null."
    )
    action_plan_id: Id | None = Field(
        default=None, description="Planen som följdes upp (id), annars null."
    )
    operating_plan_id: Id | None = Field(
        default=None, description="Verksamhetsplanen som följdes upp (id), annars null."
    )
    rule_id: Id | None = Field(
        default=None,
        description=(
            "Regeln i överenskommelsen som uppföljningen svarar mot (id); null = ingen angiven."
        ),
    )
    done_on: Day | None = Field(
        default=None,
        description="Dagen då uppföljningen gjordes (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-11-20"],
    )
    period_starts_on: Day | None = Field(
        default=None,
        description="Periodens första dag (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-01-01"],
    )
    period_ends_on: Day | None = Field(
        default=None,
        description="Periodens sista dag (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-10-31"],
    )
    period_as_stated: Line | None = Field(
        default=None,
        description="Perioden med källans ord; null = inte angiven.",
        examples=["januari–oktober 2024"],
    )
    published_on: Day | None = Field(
        default=None,
        description="Dagen då den publicerades (ÅÅÅÅ-MM-DD); null = inte publicerad, eller okänd.",
        examples=["2024-12-02"],
    )
    outcome: Outcome | None = Field(default=None, description=OUTCOME, examples=["yellow"])
    outcome_word: Line | None = Field(
        default=None,
        description="Utfallet i ord; krävs när färgen anges, null = inte bedömt.",
        examples=["Delvis uppnått"],
    )
    summary: Paragraph | None = Field(
        default=None,
        description="Resultatet i korthet; null = inget.",
        examples=["Cykelstölderna i centrum har minskat, men målet är inte nått."],
    )
    reported_to_forum_id: Id | None = Field(
        default=None,
        description="Forumet som uppföljningen redovisades för (id); null = inget eller okänt.",
    )
    reported_on: Day | None = Field(
        default=None,
        description="Dagen då den redovisades (ÅÅÅÅ-MM-DD); null = inte redovisad, eller okänd.",
        examples=["2024-11-28"],
    )
    values: list[IndicatorValueShape] = Field(
        default_factory=list, max_length=200, description="Uppmätta värden."
    )


class FollowUpCreate(FollowUpFields, Body):
    """En ny uppföljning."""


@partial
class FollowUpUpdate(FollowUpFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class FollowUpRead(FollowUpFields, RecordRead):
    """En uppföljning."""

    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description=(
            "Överenskommelsens eller löftets titel; "
            "null när commitmentId är null eller posten inte får läsas."
        ),
        examples=["Samverkansöverenskommelse Oxelösund 2023–2026"],
    )
    prioritised_area_name: Annotated[Name | None, Of("prioritised_area.name")] = Field(
        description="Områdets namn; null när prioritisedAreaId är null eller posten inte får läsas."
    )
    measure_name: Annotated[Name | None, Of("measure.name")] = Field(
        description="Åtgärdens namn; null när measureId är null eller posten inte får läsas."
    )
    action_plan_title: Annotated[Name | None, Of("action_plan.title")] = Field(
        description="Planens titel; null när actionPlanId är null eller posten inte får läsas."
    )
    operating_plan_title: Annotated[Name | None, Of("operating_plan.title")] = Field(
        description=(
            "Verksamhetsplanens titel; "
            "null när operatingPlanId är null eller posten inte får läsas."
        ),
    )
    rule_as_stated: Annotated[Paragraph | None, Of("rule.as_stated")] = Field(
        description=(
            "Regeln med överenskommelsens ord; null när ruleId är null eller posten inte får läsas."
        ),
    )
    reported_to_forum_name: Annotated[Name | None, Of("reported_to_forum.name")] = Field(
        description=(
            "Namnet på forumet som den redovisades för; "
            "null när reportedToForumId är null eller posten inte får läsas."
        )
    )
    values: list[IndicatorValueRead] = Field(  # type: ignore[assignment]
        max_length=200, description="Uppmätta värden."
    )


class FollowUpFilters(RecordFilters):
    kind: FollowUpKind | None = Field(default=None, description=KIND, examples=["effect"])
    outcome: Outcome | None = Field(default=None, description=OUTCOME, examples=["yellow"])
    commitment_id: Id | None = Field(
        default=None, description="Överenskommelsen eller löftet (id)."
    )
    prioritised_area_id: Id | None = Field(
        default=None, description="Det prioriterade området (id)."
    )
    measure_id: Id | None = Field(default=None, description="Åtgärden (id).")
    action_plan_id: Id | None = Field(default=None, description="Planen (id).")
    operating_plan_id: Id | None = Field(default=None, description="Verksamhetsplanen (id).")
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: det som följdes upp hör till länet.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: det som följdes upp hör till kommunen.",
        examples=["0481"],
    )
    year: YearAsked | None = Field(
        default=None,
        description=(
            "Året då den gjordes (ÅÅÅÅ); är dagen okänd året då perioden slutade, annars då den "
            "publicerades."
        ),
        examples=[2024],
    )
    actor_id: Id | None = Field(
        default=None,
        description=(
            "Part i överenskommelsen, eller en som ansvarar för eller deltar i åtgärden "
            "(aktörens id)."
        ),
    )
    category_code: Code | None = Field(
        default=None,
        description="Kategori (kod) för området, eller för området som åtgärden hör till.",
        examples=["theft"],
    )
    method_code: Code | None = Field(
        default=None, description="Koden för metoden som åtgärden följer.", examples=["est"]
    )

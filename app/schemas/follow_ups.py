"""Shapes of follow-ups."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.follow_ups import FollowUpKind, Outcome
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import (
    Code,
    CountyCode,
    Day,
    Figure,
    Id,
    Line,
    MunicipalityCode,
    Paragraph,
    YearAsked,
)


class IndicatorValueShape(Shape):
    """Ett uppmätt värde."""

    indicator_id: Id | None = Field(
        default=None, description="Indikatorn i ett prioriterat område, om den är känd."
    )
    what: Line = Field(
        description="Vad som mättes.", examples=["Anmälda tillgreppsbrott i Oxelösund"]
    )
    value: Figure | None = Field(
        default=None, description="Värdet som tal med högst tre decimaler.", examples=[112]
    )
    value_as_stated: Line | None = Field(
        default=None, description="Värdet med källans ord.", examples=["minskat något"]
    )
    unit: Line | None = Field(default=None, description="Enhet.", examples=["brott per år"])


class IndicatorValueRead(IndicatorValueShape):
    indicator_name: Annotated[str | None, Of("indicator.name")] = Field(
        description="Indikatorns namn."
    )


class FollowUpFields(Referable):
    kind: FollowUpKind = Field(
        description=(
            "production: om åtagandena blev gjorda; process: hur arbetet gick till; "
            "effect: vad det ledde till; unknown: källan säger inte."
        ),
        examples=["production"],
    )
    commitment_id: Id | None = Field(
        default=None,
        description="Överenskommelsen eller löftet som följdes upp. Precis en sak följs upp.",
    )
    prioritised_area_id: Id | None = Field(
        default=None, description="Det prioriterade området som följdes upp."
    )
    measure_id: Id | None = Field(default=None, description="Åtgärden som följdes upp.")
    action_plan_id: Id | None = Field(default=None, description="Planen som följdes upp.")
    operating_plan_id: Id | None = Field(
        default=None, description="Verksamhetsplanen som följdes upp."
    )
    rule_id: Id | None = Field(
        default=None,
        description="Regeln i överenskommelsen som uppföljningen svarar mot.",
    )
    done_on: Day | None = Field(
        default=None,
        description="Dagen då uppföljningen gjordes (ÅÅÅÅ-MM-DD).",
        examples=["2024-11-20"],
    )
    period_starts_on: Day | None = Field(default=None, description="Periodens första dag.")
    period_ends_on: Day | None = Field(default=None, description="Periodens sista dag.")
    period_as_stated: Line | None = Field(
        default=None, description="Perioden med källans ord.", examples=["våren 2024"]
    )
    published_on: Day | None = Field(default=None, description="Dagen då den publicerades.")
    outcome: Outcome | None = Field(
        default=None, description="Utfallet som färg: green, yellow eller red."
    )
    outcome_word: Line | None = Field(
        default=None,
        description="Utfallet i ord; krävs när färgen anges.",
        examples=["Delvis genomfört"],
    )
    summary: Paragraph | None = Field(default=None, description="Resultatet i korthet.")
    reported_to_forum_id: Id | None = Field(
        default=None, description="Forumet som uppföljningen redovisades för."
    )
    reported_on: Day | None = Field(default=None, description="Dagen då den redovisades.")
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

    commitment_title: Annotated[str | None, Of("commitment.title")] = Field(
        description="Överenskommelsens eller löftets titel."
    )
    prioritised_area_name: Annotated[str | None, Of("prioritised_area.name")] = Field(
        description="Områdets namn."
    )
    measure_name: Annotated[str | None, Of("measure.name")] = Field(description="Åtgärdens namn.")
    action_plan_title: Annotated[str | None, Of("action_plan.title")] = Field(
        description="Planens titel."
    )
    operating_plan_title: Annotated[str | None, Of("operating_plan.title")] = Field(
        description="Verksamhetsplanens titel."
    )
    rule_as_stated: Annotated[str | None, Of("rule.as_stated")] = Field(
        description="Regeln med överenskommelsens ord."
    )
    reported_to_forum_name: Annotated[str | None, Of("reported_to_forum.name")] = Field(
        description="Namnet på forumet som den redovisades för."
    )
    values: list[IndicatorValueRead] = Field(description="Uppmätta värden.")  # type: ignore[assignment]


class FollowUpFilters(RecordFilters):
    kind: FollowUpKind | None = Field(default=None, description="Uppföljningens slag.")
    outcome: Outcome | None = Field(default=None, description="Utfallet som färg.")
    commitment_id: Id | None = Field(default=None, description="Överenskommelsen eller löftet.")
    prioritised_area_id: Id | None = Field(default=None, description="Det prioriterade området.")
    measure_id: Id | None = Field(default=None, description="Åtgärden.")
    action_plan_id: Id | None = Field(default=None, description="Planen.")
    operating_plan_id: Id | None = Field(default=None, description="Verksamhetsplanen.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: det som följdes upp hör till länet."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: det som följdes upp hör till kommunen."
    )
    year: YearAsked | None = Field(
        default=None,
        description=(
            "Året då den gjordes; är dagen okänd året då perioden slutade, annars då den "
            "publicerades."
        ),
    )
    actor_id: Id | None = Field(
        default=None,
        description="Part i överenskommelsen, eller en som ansvarar för eller deltar i åtgärden.",
    )
    category_code: Code | None = Field(
        default=None, description="Kategori för området, eller för området som åtgärden hör till."
    )
    method_code: Code | None = Field(
        default=None, description="Koden för metoden som åtgärden följer."
    )

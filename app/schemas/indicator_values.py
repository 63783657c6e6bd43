"""Shapes of the values that a follow-up measured."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.schemas.base import Shape
from app.schemas.values import Figure, Id, Line, Name


class IndicatorValueShape(Shape):
    """Ett uppmätt värde."""

    indicator_id: Id | None = Field(
        default=None,
        description="Indikatorn i ett prioriterat område (id); null = ingen känd.",
    )
    what: Line = Field(description="Vad som mättes.", examples=["Anmälda cykelstölder i Oxelösund"])
    value: Figure | None = Field(
        default=None,
        description="Värdet som tal, i enheten, med högst tre decimaler; null = inget tal känt.",
        examples=[84],
    )
    value_as_stated: Line | None = Field(
        default=None,
        description="Värdet med källans ord; null = inte angivet.",
        examples=["minskat något"],
    )
    unit: Line | None = Field(
        default=None,
        description="Enheten som värdet räknas i; null = inte angiven.",
        examples=["anmälningar per år"],
    )


class IndicatorValueRead(IndicatorValueShape):
    indicator_name: Annotated[Name | None, Of("indicator.name")] = Field(
        description="Indikatorns namn; null när indicatorId är null eller posten inte får läsas."
    )

"""Shapes of the rules of how a commitment is to be followed up."""

from pydantic import Field

from app.schemas.base import Shape
from app.schemas.values import Id, Line, Paragraph, TimesPerYear

RULE_ID = "Regelns id, när en befintlig regel ändras; utelämnas för en ny."


class FollowUpRuleShape(Shape):
    """En regel för uppföljning: hur ofta, av vem, till vem och med vilka mått."""

    id: Id | None = Field(default=None, description=RULE_ID)
    as_stated: Paragraph = Field(
        description="Regeln, med avtalets ord.", examples=["Följs upp en gång per år i rådet."]
    )
    times_per_year: TimesPerYear | None = Field(
        default=None,
        description="Antal gånger per år; null = framgår inte.",
        examples=[1],
    )
    by: Line | None = Field(
        default=None,
        description="Vem som följer upp (roll eller aktör); null = framgår inte.",
        examples=["Samordnaren och kommunpolisen"],
    )
    reported_to: Line | None = Field(
        default=None,
        description="Vem det redovisas till (forum, roll eller aktör); null = framgår inte.",
        examples=["Brottsförebyggande rådet"],
    )
    indicators: list[Line] = Field(
        default_factory=list,
        max_length=50,
        description="Indikatorer som ska användas, i ord.",
        examples=[["Anmälda tillgreppsbrott"]],
    )
    what: Paragraph | None = Field(
        default=None,
        description="Vad som följs upp, i ord; null = framgår inte.",
        examples=["Åtgärderna i de prioriterade områdena."],
    )


class FollowUpRuleRead(FollowUpRuleShape):
    id: Id = Field(description="Regelns id.")

"""Shapes of an agreement's two parts: how the parties work together, and on what."""

from typing import Annotated, Literal

from pydantic import Field

from app.documents import Of
from app.schemas.base import Group, Shape
from app.schemas.commitment_history import AreaNamed
from app.schemas.follow_up_rules import FollowUpRuleRead, FollowUpRuleShape
from app.schemas.values import Flag, Id, Line, Name, Paragraph, RegistryNumber, TimesPerYear

GoalDirection = Literal["reduceMotivation", "limitOpportunity", "strengthenControl"]

GOAL_DIRECTION = (
    "Inriktning: reduceMotivation = minska motivationen, limitOpportunity = begränsa tillfällena, "
    "strengthenControl = stärka den formella och informella kontrollen."
)


class SubGoal(Shape):
    """Ett delmål."""

    text: Paragraph = Field(
        description="Delmålet, i ord.", examples=["Färre inbrott i fritidshus."]
    )


class OverarchingGoal(Shape):
    """Ett övergripande mål."""

    text: Paragraph = Field(description="Målet, i ord.", examples=["Ett tryggare Oxelösund."])
    directions: list[GoalDirection] = Field(
        default_factory=list,
        max_length=3,
        description=GOAL_DIRECTION,
        examples=[["limitOpportunity"]],
    )
    sub_goals: list[SubGoal] = Field(
        default_factory=list, max_length=50, description="Delmål, i ordning."
    )


class RoleDuty(Shape):
    """Vad en aktör eller roll ska göra."""

    actor_id: Id | None = Field(
        default=None, description="Aktören (id), om den finns i registret; annars null."
    )
    text: Paragraph = Field(
        description="Rollen och dess uppgift, i ord.",
        examples=["Samordnaren kallar till rådets möten."],
    )


class RhythmShape(Shape):
    """Hur ofta ett forum ska mötas."""

    forum_id: Id | None = Field(
        default=None, description="Forumet (id), om det finns i registret; annars null."
    )
    name_as_stated: Name = Field(
        description="Forumets namn med avtalets ord.", examples=["Brottsförebyggande rådet"]
    )
    role: Paragraph | None = Field(
        default=None,
        description="Forumets roll, i ord; null = framgår inte.",
        examples=["Leder och följer upp arbetet."],
    )
    times_per_year: TimesPerYear | None = Field(
        default=None, description="Antal möten per år; null = framgår inte.", examples=[4]
    )
    as_stated: Line | None = Field(
        default=None,
        description="Rytmen med avtalets ord; null = framgår inte.",
        examples=["Rådet möts en gång i kvartalet."],
    )


class RhythmRead(RhythmShape):
    forum_name: Annotated[Name | None, Of("forum.name")] = Field(
        description=(
            "Forumets namn i registret; null när forumId är null eller posten inte får läsas."
        ),
    )


class LegalBasisShape(Shape):
    """En lag, förordning, strategi eller riktlinje som överenskommelsen vilar på."""

    text: Line = Field(
        description="Grunden, i ord.",
        examples=["Lag (2023:196) om kommuners ansvar för brottsförebyggande arbete"],
    )
    registry_number: RegistryNumber | None = Field(
        default=None, description="Grundens diarienummer, som det är skrivet; null = inget."
    )


class PartOne(Group):
    """Del 1: hur parterna samverkar."""

    has_part_one: Flag | None = Field(
        default=None, description="Om del 1 finns; null = framgår inte.", examples=[True]
    )
    goals: list[OverarchingGoal] | None = Field(
        default=None, max_length=50, description="Målen, med delmål; null = okända."
    )
    roles: list[RoleDuty] | None = Field(
        default=None, max_length=100, description="Roller och uppgifter; null = okända."
    )
    rhythms: list[RhythmShape] = Field(
        default_factory=list, max_length=50, description="Forum och hur ofta de ska mötas."
    )
    resources: Paragraph | None = Field(
        default=None,
        description="Vilka resurser parterna avsätter, i ord; null = framgår inte.",
        examples=["Kommunen avsätter en samordnare på heltid."],
    )
    communication: Paragraph | None = Field(
        default=None,
        description="Hur arbetet kommuniceras, i ord; null = framgår inte.",
        examples=["Parterna kommunicerar gemensamt på sina webbplatser."],
    )
    documentation: Paragraph | None = Field(
        default=None,
        description="Hur arbetet dokumenteras, i ord; null = framgår inte.",
        examples=["Rådets möten protokollförs av kommunen."],
    )
    follow_up_rules: list[FollowUpRuleShape] = Field(
        default_factory=list, max_length=50, description="Regler för uppföljning."
    )
    legal_bases: list[LegalBasisShape] = Field(
        default_factory=list, max_length=50, description="Vad överenskommelsen vilar på."
    )


class PartOneRead(PartOne):
    rhythms: list[RhythmRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Forum och hur ofta de ska mötas."
    )
    follow_up_rules: list[FollowUpRuleRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Regler för uppföljning."
    )


class PartTwo(Group):
    """Del 2: vad parterna arbetar med."""

    has_part_two: Flag | None = Field(
        default=None, description="Om del 2 finns; null = framgår inte.", examples=[True]
    )
    situation_picture_id: Id | None = Field(
        default=None, description="Lägesbilden (id) som områdena vilar på; null = ingen känd."
    )


class PartTwoRead(PartTwo):
    areas: list[AreaNamed] = Field(
        max_length=10_000, description="De prioriterade områdena, i korthet."
    )

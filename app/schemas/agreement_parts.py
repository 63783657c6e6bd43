"""Shapes of an agreement's two parts: how the parties work together, and on what."""

from typing import Annotated, Literal

from pydantic import Field

from app.documents import Of
from app.schemas.base import Group, Shape
from app.schemas.commitment_history import AreaNamed
from app.schemas.commitment_parts import FollowUpRuleRead, FollowUpRuleShape
from app.schemas.values import Flag, Id, Line, Name, Paragraph, RegistryNumber, TimesPerYear

GoalDirection = Literal["reduceMotivation", "limitOpportunity", "strengthenControl"]


class SubGoal(Shape):
    """Ett delmål."""

    text: Paragraph = Field(description="Delmålet.", examples=["Färre inbrott i fritidshus."])


class OverarchingGoal(Shape):
    """Ett övergripande mål."""

    text: Paragraph = Field(description="Målet.", examples=["Ett tryggare Oxelösund."])
    directions: list[GoalDirection] = Field(
        default_factory=list,
        max_length=3,
        description="Inriktning: minska motivationen, begränsa tillfällena, stärka den formella "
        "och informella kontrollen.",
    )
    sub_goals: list[SubGoal] = Field(default_factory=list, max_length=50, description="Delmål.")


class RoleDuty(Shape):
    """Vad en aktör eller roll ska göra."""

    actor_id: Id | None = Field(default=None, description="Aktören, om den finns i registret.")
    text: Paragraph = Field(
        description="Rollen och dess uppgift.", examples=["Samordnaren kallar till rådets möten."]
    )


class RhythmShape(Shape):
    """Hur ofta ett forum ska mötas."""

    forum_id: Id | None = Field(default=None, description="Forumet, om det finns i registret.")
    name_as_stated: Name = Field(description="Forumets namn med avtalets ord.")
    role: Paragraph | None = Field(default=None, description="Forumets roll.")
    times_per_year: TimesPerYear | None = Field(
        default=None, description="Möten per år; null = framgår inte.", examples=[4]
    )
    as_stated: Line | None = Field(default=None, description="Rytmen med avtalets ord.")


class RhythmRead(RhythmShape):
    forum_name: Annotated[str | None, Of("forum.name")] = Field(description="Forumets namn.")


class LegalBasisShape(Shape):
    """En lag, förordning, strategi eller riktlinje som överenskommelsen vilar på."""

    text: Line = Field(description="Grunden.", examples=["Lag (2023:196) om kommuners ansvar"])
    registry_number: RegistryNumber | None = Field(default=None, description="Diarienummer.")


class PartOne(Group):
    """Del 1: hur parterna samverkar."""

    has_part_one: Flag | None = Field(
        default=None, description="Om del 1 finns; null = framgår inte."
    )
    goals: list[OverarchingGoal] | None = Field(
        default=None, max_length=50, description="Målen, i två nivåer; null = okända."
    )
    roles: list[RoleDuty] | None = Field(
        default=None, max_length=100, description="Roller och uppgifter; null = okända."
    )
    rhythms: list[RhythmShape] = Field(
        default_factory=list, max_length=50, description="Forum och hur ofta de ska mötas."
    )
    resources: Paragraph | None = Field(default=None, description="Resurser.")
    communication: Paragraph | None = Field(default=None, description="Kommunikation.")
    documentation: Paragraph | None = Field(default=None, description="Dokumentation.")
    follow_up_rules: list[FollowUpRuleShape] = Field(
        default_factory=list, max_length=50, description="Regler för uppföljning."
    )
    legal_bases: list[LegalBasisShape] = Field(
        default_factory=list, max_length=50, description="Vad överenskommelsen vilar på."
    )


class PartOneRead(PartOne):
    rhythms: list[RhythmRead] = Field(  # type: ignore[assignment]
        description="Forum och hur ofta de ska mötas."
    )
    follow_up_rules: list[FollowUpRuleRead] = Field(  # type: ignore[assignment]
        description="Regler för uppföljning."
    )


class PartTwo(Group):
    """Del 2: vad parterna arbetar med."""

    has_part_two: Flag | None = Field(
        default=None, description="Om del 2 finns; null = framgår inte."
    )
    situation_picture_id: Id | None = Field(
        default=None, description="Lägesbilden som områdena vilar på."
    )


class PartTwoRead(PartTwo):
    areas: list[AreaNamed] = Field(description="De prioriterade områdena.")

"""Shapes of forums."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.forums import ForumKind
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import CountyCode, Day, Flag, Id, MunicipalityCode, Name


class ForumMemberShape(Shape):
    """En aktör i forumet."""

    actor_id: Id = Field(description="Aktören.")
    leading_position: Flag | None = Field(
        default=None, description="Om aktören företräds av någon i ledande ställning; null = okänt."
    )
    valid_from: Day | None = Field(default=None, description="Första dagen som medlem.")
    valid_to: Day | None = Field(default=None, description="Sista dagen som medlem.")


class ForumMemberRead(ForumMemberShape):
    actor_name: Annotated[str, Of("actor.name")] = Field(description="Aktörens namn.")


class ForumRhythmRead(Shape):
    """Hur ofta forumet ska mötas enligt en överenskommelse."""

    commitment_id: UUID = Field(description="Överenskommelsen som bestämde rytmen.")
    times_per_year: int | None = Field(description="Möten per år; null = inte angivet.")
    as_stated: str | None = Field(description="Rytmen med överenskommelsens ord.")


class ForumFields(Referable):
    kind: ForumKind = Field(description="Forumets slag.", examples=["localCouncil"])
    name: Name = Field(description="Forumets namn.", examples=["Trygga Eskilstuna"])
    name_as_stated: Name | None = Field(default=None, description="Namnet med källans ord.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod (SCB).", examples=["04"]
    )
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som forumet är till för (SCB:s kommunkoder).",
        examples=[["0484"]],
    )
    leader_id: Id | None = Field(default=None, description="Aktören som leder forumet.")
    valid_from: Day | None = Field(default=None, description="Första dagen.")
    valid_to: Day | None = Field(default=None, description="Sista dagen.")
    members: list[ForumMemberShape] = Field(
        default_factory=list, max_length=200, description="Aktörerna i forumet."
    )


class ForumCreate(ForumFields, Body):
    """Ett nytt forum."""


@partial
class ForumUpdate(ForumFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ForumRead(ForumFields, RecordRead):
    """Ett forum."""

    leader_name: Annotated[str | None, Of("leader.name")] = Field(description="Ledarens namn.")
    members: list[ForumMemberRead] = Field(description="Aktörerna i forumet.")  # type: ignore[assignment]
    rhythms: list[ForumRhythmRead] = Field(description="Rytmer som överenskommelser har bestämt.")


class ForumFilters(RecordFilters):
    kind: ForumKind | None = Field(default=None, description="Forumets slag.")
    county_code: CountyCode | None = Field(default=None, description="Länskod.")
    municipality_code: MunicipalityCode | None = Field(default=None, description="Kommunkod.")
    actor_id: Id | None = Field(default=None, description="Ledare eller medlem.")
    valid_on: Day | None = Field(default=None, description="Bara forum som fanns den dagen.")

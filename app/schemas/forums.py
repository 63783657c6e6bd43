"""Shapes of forums."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.forums import ForumKind
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Flag,
    Id,
    MunicipalityCode,
    Name,
    Paragraph,
    TimesPerYear,
)

KIND = (
    "Forumets slag: localCouncil = lokalt brottsförebyggande råd, steeringGroup = styrgrupp, "
    "network = nätverk, workingGroup = arbetsgrupp, other = annat."
)


class ForumMemberShape(Shape):
    """En aktör i forumet."""

    actor_id: Id = Field(description="Aktören (id).")
    leading_position: Flag | None = Field(
        default=None,
        description="Om aktören företräds av någon i ledande ställning; null = okänt.",
        examples=[True],
    )
    valid_from: Day | None = Field(
        default=None,
        description="Första dagen som medlem (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-01-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Sista dagen som medlem (ÅÅÅÅ-MM-DD); null = okänd, eller kvar i forumet.",
    )


class ForumMemberRead(ForumMemberShape):
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn.", examples=["Eskilstuna kommun"]
    )


class ForumRhythmRead(Shape):
    """Hur ofta forumet ska mötas enligt en överenskommelse."""

    commitment_id: UUID = Field(description="Överenskommelsen som bestämde rytmen (id).")
    times_per_year: TimesPerYear | None = Field(
        description="Antal möten per år; null = inte angivet.", examples=[4]
    )
    as_stated: Paragraph | None = Field(
        description="Rytmen med överenskommelsens ord; null = inte angiven.",
        examples=["Rådet möts en gång i kvartalet."],
    )


class ForumFields(Referable):
    kind: ForumKind = Field(description=KIND, examples=["localCouncil"])
    name: Name = Field(description="Forumets namn.", examples=["Trygga Eskilstuna"])
    name_as_stated: Name | None = Field(
        default=None,
        description="Namnet med källans ord; null = källan säger detsamma som name.",
        examples=["Rådet för ett tryggt Eskilstuna"],
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länet som forumet hör till (länskod enligt SCB, två siffror); null = inget.",
        examples=["04"],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som forumet är till för (kommunkoder enligt SCB, fyra siffror).",
        examples=[["0484"]],
    )
    leader_id: Id | None = Field(
        default=None, description="Aktören som leder forumet (id); null = okänd."
    )
    valid_from: Day | None = Field(
        default=None,
        description="Forumets första dag (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-01-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Forumets sista dag (ÅÅÅÅ-MM-DD); null = okänd, eller finns kvar.",
    )
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

    leader_name: Annotated[Name | None, Of("leader.name")] = Field(
        description="Namnet på aktören som leder forumet; null när leaderId är null."
    )
    members: list[ForumMemberRead] = Field(  # type: ignore[assignment]
        max_length=200, description="Aktörerna i forumet."
    )
    rhythms: list[ForumRhythmRead] = Field(
        max_length=10_000, description="Rytmer som överenskommelser har bestämt."
    )


class ForumFilters(RecordFilters):
    kind: ForumKind | None = Field(default=None, description=KIND, examples=["localCouncil"])
    county_code: CountyCode | None = Field(
        default=None, description="Länskod (SCB), två siffror.", examples=["04"]
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod (SCB), fyra siffror.", examples=["0484"]
    )
    actor_id: Id | None = Field(default=None, description="Ledare eller medlem (aktörens id).")
    valid_on: Day | None = Field(
        default=None,
        description="Bara forum som fanns den dagen (ÅÅÅÅ-MM-DD).",
        examples=["2024-06-30"],
    )

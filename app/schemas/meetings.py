"""Shapes of meetings."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.forums import ForumKind
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.forums import KIND
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Url,
    YearAsked,
)

FORUM = "Forumet som möttes (id)."


class MeetingParticipantRead(Shape):
    """En aktör som deltog; aldrig vilka personer."""

    actor_id: UUID = Field(description="Aktören (id).")
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn.", examples=["Eskilstuna kommun"]
    )


class MeetingFields(Referable):
    held_on: Day = Field(
        description="Dagen då mötet hålls eller hölls (ÅÅÅÅ-MM-DD).", examples=["2024-03-14"]
    )
    topic: Line | None = Field(
        default=None,
        description="Vad mötet handlade om; null = okänt.",
        examples=["Gemensam lägesbild för Eskilstuna"],
    )
    participant_ids: list[Id] = Field(
        default_factory=list, max_length=300, description="Aktörer som deltog (id)."
    )
    minutes_url: Url | None = Field(
        default=None,
        description="Webbadressen till protokoll eller minnesanteckningar; null = okänd.",
        examples=["https://www.eskilstuna.example.se/protokoll/2024-03-14"],
    )
    cancelled: Flag = Field(
        default=False,
        description="Om mötet ställdes in; ett inställt möte räknas inte som hållet.",
        examples=[False],
    )


class MeetingCreate(MeetingFields, Body):
    """Ett nytt möte; forumet kan inte bytas i efterhand."""

    forum_id: Id = Field(description=FORUM)


@partial
class MeetingUpdate(MeetingFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class MeetingRead(MeetingFields, RecordRead):
    """Ett möte."""

    forum_id: Id = Field(description=FORUM)
    forum_name: Annotated[Name, Of("forum.name")] = Field(
        description="Forumets namn.", examples=["Trygga Eskilstuna"]
    )
    forum_kind: Annotated[ForumKind, Of("forum.kind")] = Field(
        description=KIND, examples=["localCouncil"]
    )
    participants: Annotated[list[MeetingParticipantRead], Of("participant_links")] = Field(
        max_length=300, description="Aktörerna som deltog, med namn."
    )


class MeetingFilters(RecordFilters):
    forum_id: Id | None = Field(default=None, description="Forumet (id).")
    forum_kind: ForumKind | None = Field(default=None, description=KIND, examples=["localCouncil"])
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: länets egna forum och dess kommuners.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunkod (SCB), fyra siffror: forum som är till för kommunen.",
        examples=["0484"],
    )
    year: YearAsked | None = Field(
        default=None, description="Året då mötet hölls (ÅÅÅÅ).", examples=[2024]
    )
    held_from: Day | None = Field(
        default=None,
        description="Hållet den dagen eller senare (ÅÅÅÅ-MM-DD).",
        examples=["2024-01-01"],
    )
    held_to: Day | None = Field(
        default=None,
        description="Hållet den dagen eller tidigare (ÅÅÅÅ-MM-DD).",
        examples=["2024-12-31"],
    )
    actor_id: Id | None = Field(default=None, description="En aktör som deltog (id).")

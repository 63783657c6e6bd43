"""Shapes of meetings."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.forums import ForumKind
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
from app.schemas.values import CountyCode, Day, Flag, Id, Line, MunicipalityCode, Url, YearAsked

FORUM = "Forumet som möttes."


class MeetingParticipantRead(Shape):
    """En aktör som deltog; aldrig vilka personer."""

    actor_id: UUID = Field(description="Aktören.")
    actor_name: Annotated[str, Of("actor.name")] = Field(description="Aktörens namn.")


class MeetingFields(Referable):
    held_on: Day = Field(
        description="Dagen då mötet hålls eller hölls (ÅÅÅÅ-MM-DD).", examples=["2024-03-14"]
    )
    topic: Line | None = Field(
        default=None,
        description="Vad mötet handlade om.",
        examples=["Gemensam lägesbild för Eskilstuna"],
    )
    participant_ids: list[Id] = Field(
        default_factory=list, max_length=300, description="Aktörer som deltog."
    )
    minutes_url: Url | None = Field(
        default=None,
        description="Adress till protokoll eller minnesanteckningar.",
        examples=["https://www.example.se/protokoll/2024-03-14"],
    )
    cancelled: Flag = Field(
        default=False, description="Om mötet ställdes in; ett inställt möte räknas inte som hållet."
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
    forum_name: Annotated[str, Of("forum.name")] = Field(description="Forumets namn.")
    forum_kind: Annotated[ForumKind, Of("forum.kind")] = Field(description="Forumets slag.")
    participants: Annotated[list[MeetingParticipantRead], Of("participant_links")] = Field(
        description="Aktörerna som deltog, med namn."
    )


class MeetingFilters(RecordFilters):
    forum_id: Id | None = Field(default=None, description="Forumet.")
    forum_kind: ForumKind | None = Field(default=None, description="Forumets slag.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: länets egna forum och dess kommuners."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: forum som är till för kommunen."
    )
    year: YearAsked | None = Field(default=None, description="Året då mötet hölls.")
    held_from: Day | None = Field(default=None, description="Hållet den dagen eller senare.")
    held_to: Day | None = Field(default=None, description="Hållet den dagen eller tidigare.")
    actor_id: Id | None = Field(default=None, description="En aktör som deltog.")

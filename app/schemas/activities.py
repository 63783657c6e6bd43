"""Shapes of activities."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import PROGRESS
from app.schemas.pages import RecordRead
from app.schemas.values import (
    Code,
    Count,
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    MunicipalityCode,
    Name,
    Paragraph,
    YearAsked,
)

KIND = (
    "municipalityVisit = kommunbesök, training = utbildning, conference = konferens, "
    "networkMeeting = nätverksträff, crossBorderMeasure = åtgärd över kommungräns, "
    "other = annan aktivitet."
)


class ActivityParticipantsShape(Shape):
    """Hur många som kom från en aktör; aldrig vilka."""

    actor_id: Id = Field(description="Aktören som deltagarna kom från (id).")
    count: Count | None = Field(
        default=None,
        description="Antal deltagare (personer) från aktören; null = inte räknat.",
        examples=[14],
    )


class ActivityParticipantsRead(ActivityParticipantsShape):
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn.", examples=["Katrineholms kommun"]
    )


class ActivityFields(Referable):
    kind: ActivityKind = Field(description=f"Aktivitetens slag: {KIND}", examples=["training"])
    title: Name = Field(
        description="Aktivitetens titel.", examples=["Utbildning i orsaksanalys för kommuner"]
    )
    theme: Line | None = Field(
        default=None, description="Tema; null = inget eller okänt.", examples=["Orsaksanalys"]
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länet som samordnar (länskod, SCB); null = inget.",
        examples=["04"],
    )
    operating_plan_id: Id | None = Field(
        default=None, description="Verksamhetsplanen som aktiviteten hör till (id); null = ingen."
    )
    commitment_id: Id | None = Field(
        default=None,
        description="Överenskommelsen eller löftet som aktiviteten genomför (id); null = inget.",
    )
    organiser_id: Id | None = Field(
        default=None, description="Aktören som ordnar (id); null = okänd."
    )
    method_id: Id | None = Field(
        default=None, description="Metoden som aktiviteten gäller (id); null = ingen bestämd."
    )
    starts_on: Day | None = Field(
        default=None,
        description="Första dagen (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-04-18"],
    )
    ends_on: Day | None = Field(
        default=None,
        description="Sista dagen (ÅÅÅÅ-MM-DD); null = samma dag eller inte känd.",
        examples=["2024-04-19"],
    )
    progress: Progress | None = Field(
        default=None,
        description=f"Hur långt aktiviteten kommit: {PROGRESS}",
        examples=["done"],
    )
    is_national: Flag | None = Field(
        default=None,
        description="Om den vände sig till hela landet; null = inte känt.",
        examples=[False],
    )
    across_municipal_borders: Flag | None = Field(
        default=None,
        description="Om den gick över kommungränser; null = inte känt.",
        examples=[True],
    )
    note: Paragraph | None = Field(
        default=None,
        description="Anmärkning i löpande text; null = ingen.",
        examples=["Två dagar i Katrineholm, med underlag från Brå."],
    )
    municipality_codes: list[MunicipalityCode] = Field(
        default_factory=list,
        max_length=290,
        description="Kommuner som nåddes (SCB:s kommunkoder, fyra siffror).",
        examples=[["0482", "0483"]],
    )
    participants: list[ActivityParticipantsShape] = Field(
        default_factory=list, max_length=300, description="Antal deltagare per aktör."
    )


class ActivityCreate(ActivityFields, Body):
    """En ny aktivitet."""


@partial
class ActivityUpdate(ActivityFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ActivityRead(ActivityFields, RecordRead):
    """En aktivitet."""

    commitment_title: Annotated[Name | None, Of("commitment.title")] = Field(
        description=(
            "Överenskommelsens eller löftets titel; "
            "null när commitmentId är null eller posten inte får läsas."
        ),
    )
    organiser_name: Annotated[Name | None, Of("organiser.name")] = Field(
        description="Namnet på aktören som ordnar; null när organiserId är null."
    )
    method_name: Annotated[Name | None, Of("method.name")] = Field(
        description="Metodens namn; null när methodId är null."
    )
    participants: list[ActivityParticipantsRead] = Field(  # type: ignore[assignment]
        max_length=300, description="Antal deltagare per aktör, med aktörens namn."
    )


class ActivityFilters(RecordFilters):
    kind: ActivityKind | None = Field(default=None, description=f"Aktivitetens slag: {KIND}")
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB): länet samordnar, planen är länets, eller en kommun i länet "
        "nåddes.",
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod (SCB): aktiviteter som nådde kommunen."
    )
    operating_plan_id: Id | None = Field(default=None, description="Verksamhetsplanen (id).")
    organiser_id: Id | None = Field(default=None, description="Aktören som ordnar (id).")
    year: YearAsked | None = Field(
        default=None,
        description="Pågick någon dag under året (ÅÅÅÅ), eller saknar dag och hör till årets plan.",
    )
    actor_id: Id | None = Field(
        default=None, description="Aktören (id) som ordnar, eller en som deltog."
    )
    method_code: Code | None = Field(default=None, description="Metodens kod, till exempel est.")

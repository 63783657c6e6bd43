"""Shapes of actors."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind, SuccessionKind
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import ACTOR_KIND
from app.schemas.pages import RecordRead
from app.schemas.values import (
    CountyCode,
    Day,
    Id,
    Mailbox,
    MunicipalityCode,
    Name,
    OrganisationNumber,
    Url,
)

WORKING = "den dag som frågan gäller (asOf)"

FIRST = "Första dagen (ÅÅÅÅ-MM-DD); null = okänd."
LAST = "Sista dagen (ÅÅÅÅ-MM-DD); null = tills vidare eller okänd."


class ActorAreaShape(Shape):
    """En kommun där aktören verkar."""

    municipality_code: MunicipalityCode = Field(
        description="Kommunkod (SCB), fyra siffror.", examples=["0481"]
    )
    valid_from: Day | None = Field(default=None, description=FIRST, examples=["2009-01-01"])
    valid_to: Day | None = Field(default=None, description=LAST)


class ActorAreaRead(ActorAreaShape):
    municipality_name: Annotated[Name, Of("municipality.name")] = Field(
        description="Kommunens namn.", examples=["Oxelösund"]
    )


class ActorSuccessorShape(Shape):
    """En aktör som tog över, helt eller delvis."""

    successor_id: Id = Field(description="Aktören som tog över (id).")
    kind: SuccessionKind = Field(
        description="Vad som hände: merge = sammanslagning, split = delning, rename = nytt namn.",
        examples=["rename"],
    )
    succeeded_on: Day | None = Field(
        default=None, description="Dagen då det skedde (ÅÅÅÅ-MM-DD); null = okänd."
    )


class ActorSuccessorRead(ActorSuccessorShape):
    successor_name: Annotated[Name, Of("successor.name")] = Field(
        description="Namnet på aktören som tog över.", examples=["Sörmlandshem AB"]
    )


class ActorFields(Referable):
    kind: ActorKind = Field(description=f"Aktörens slag: {ACTOR_KIND}", examples=["housingCompany"])
    kind_as_stated: Name | None = Field(
        default=None,
        description="Slaget med källans ord, där kind inte säger allt; null = inget att tillägga.",
        examples=["kommunalt bostadsbolag"],
    )
    name: Name = Field(description="Aktörens namn.", examples=["Bostadsbolaget i Oxelösund AB"])
    aliases: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="Andra namn som aktören kan sökas under.",
        examples=[["Oxelösundsbostäder"]],
    )
    organisation_number: OrganisationNumber | None = Field(
        default=None,
        description="Organisationsnummer (NNNNNN-NNNN), unikt; personnummer tas inte emot. "
        "null = okänt eller saknas.",
        examples=["556000-0001"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description="Kommunen där aktören hör hemma (SCB:s kommunkod, fyra siffror); null = ingen.",
        examples=["0481"],
    )
    county_code: CountyCode | None = Field(
        default=None,
        description="Länet där aktören hör hemma (SCB:s länskod, två siffror); samma län som "
        "kommunens. null = inget.",
        examples=["04"],
    )
    parent_id: Id | None = Field(
        default=None,
        description=(
            "Aktören (id) som denna ingår i: lokalpolisområde i polisområde, polisområde i "
            "polisregion; null = ingen."
        ),
    )
    mailbox: Mailbox | None = Field(
        default=None,
        description="Funktionsbrevlåda (e-postadress), inte en persons adress; null = ingen känd.",
        examples=["trygghet@bostadsbolaget.example.se"],
    )
    website: Url | None = Field(
        default=None,
        description="Webbplatsens adress (http eller https); null = ingen känd.",
        examples=["https://www.bostadsbolaget.example.se"],
    )
    valid_from: Day | None = Field(default=None, description=FIRST, examples=["2009-01-01"])
    valid_to: Day | None = Field(default=None, description=LAST)
    areas: list[ActorAreaShape] = Field(
        default_factory=list, max_length=290, description="Kommuner där aktören verkar, och när."
    )
    successors: list[ActorSuccessorShape] = Field(
        default_factory=list, max_length=50, description="Aktörer som har tagit över."
    )


class ActorCreate(ActorFields, Body):
    """En ny aktör: en organisation, aldrig en privatperson."""


@partial
class ActorUpdate(ActorFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class ActorRead(ActorFields, RecordRead):
    """En aktör."""

    parent_name: Annotated[Name | None, Of("parent.name")] = Field(
        description="Namnet på aktören som denna ingår i; null när parentId är null."
    )
    municipality_name: Annotated[Name | None, Of("municipality.name")] = Field(
        description="Namnet på kommunen där aktören hör hemma; null = ingen.",
        examples=["Oxelösund"],
    )
    county_name: Annotated[Name | None, Of("county.name")] = Field(
        description="Namnet på länet där aktören hör hemma; null = inget.",
        examples=["Södermanlands län"],
    )
    areas: list[ActorAreaRead] = Field(  # type: ignore[assignment]
        max_length=290, description="Kommuner där aktören verkar, och när."
    )
    successors: list[ActorSuccessorRead] = Field(  # type: ignore[assignment]
        max_length=50,
        description="Aktörer som har tagit över; tom så länge aktören finns.",
        examples=[[]],
    )


class ActorFilters(RecordFilters):
    kind: ActorKind | None = Field(default=None, description=f"Aktörens slag: {ACTOR_KIND}")
    county_code: CountyCode | None = Field(
        default=None, description=f"Länskod (SCB): hör hemma i länet, eller verkar där {WORKING}."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=f"Kommunkod (SCB): hör hemma i kommunen, eller verkar där {WORKING}.",
    )
    parent_id: Id | None = Field(default=None, description="Aktören (id) som de ingår i.")
    organisation_number: OrganisationNumber | None = Field(
        default=None, description="Organisationsnummer (tio siffror), med eller utan bindestreck."
    )

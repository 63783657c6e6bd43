"""Shapes of actors."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind, SuccessionKind
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, Shape, partial
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


class ActorAreaShape(Shape):
    """En kommun där aktören verkar."""

    municipality_code: MunicipalityCode = Field(description="Kommunkod (SCB).", examples=["0481"])
    valid_from: Day | None = Field(default=None, description="Första dagen.")
    valid_to: Day | None = Field(default=None, description="Sista dagen.")


class ActorAreaRead(ActorAreaShape):
    municipality_name: Annotated[str, Of("municipality.name")] = Field(
        description="Kommunens namn."
    )


class ActorSuccessorShape(Shape):
    """En aktör som tog över, helt eller delvis."""

    successor_id: Id = Field(description="Aktören som tog över.")
    kind: SuccessionKind = Field(
        description="Sammanslagning (merge), delning (split) eller nytt namn (rename)."
    )
    succeeded_on: Day | None = Field(default=None, description="Dagen då det skedde; null = okänd.")


class ActorSuccessorRead(ActorSuccessorShape):
    successor_name: Annotated[str, Of("successor.name")] = Field(description="Aktörens namn.")


class ActorFields(Referable):
    kind: ActorKind = Field(description="Aktörens slag.", examples=["municipality"])
    kind_as_stated: Name | None = Field(
        default=None, description="Slaget med källans ord, där inget av våra passar helt."
    )
    name: Name = Field(description="Aktörens namn.", examples=["Oxelösunds kommun"])
    aliases: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="Andra namn som aktören kan sökas under.",
        examples=[["Oxelösunds stad"]],
    )
    organisation_number: OrganisationNumber | None = Field(
        default=None,
        description="Organisationsnummer, NNNNNN-NNNN; personnummer tas inte emot.",
        examples=["212000-0324"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunen där aktören hör hemma (SCB).", examples=["0481"]
    )
    county_code: CountyCode | None = Field(
        default=None, description="Länet där aktören hör hemma (SCB).", examples=["04"]
    )
    parent_id: Id | None = Field(
        default=None,
        description=(
            "Aktören som denna ingår i: lokalpolisområde i polisområde, polisområde i polisregion."
        ),
    )
    mailbox: Mailbox | None = Field(
        default=None, description="Funktionsbrevlåda, inte en persons adress."
    )
    website: Url | None = Field(default=None, description="Webbplats (URL).")
    valid_from: Day | None = Field(default=None, description="Första dagen.")
    valid_to: Day | None = Field(default=None, description="Sista dagen.")
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

    parent_name: Annotated[str | None, Of("parent.name")] = Field(
        description="Namnet på aktören som denna ingår i."
    )
    municipality_name: Annotated[str | None, Of("municipality.name")] = Field(
        description="Namnet på kommunen där aktören hör hemma."
    )
    county_name: Annotated[str | None, Of("county.name")] = Field(
        description="Namnet på länet där aktören hör hemma."
    )
    areas: list[ActorAreaRead] = Field(description="Kommuner där aktören verkar, och när.")  # type: ignore[assignment]
    successors: list[ActorSuccessorRead] = Field(description="Aktörer som har tagit över.")  # type: ignore[assignment]


class ActorFilters(RecordFilters):
    kind: ActorKind | None = Field(default=None, description="Aktörens slag.")
    county_code: CountyCode | None = Field(
        default=None, description=f"Länskod: hör hemma i länet, eller verkar där {WORKING}."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description=f"Kommunkod: hör hemma i kommunen, eller verkar där {WORKING}."
    )
    parent_id: Id | None = Field(default=None, description="Aktören som de ingår i.")
    organisation_number: OrganisationNumber | None = Field(
        default=None, description="Organisationsnummer, med eller utan bindestreck."
    )

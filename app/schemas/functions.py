"""Shapes of functions."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind
from app.models.functions import FunctionKind
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, partial
from app.schemas.values import (
    CountyCode,
    Day,
    Flag,
    Id,
    Line,
    Mailbox,
    MunicipalityCode,
    Name,
    Percent,
    Url,
)


class FunctionFields(Referable):
    actor_id: Id = Field(description="Aktören som funktionen finns hos.")
    kind: FunctionKind = Field(description="Funktionens slag.", examples=["coordinator"])
    title: Name = Field(
        description="Titeln hos aktören.", examples=["Brottsförebyggande samordnare"]
    )
    percent_of_full_time: Percent | None = Field(
        default=None, description="Andel av en heltid, i procent; null = okänd."
    )
    percent_on_other_tasks: Percent | None = Field(
        default=None,
        description="Andel av arbetstiden som går till annat än det brottsförebyggande, i procent.",
    )
    coordinates_and_supports: Flag | None = Field(
        default=None,
        description="Om funktionen samordnar och stödjer kommunens arbete; null = okänt.",
    )
    is_contact_point: Flag | None = Field(
        default=None, description="Om funktionen är kontaktpunkt utåt; null = okänt."
    )
    informs_residents_on: Day | None = Field(
        default=None, description="Dagen då invånarna fick veta vem de kan vända sig till."
    )
    information_link: Url | None = Field(
        default=None, description="Var informationen till invånarna finns (URL)."
    )
    decision_reference: Line | None = Field(
        default=None,
        description="Beslutet om funktionen, med diarienummer.",
        examples=["KS 2023/12"],
    )
    mailbox: Mailbox | None = Field(
        default=None,
        description="Funktionsbrevlåda, hellre än en persons adress.",
        examples=["trygghet@kommun.example"],
    )
    person_name: Name | None = Field(
        default=None, description="Namnet på den som har rollen i tjänsten; kan utelämnas."
    )
    valid_from: Day | None = Field(default=None, description="Första dagen.")
    valid_to: Day | None = Field(default=None, description="Sista dagen.")


class FunctionCreate(FunctionFields, Body):
    """En ny funktion hos en aktör."""


@partial
class FunctionUpdate(FunctionFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class FunctionRead(FunctionFields, RecordRead):
    """En funktion."""

    actor_name: Annotated[str, Of("actor.name")] = Field(description="Aktörens namn.")
    actor_kind: Annotated[ActorKind, Of("actor.kind")] = Field(description="Aktörens slag.")


class FunctionFilters(RecordFilters):
    actor_id: Id | None = Field(default=None, description="Aktören.")
    kind: FunctionKind | None = Field(default=None, description="Funktionens slag.")
    county_code: CountyCode | None = Field(
        default=None, description="Länskod: aktören hör hemma i länet eller verkar där."
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None, description="Kommunkod: aktören hör hemma i kommunen eller verkar där."
    )
    valid_on: Day | None = Field(default=None, description="Bara funktioner som fanns den dagen.")

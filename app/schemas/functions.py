"""Shapes of functions."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind
from app.models.functions import FunctionKind
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.meanings import ACTOR_KIND
from app.schemas.pages import RecordRead
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

KIND = (
    "Funktionens slag: coordinator = kommunens samordnare, regionalCoordinator = länsstyrelsens "
    "samordnare, municipalPoliceOfficer = kommunpolis, areaPoliceOfficer = områdespolis, "
    "preventionOfficer = brottsförebyggande handläggare, communicationLead = "
    "kommunikationsansvarig, responsibleBody = organet som leder kommunens arbete, "
    "till exempel kommunstyrelsen, other = annat."
)


class FunctionFields(Referable):
    actor_id: Id = Field(description="Aktören som funktionen finns hos (id).")
    kind: FunctionKind = Field(description=KIND, examples=["coordinator"])
    title: Name = Field(
        description="Titeln hos aktören.", examples=["Brottsförebyggande samordnare"]
    )
    percent_of_full_time: Percent | None = Field(
        default=None,
        description="Andel av en heltid, i procent (0-100); null = okänd.",
        examples=[75],
    )
    percent_on_other_tasks: Percent | None = Field(
        default=None,
        description=(
            "Andel av arbetstiden som går till annat än det brottsförebyggande, i procent "
            "(0-100); null = okänd."
        ),
        examples=[20],
    )
    coordinates_and_supports: Flag | None = Field(
        default=None,
        description="Om funktionen samordnar och stödjer kommunens arbete; null = okänt.",
        examples=[True],
    )
    is_contact_point: Flag | None = Field(
        default=None,
        description="Om funktionen är kontaktpunkt utåt; null = okänt.",
        examples=[True],
    )
    informs_residents_on: Day | None = Field(
        default=None,
        description=(
            "Dagen då invånarna fick veta vem de kan vända sig till (ÅÅÅÅ-MM-DD); null = okänd."
        ),
        examples=["2024-02-01"],
    )
    information_link: Url | None = Field(
        default=None,
        description="Webbadressen till informationen till invånarna; null = okänd.",
        examples=["https://www.eskilstuna.example.se/trygghet"],
    )
    decision_reference: Line | None = Field(
        default=None,
        description="Beslutet om funktionen, med diarienummer; null = okänt.",
        examples=["KS 2023/12"],
    )
    mailbox: Mailbox | None = Field(
        default=None,
        description="E-postadress till en funktionsbrevlåda, inte till en person; null = okänd.",
        examples=["brottsforebyggande@eskilstuna.example.se"],
    )
    person_name: Name | None = Field(
        default=None,
        description="Namnet på den som har rollen i tjänsten; kan utelämnas, null = inte angivet.",
    )
    valid_from: Day | None = Field(
        default=None,
        description="Första dagen som funktionen finns (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2024-01-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Sista dagen (ÅÅÅÅ-MM-DD); null = okänd, eller finns kvar.",
    )


class FunctionCreate(FunctionFields, Body):
    """En ny funktion hos en aktör."""


@partial
class FunctionUpdate(FunctionFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class FunctionRead(FunctionFields, RecordRead):
    """En funktion."""

    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn.", examples=["Eskilstuna kommun"]
    )
    actor_kind: Annotated[ActorKind, Of("actor.kind")] = Field(
        description=f"Aktörens slag: {ACTOR_KIND}", examples=["municipality"]
    )


class FunctionFilters(RecordFilters):
    actor_id: Id | None = Field(default=None, description="Aktören (id).")
    kind: FunctionKind | None = Field(default=None, description=KIND, examples=["coordinator"])
    county_code: CountyCode | None = Field(
        default=None,
        description="Länskod (SCB), två siffror: aktören hör hemma i länet eller verkar där.",
        examples=["04"],
    )
    municipality_code: MunicipalityCode | None = Field(
        default=None,
        description=(
            "Kommunkod (SCB), fyra siffror: aktören hör hemma i kommunen eller verkar där."
        ),
        examples=["0484"],
    )
    valid_on: Day | None = Field(
        default=None,
        description="Bara funktioner som fanns den dagen (ÅÅÅÅ-MM-DD).",
        examples=["2024-06-30"],
    )

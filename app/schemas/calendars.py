"""Shapes of calendars. The private address is shown once, when it has been made."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Added
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import At, Line, Name, Paragraph

REASON = "Adressen hade skickats vidare."


class CalendarFields(Referable):
    title: Name = Field(
        description="Vad kalendern kallas, i ord; en funktion, aldrig en persons namn.",
        examples=["Samordnarens kalender"],
    )


class CalendarCreate(CalendarFields, Body):
    """En ny kalender med det som behöver göras."""


class CalendarAddressCreate(Body):
    """En ny adress; den förra slutar gälla genast."""

    reason: Paragraph = Field(description="Varför adressen byts.", examples=[REASON])


@partial
class CalendarUpdate(CalendarFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class CalendarRead(CalendarFields, RecordRead):
    """En kalender, utan sin adress."""

    principal_id: UUID = Field(
        description="Behörigheten (id) som gjorde kalendern; den visar vad den får läsa."
    )
    hint: Line = Field(
        description="De första tecknen i adressens hemlighet, för att skilja två åt.",
        examples=["smk_4f1c"],
    )
    renewed_at: At = Field(description="När adressen gjordes (UTC).")
    renewed_reason: Paragraph | None = Field(
        description="Varför adressen byttes senast; null = den första gäller än.",
        examples=[REASON],
    )


class CalendarAddressRead(CalendarRead):
    """Kalendern, och den privata adressen, som bara visas i det här svaret."""

    address: Annotated[Line | None, Added()] = Field(
        description=(
            "Adressen att lägga in i kalenderprogrammet; null när samma förfrågan skickas igen. "
            "Den som har den ser det som behöver göras: visa den för ingen."
        ),
        examples=["https://samverkan.example.se/calendars/smk_….ics"],
    )


class CalendarFilters(RecordFilters):
    """What every list of records can be asked for."""

"""Shapes of disposals."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Outgoing
from app.schemas.values import At, Code, Day, Percent, RegistryNumber, Text, Whole

DisposalState = Literal["requested", "running", "done", "failed"]
STATE = (
    "requested = beställd, running = pågår, done = klar, failed = avbruten eller misslyckad, se "
    "error."
)
RECORD_KIND = (
    "Klassen av poster, som listan heter i adressen, till exempel forums; null = alla klasser, "
    "och de händelser som inte gäller någon post."
)
BEFORE_ON = (
    "Det som ändringsloggen säger om tiden före den dagen gallras (ÅÅÅÅ-MM-DD, dag i Sverige)."
)
DECISION_REFERENCE = "Gallringsbeslutets diarienummer."
DECIDED_ON = "Dagen då gallringen beslutades (ÅÅÅÅ-MM-DD)."


class DisposalCreate(Body):
    """Beställning av gallring efter ett beslut."""

    record_kind: Code | None = Field(description=RECORD_KIND, examples=["forums"])
    before_on: Day = Field(description=BEFORE_ON, examples=["2014-01-01"])
    decision_reference: RegistryNumber = Field(
        description=DECISION_REFERENCE, examples=["KA 2024/17"]
    )
    decided_on: Day = Field(description=DECIDED_ON, examples=["2024-11-05"])


class DisposalRead(Outgoing):
    """En gallring, med läge och framsteg."""

    record_kind: Code | None = Field(description=RECORD_KIND, examples=["forums"])
    before_on: date = Field(description=BEFORE_ON, examples=["2014-01-01"])
    decision_reference: RegistryNumber = Field(
        description=DECISION_REFERENCE, examples=["KA 2024/17"]
    )
    decided_on: date = Field(description=DECIDED_ON, examples=["2024-11-05"])
    state: DisposalState = Field(description=STATE, examples=["done"])
    disposed_count: Whole = Field(
        description="Hur många händelser som hittills har gallrats på sitt innehåll.",
        examples=[1_204],
    )
    disposed_at: At | None = Field(
        description="När gallringen blev klar (UTC); null = inte än.",
        examples=["2024-11-06T01:00:04.000Z"],
    )
    job_id: UUID | None = Field(
        description="Bakgrundsjobbet som gallrar (id); null = inget jobb.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    progress: Annotated[Percent | None, Of("job.progress")] = Field(
        description="Hur långt gallringen kommit, procent 0-100; null = inget jobb.",
        examples=[100],
    )
    message: Annotated[Text | None, Of("job.message")] = Field(
        description="Vad som görs just nu; null = inget."
    )
    error: Annotated[Text | None, Of("job.error")] = Field(
        description="Varför gallringen misslyckades, i ord; null = inget fel."
    )


class DisposalFilters(Filters):
    record_kind: Code | None = Field(
        default=None,
        description="Klassen av poster, som listan heter i adressen, till exempel forums.",
        examples=["forums"],
    )
    state: DisposalState | None = Field(default=None, description=f"Läget: {STATE}")

"""Shapes of what can be done with a commitment: sign, prolong, terminate, amend, correct."""

from pydantic import Field

from app.schemas.area_revisions import AreaRevision
from app.schemas.bodies import Body
from app.schemas.values import Day, Flag, Id, Line, Name, Paragraph, RegistryNumber, Revision

DECIDED = "Dagen för beslutet (ÅÅÅÅ-MM-DD), senast i dag."


class SignatureCreate(Body):
    """En part undertecknar."""

    party_id: Id | None = Field(
        default=None,
        description="Parten som undertecknar (parties[].id). Får bara utelämnas när posten är "
        "registrerad i efterhand.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e77"],
    )
    title: Line = Field(
        description="Befattning hos den som undertecknar.",
        examples=["kommunstyrelsens ordförande"],
    )
    acting: Flag = Field(default=False, description="Om befattningen är tillförordnad.")
    place: Line | None = Field(
        default=None, description="Ort; null = okänd.", examples=["Oxelösund"]
    )
    signed_on: Day | None = Field(
        default=None,
        description="Dagen för underskriften (ÅÅÅÅ-MM-DD), senast i dag. Får bara utelämnas när "
        "posten är registrerad i efterhand.",
        examples=["2023-02-01"],
    )
    person_name: Name | None = Field(
        default=None,
        description="Namnet på den som undertecknar; behövs sällan, null = anges inte.",
    )


class ProlongationCreate(Body):
    """Tiden förlängs."""

    decided_on: Day = Field(description=DECIDED, examples=["2024-11-20"])
    ends_on: Day = Field(
        description="Den nya sista dagen (ÅÅÅÅ-MM-DD), senare än den nuvarande.",
        examples=["2028-12-31"],
    )
    reason: Paragraph | None = Field(
        default=None,
        description="Skäl till förlängningen, i ord; null = inget angivet.",
        examples=["Arbetet fortsätter i samma form."],
    )


class TerminationCreate(Body):
    """Den sägs upp i förtid."""

    decided_on: Day = Field(description=DECIDED, examples=["2024-11-20"])
    terminated_on: Day = Field(
        description="Första dagen (ÅÅÅÅ-MM-DD) som den inte längre gäller, inte före beslutet.",
        examples=["2025-01-01"],
    )
    reason: Paragraph = Field(
        description="Skäl till uppsägningen, i ord.",
        examples=["Parterna tecknar en ny överenskommelse för hela lokalpolisområdet."],
    )
    party_id: Id | None = Field(
        default=None,
        description="Parten som säger upp (parties[].id); utelämnas när parterna är överens.",
    )


class AmendmentFields(Body):
    revision: Revision = Field(
        description="Den nya revisionens nummer: det första tillägget är 2, nästa 3.", examples=[2]
    )
    decided_on: Day = Field(description=DECIDED, examples=["2024-11-20"])
    effective_on: Day = Field(
        description="Dagen (ÅÅÅÅ-MM-DD) från vilken ändringen gäller, senast i dag.",
        examples=["2025-01-01"],
    )
    reason: Paragraph = Field(
        description="Skäl till ändringen, i ord.",
        examples=["Parterna utvidgar samverkan till hela kommunen."],
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Beslutets diarienummer, som det är skrivet; null = okänt.",
        examples=["KS.2024.210"],
    )
    prioritised_areas: AreaRevision = Field(
        default_factory=AreaRevision, description="Områden som tillkommer, ändras eller avslutas."
    )


class CorrectionFields(Body):
    reason: Paragraph = Field(
        description="Vad som var fel i registreringen, i ord.",
        examples=["Titeln var felskriven i registret."],
    )
    withdrawn_termination_ids: list[Id] = Field(
        default_factory=list,
        max_length=10,
        description="Uppsägningar (id) som registrerades av misstag och tas bort; rättelsen "
        "behåller vad de sade.",
    )
    prioritised_areas: AreaRevision = Field(
        default_factory=AreaRevision,
        description="Områden som tillkommer, ändras eller avslutas.",
        examples=[{}],
    )

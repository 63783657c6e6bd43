"""Shapes of what can be done with a commitment: sign, prolong, terminate, amend, correct."""

from pydantic import Field

from app.schemas.area_revisions import AreaRevision
from app.schemas.base import Body
from app.schemas.values import Day, Flag, Id, Line, Name, Paragraph, RegistryNumber, Revision


class SignatureCreate(Body):
    """En part undertecknar."""

    party_id: Id | None = Field(
        default=None,
        description="Parten. Får bara utelämnas när posten är registrerad i efterhand.",
    )
    title: Line = Field(
        description="Befattning hos den som undertecknar.",
        examples=["kommunstyrelsens ordförande"],
    )
    acting: Flag = Field(default=False, description="Om befattningen är tillförordnad.")
    place: Line | None = Field(default=None, description="Ort.", examples=["Oxelösund"])
    signed_on: Day | None = Field(
        default=None,
        description="Dagen för underskriften. Får bara utelämnas när posten är registrerad i "
        "efterhand.",
        examples=["2024-02-01"],
    )
    person_name: Name | None = Field(
        default=None, description="Namnet på den som undertecknar; behövs sällan."
    )


class ProlongationCreate(Body):
    """Tiden förlängs."""

    decided_on: Day = Field(description="Dagen för beslutet.", examples=["2024-11-20"])
    ends_on: Day = Field(
        description="Den nya sista dagen, senare än den nuvarande.", examples=["2026-12-31"]
    )
    reason: Paragraph | None = Field(default=None, description="Skäl.")


class TerminationCreate(Body):
    """Den sägs upp i förtid."""

    decided_on: Day = Field(description="Dagen för beslutet.", examples=["2024-11-20"])
    terminated_on: Day = Field(
        description="Första dagen som den inte längre gäller.", examples=["2025-01-01"]
    )
    reason: Paragraph = Field(description="Skäl.")
    party_id: Id | None = Field(
        default=None, description="Parten som säger upp; utelämnas när parterna är överens."
    )


class AmendmentFields(Body):
    revision: Revision = Field(
        description="Den nya revisionens nummer: det första tillägget är 2.", examples=[2]
    )
    decided_on: Day = Field(description="Dagen för beslutet.", examples=["2024-11-20"])
    effective_on: Day = Field(
        description="Dagen från vilken ändringen gäller.", examples=["2025-01-01"]
    )
    reason: Paragraph = Field(description="Skäl till ändringen.")
    registry_number: RegistryNumber | None = Field(default=None, description="Diarienummer.")
    prioritised_areas: AreaRevision = Field(
        default_factory=AreaRevision, description="Områden som tillkommer, ändras eller avslutas."
    )


class CorrectionFields(Body):
    reason: Paragraph = Field(
        description="Vad som var fel i registreringen.", examples=["Fel slutdag var registrerad."]
    )
    withdrawn_termination_ids: list[Id] = Field(
        default_factory=list,
        max_length=10,
        description="Uppsägningar som registrerades av misstag och tas bort; rättelsen behåller "
        "vad de sade.",
    )
    prioritised_areas: AreaRevision = Field(
        default_factory=AreaRevision, description="Områden som tillkommer, ändras eller avslutas."
    )

"""Shapes of what a commitment owns: parties, period, documents, and what it replaces."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import EndType, Precision
from app.schemas.base import Group, Shape
from app.schemas.meanings import ACTOR_KIND, END_TYPE, PRECISION
from app.schemas.values import (
    Checksum,
    Code,
    Day,
    Flag,
    Id,
    Line,
    Months,
    Name,
    Paragraph,
    RegistryNumber,
    Url,
)

PARTY_ID = "Partens id, när en befintlig part ändras; utelämnas för en ny."


class PartyShape(Shape):
    """En part: en aktör och dess roll."""

    id: Id | None = Field(default=None, description=PARTY_ID)
    actor_id: Id = Field(description="Aktören (id).")
    role: PartyRole = Field(
        description="Partens roll: contracting = tecknar, participating = medverkar, "
        "commissioning = ger uppdraget, commissioned = utför det.",
        examples=["contracting"],
    )
    name_as_stated: Name | None = Field(
        default=None,
        description="Aktörens namn med källans ord; null = som i registret.",
        examples=["Oxelösunds kommun"],
    )
    joined_on: Day | None = Field(
        default=None, description="Dagen då parten anslöt sig (ÅÅÅÅ-MM-DD); null = från början."
    )
    left_on: Day | None = Field(
        default=None, description="Dagen då parten lämnade (ÅÅÅÅ-MM-DD); null = är kvar."
    )


class PartyRead(PartyShape):
    id: Id = Field(description="Partens id.")
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Aktörens namn i registret.", examples=["Oxelösunds kommun"]
    )
    actor_kind: Annotated[ActorKind, Of("actor.kind")] = Field(
        description=f"Aktörens slag: {ACTOR_KIND}", examples=["municipality"]
    )


class Period(Group):
    """När det gäller: dagarna, hur exakt de är kända, och hur det slutar."""

    period_as_stated: Line | None = Field(
        default=None,
        description="Perioden med källans ord; null = framgår inte.",
        examples=["2023–2026"],
    )
    starts_on: Day | None = Field(
        default=None,
        description="Första dagen (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2023-01-01"],
    )
    starts_on_precision: Precision | None = Field(
        default=None,
        description=f"Hur exakt första dagen är känd: {PRECISION}",
        examples=["day"],
    )
    ends_on: Day | None = Field(
        default=None,
        description="Sista dagen (ÅÅÅÅ-MM-DD); null = okänd eller ingen.",
        examples=["2026-12-31"],
    )
    ends_on_precision: Precision | None = Field(
        default=None,
        description=f"Hur exakt sista dagen är känd: {PRECISION}",
        examples=["day"],
    )
    end_type: EndType = Field(
        default=EndType.NOT_STATED,
        description=END_TYPE,
        examples=["fixed"],
    )
    length_months: Months | None = Field(
        default=None, description="Längd i månader, när bara en längd är känd; annars null."
    )
    prolongs_automatically: Flag = Field(
        default=False,
        description="Om tiden förlängs av sig själv när ingen säger upp.",
        examples=[False],
    )
    prolongation_months: Months | None = Field(
        default=None, description="Med hur många månader tiden förlängs; null = framgår inte."
    )
    prolongation_as_stated: Paragraph | None = Field(
        default=None, description="Vad som sägs om förlängning, med källans ord; null = inget."
    )
    termination_as_stated: Paragraph | None = Field(
        default=None,
        description="Vad som sägs om uppsägning, med källans ord; null = inget.",
        examples=["Kan sägas upp av endera parten med tre månaders varsel."],
    )


class DocumentChecksum(Group):
    """Kontrollsumma för dokumentet."""

    checksum_algorithm: Code | None = Field(
        default=None,
        alias="algorithm",
        description="Algoritmen; null = okänd.",
        examples=["sha256"],
    )
    checksum_value: Checksum | None = Field(
        default=None,
        alias="value",
        description="Summan, 16-128 hexadecimala tecken; null = okänd.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class DocumentShape(Shape):
    """Ett dokument: den undertecknade texten, en bilaga eller en webbsida."""

    title: Name = Field(description="Dokumentets titel.", examples=["Bilaga 1, handlingsplan"])
    url: Url | None = Field(
        default=None,
        description="Dokumentets webbadress (http eller https); null = ingen känd.",
        examples=["https://www.oxelosund.example.se/bilaga-1.pdf"],
    )
    checksum: DocumentChecksum = Field(
        default_factory=DocumentChecksum, description="Kontrollsumma för dokumentet."
    )
    registry_number: RegistryNumber | None = Field(
        default=None,
        description="Dokumentets diarienummer, som det är skrivet; null = okänt.",
        examples=["KS.2023.45"],
    )


class ReplacementShape(Shape):
    """Vad detta ersätter, och från vilken dag."""

    replaced_id: Id = Field(description="Det äldre som ersätts (id).")
    replaced_on: Day | None = Field(
        default=None,
        description="Första dagen (ÅÅÅÅ-MM-DD) då det äldre inte längre gäller; null = okänd.",
    )
    is_inferred: Flag = Field(
        default=False, description="Om ersättningen är en slutsats och inte sägs i källan."
    )

"""Shapes of what a commitment owns: parties, period, documents, rules, and what happened to it."""

from typing import Annotated

from pydantic import Field

from app.documents import Of
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import EndType, Precision
from app.schemas.base import Group, Shape
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
    TimesPerYear,
    Url,
)


class PartyShape(Shape):
    """En part: en aktör och dess roll."""

    id: Id | None = Field(
        default=None, description="Partens id, när en befintlig part ändras; annars utelämnat."
    )
    actor_id: Id = Field(description="Aktören.")
    role: PartyRole = Field(
        description="contracting tecknar, participating medverkar, commissioning ger uppdraget, "
        "commissioned utför det.",
    )
    name_as_stated: Name | None = Field(default=None, description="Namnet med källans ord.")
    joined_on: Day | None = Field(default=None, description="Dagen då parten anslöt sig.")
    left_on: Day | None = Field(default=None, description="Dagen då parten lämnade.")


class PartyRead(PartyShape):
    id: Id = Field(description="Partens id.")
    actor_name: Annotated[str, Of("actor.name")] = Field(description="Aktörens namn.")
    actor_kind: Annotated[ActorKind, Of("actor.kind")] = Field(description="Aktörens slag.")


class Period(Group):
    """När det gäller: dagarna, hur exakt de är kända, och hur det slutar."""

    period_as_stated: Line | None = Field(
        default=None, description="Perioden med källans ord.", examples=["2023–2024"]
    )
    starts_on: Day | None = Field(
        default=None, description="Första dagen.", examples=["2023-01-01"]
    )
    starts_on_precision: Precision | None = Field(
        default=None, description="Hur exakt första dagen är känd."
    )
    ends_on: Day | None = Field(default=None, description="Sista dagen.", examples=["2024-12-31"])
    ends_on_precision: Precision | None = Field(
        default=None, description="Hur exakt sista dagen är känd."
    )
    end_type: EndType = Field(
        default=EndType.NOT_STATED,
        description="Hur tiden slutar: på en dag, efter en längd, tills vidare eller tills den "
        "ersätts; notStated = det framgår inte.",
        examples=["fixed"],
    )
    length_months: Months | None = Field(
        default=None, description="Längd i månader, när bara en längd är känd."
    )
    prolongs_automatically: Flag = Field(
        default=False, description="Om tiden förlängs av sig själv när ingen säger upp."
    )
    prolongation_months: Months | None = Field(
        default=None, description="Med hur många månader tiden förlängs."
    )
    prolongation_as_stated: Paragraph | None = Field(
        default=None, description="Vad som sägs om förlängning, med källans ord."
    )
    termination_as_stated: Paragraph | None = Field(
        default=None, description="Vad som sägs om uppsägning, med källans ord."
    )


class DocumentChecksum(Group):
    """Kontrollsumma för dokumentet."""

    checksum_algorithm: Code | None = Field(
        default=None, alias="algorithm", description="Algoritmen.", examples=["sha256"]
    )
    checksum_value: Checksum | None = Field(
        default=None, alias="value", description="Summan, hexadecimalt."
    )


class DocumentShape(Shape):
    """Ett dokument: den undertecknade texten, en bilaga eller en webbsida."""

    title: Name = Field(description="Dokumentets titel.", examples=["Bilaga 1, handlingsplan"])
    url: Url | None = Field(default=None, description="Dokumentets webbadress.")
    checksum: DocumentChecksum = Field(
        default_factory=DocumentChecksum, description="Kontrollsumma för dokumentet."
    )
    registry_number: RegistryNumber | None = Field(default=None, description="Diarienummer.")


class FollowUpRuleShape(Shape):
    """En regel för uppföljning: hur ofta, av vem, till vem och med vilka mått."""

    id: Id | None = Field(
        default=None, description="Regelns id, när en befintlig regel ändras; annars utelämnat."
    )
    as_stated: Paragraph = Field(
        description="Regeln med avtalets ord.", examples=["Följs upp en gång per år i rådet."]
    )
    times_per_year: TimesPerYear | None = Field(
        default=None, description="Gånger per år; null = framgår inte."
    )
    by: Line | None = Field(default=None, description="Vem som följer upp (roll eller aktör).")
    reported_to: Line | None = Field(default=None, description="Vem det redovisas till.")
    indicators: list[Line] = Field(
        default_factory=list, max_length=50, description="Indikatorer som ska användas."
    )
    what: Paragraph | None = Field(default=None, description="Vad som följs upp.")


class FollowUpRuleRead(FollowUpRuleShape):
    id: Id = Field(description="Regelns id.")


class ReplacementShape(Shape):
    """Vad detta ersätter, och från vilken dag."""

    replaced_id: Id = Field(description="Det äldre som ersätts.")
    replaced_on: Day | None = Field(
        default=None, description="Första dagen då det äldre inte längre gäller; null = okänd."
    )
    is_inferred: Flag = Field(
        default=False, description="Om ersättningen är en slutsats och inte sägs i källan."
    )

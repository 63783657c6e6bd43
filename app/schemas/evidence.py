"""The shape of what an answer rests on."""

from datetime import date
from uuid import UUID

from pydantic import Field

from app.evidence import Record
from app.schemas.base import Reckoned
from app.schemas.values import LinkAddress, Revised, Text


class EvidenceRead(Reckoned):
    """En post som svaret vilar på."""

    href: LinkAddress = Field(
        description="Postens adress (absolut URL).",
        examples=["https://samverkan.example.se/samverkan/v1/situation-pictures"],
    )
    id: UUID = Field(description="Postens id (UUID version 7).")
    version: Revised = Field(description="Versionen som svaret vilar på.", examples=[3])
    label: Text = Field(description="Vad posten heter.", examples=["Lägesbild 2024"])
    day: date | None = Field(
        description="Dagen som posten talar för, till exempel då lägesbilden gjordes; null = ingen."
    )


def evidence_read(record: Record, base: str) -> EvidenceRead:
    """`base` is the contract's root as the caller knows it."""
    return EvidenceRead(
        href=f"{base}/{record.collection}/{record.id}",
        id=record.id,
        version=record.version,
        label=record.label,
        day=record.day,
    )

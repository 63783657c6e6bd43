"""Shapes of methods."""

from pydantic import Field

from app.models.methods import Evidence
from app.schemas.base import Body, RecordFilters, RecordRead, Referable, partial
from app.schemas.values import Code, Day, Name, Paragraph, Year

CODE = "Kort kod: små bokstäver, siffror och bindestreck. Kan inte ändras."


class MethodFields(Referable):
    name: Name = Field(
        description="Metodens namn.", examples=["Effektiv samordning för trygghet (EST)"]
    )
    aliases: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="Andra namn och stavningar; fritextsökning (q) finner metoden på dem.",
        examples=[["EST", "E.S.T."]],
    )
    kinds: list[Code] = Field(
        default_factory=list,
        max_length=10,
        description="Metodens slag, till exempel social, situational eller process.",
        examples=[["process"]],
    )
    problem_areas: list[Code] = Field(
        default_factory=list,
        max_length=30,
        description="Problem som metoden används mot; all = alla.",
        examples=[["public-places"]],
    )
    summary: Paragraph | None = Field(default=None, description="Metoden i korthet.")
    evidence: Evidence = Field(description="Vad som är känt om effekten.", examples=["unclear"])
    evidence_note: Paragraph | None = Field(
        default=None, description="Vad kunskapen om effekten bygger på."
    )
    evidence_source: Name | None = Field(
        default=None, description="Källan till uppgiften om effekt.", examples=["Brå 2018"]
    )
    evidence_year: Year | None = Field(default=None, description="Källans år.", examples=[2018])
    valid_from: Day | None = Field(default=None, description="Första dagen i katalogen.")
    valid_to: Day | None = Field(default=None, description="Sista dagen i katalogen.")


class MethodCreate(MethodFields, Body):
    """En ny metod i katalogen."""

    code: Code = Field(description=CODE, examples=["est"])


@partial
class MethodUpdate(MethodFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class MethodRead(MethodFields, RecordRead):
    """En metod i katalogen."""

    code: Code = Field(description=CODE, examples=["est"])


class MethodFilters(RecordFilters):
    code: Code | None = Field(default=None, description="Metodens kod.")
    problem_area: Code | None = Field(
        default=None, description="Ett av problemen som metoden används mot."
    )
    evidence: Evidence | None = Field(default=None, description="Vad som är känt om effekten.")

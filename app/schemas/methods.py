"""Shapes of methods."""

from pydantic import Field

from app.models.methods import Evidence
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.method_evidence import EVIDENCE, MethodEvidence
from app.schemas.pages import RecordRead
from app.schemas.values import Code, Day, Name, Paragraph

CODE = "Kort kod, unik: små bokstäver a-z, siffror och bindestreck. Kan inte ändras."
# Not one of the catalogue that the register is delivered with.
EXAMPLE = "trygghetsvardar"


class MethodFields(MethodEvidence, Referable):
    name: Name = Field(description="Metodens namn.", examples=["Trygghetsvärdar"])
    aliases: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="Andra namn och stavningar; fritextsökning (q) finner metoden på dem.",
        examples=[["Trygghetsvärd", "Kommunvärdar"]],
    )
    kinds: list[Code] = Field(
        default_factory=list,
        max_length=10,
        description=(
            "Metodens slag, fria koder: i katalogen social = social prevention, situational = "
            "situationell prevention, process = arbetssätt, law-enforcement = rättsvårdande."
        ),
        examples=[["situational"]],
    )
    problem_areas: list[Code] = Field(
        default_factory=list,
        max_length=30,
        description=(
            "Problem som metoden används mot, oftast en kategorikod (area-categories), till "
            "exempel theft = stöld; all = alla."
        ),
        examples=[["public-places"]],
    )
    summary: Paragraph | None = Field(
        default=None,
        description="Metoden i korthet; null = inte beskriven.",
        examples=["Kommunens värdar rör sig i centrum på kvällar och helger."],
    )
    valid_from: Day | None = Field(
        default=None,
        description="Första dagen i katalogen (ÅÅÅÅ-MM-DD); null = sedan start.",
        examples=["2024-01-01"],
    )
    valid_to: Day | None = Field(
        default=None,
        description="Sista dagen i katalogen (ÅÅÅÅ-MM-DD); null = tills vidare.",
    )


class MethodCreate(MethodFields, Body):
    """En ny metod i katalogen."""

    code: Code = Field(description=CODE, examples=[EXAMPLE])


@partial
class MethodUpdate(MethodFields, Body):
    """Det som ska ändras; det som utelämnas står kvar."""


class MethodRead(MethodFields, RecordRead):
    """En metod i katalogen."""

    code: Code = Field(description=CODE, examples=[EXAMPLE])


class MethodFilters(RecordFilters):
    code: Code | None = Field(default=None, description="Metodens kod.", examples=["est"])
    problem_area: Code | None = Field(
        default=None,
        description="Ett av problemen som metoden används mot (kod).",
        examples=["public-places"],
    )
    evidence: Evidence | None = Field(default=None, description=EVIDENCE, examples=["unclear"])

"""Shapes of citizen promises."""

from pydantic import Field

from app.schemas.base import Body, partial
from app.schemas.commitment_actions import AmendmentFields, CorrectionFields
from app.schemas.commitment_history import AreaNamed
from app.schemas.commitment_parts import FollowUpRuleRead, FollowUpRuleShape
from app.schemas.commitments import CommitmentFields, CommitmentFilters, CommitmentRead
from app.schemas.values import Day, Line, Paragraph


class CitizenPromiseFields(CommitmentFields):
    summary: Paragraph | None = Field(
        default=None,
        description="Vad som lovas, kort.",
        examples=["Vi hjälper fler att starta grannsamverkan."],
    )
    follow_up_rules: list[FollowUpRuleShape] = Field(
        default_factory=list, max_length=50, description="Regler för uppföljning."
    )
    citizen_dialogue_on: Day | None = Field(
        default=None, description="Dagen för medborgardialogen; null = okänd."
    )
    staff_dialogue_on: Day | None = Field(
        default=None, description="Dagen för medarbetardialogen; null = okänd."
    )
    communicated_on: Day | None = Field(
        default=None, description="Dagen då löftet kommunicerades; null = okänd."
    )
    communicated_how: Line | None = Field(
        default=None, description="Hur det kommunicerades.", examples=["Kommunens webbplats"]
    )
    fed_back_on: Day | None = Field(
        default=None, description="Dagen då resultatet återkopplades; null = okänd."
    )
    fed_back_how: Line | None = Field(default=None, description="Hur det återkopplades.")
    outcome: Paragraph | None = Field(default=None, description="Hur det gick.")


class CitizenPromiseCreate(CitizenPromiseFields, Body):
    """Ett nytt utkast, eller ett medborgarlöfte som registreras i efterhand."""


@partial
class CitizenPromiseChanges(CitizenPromiseFields):
    """Det som ska ändras; det som utelämnas står kvar."""


class CitizenPromiseUpdate(CitizenPromiseChanges, Body):
    """Det som ska ändras i ett utkast; det som utelämnas står kvar."""


class CitizenPromiseAmendmentCreate(AmendmentFields):
    """Ett tillägg: parterna ändrar formellt löftet."""

    changes: CitizenPromiseChanges = Field(
        description="Fälten som ändras, med sitt nya innehåll; {} om bara områden ändras."
    )


class CitizenPromiseCorrectionCreate(CorrectionFields):
    """En rättelse: registreringen var fel, inte löftet."""

    changes: CitizenPromiseChanges = Field(
        default_factory=lambda: CitizenPromiseChanges.model_validate({}),
        description="Fälten som rättas, med sitt rätta innehåll.",
    )


class CitizenPromiseRead(CommitmentRead, CitizenPromiseFields):
    """Ett medborgarlöfte."""

    follow_up_rules: list[FollowUpRuleRead] = Field(  # type: ignore[assignment]
        description="Regler för uppföljning."
    )
    areas: list[AreaNamed] = Field(description="De prioriterade områdena.")


class CitizenPromiseFilters(CommitmentFilters):
    """Parametrar för listan."""

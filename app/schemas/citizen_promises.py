"""Shapes of citizen promises."""

from pydantic import Field

from app.schemas.bodies import Body, partial
from app.schemas.commitment_actions import AmendmentFields, CorrectionFields
from app.schemas.commitment_answers import CommitmentFilters, CommitmentRead
from app.schemas.commitment_history import AreaNamed
from app.schemas.commitments import CommitmentFields
from app.schemas.follow_up_rules import FollowUpRuleRead, FollowUpRuleShape
from app.schemas.values import Day, Line, Name, Paragraph


class CitizenPromiseFields(CommitmentFields):
    title: Name = Field(
        description="Löftets titel.", examples=["Medborgarlöfte Oxelösund 2023–2026"]
    )
    summary: Paragraph | None = Field(
        default=None,
        description="Vad som lovas, kort; null = framgår inte.",
        examples=["Vi hjälper fler att starta grannsamverkan."],
    )
    follow_up_rules: list[FollowUpRuleShape] = Field(
        default_factory=list, max_length=50, description="Regler för uppföljning."
    )
    citizen_dialogue_on: Day | None = Field(
        default=None,
        description="Dagen för medborgardialogen (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2022-10-05"],
    )
    staff_dialogue_on: Day | None = Field(
        default=None,
        description="Dagen för medarbetardialogen (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2022-09-14"],
    )
    communicated_on: Day | None = Field(
        default=None,
        description="Dagen då löftet kommunicerades till medborgarna (ÅÅÅÅ-MM-DD); null = okänd.",
        examples=["2023-02-15"],
    )
    communicated_how: Line | None = Field(
        default=None,
        description="Hur det kommunicerades, i ord; null = okänt.",
        examples=["Kommunens webbplats"],
    )
    fed_back_on: Day | None = Field(
        default=None,
        description="Dagen då resultatet återkopplades till medborgarna (ÅÅÅÅ-MM-DD); null = okänd "
        "eller inte än.",
        examples=["2024-01-24"],
    )
    fed_back_how: Line | None = Field(
        default=None,
        description="Hur det återkopplades, i ord; null = okänt eller inte än.",
        examples=["Öppet möte på biblioteket"],
    )
    outcome: Paragraph | None = Field(
        default=None,
        description="Hur det gick, i ord; null = okänt eller inte än.",
        examples=["Sex nya områden med grannsamverkan startade under 2023."],
    )


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
        description="Fälten som ändras, med sitt nya innehåll; {} om bara områden ändras.",
        examples=[{"geographicScope": "Hela kommunen"}],
    )


class CitizenPromiseCorrectionCreate(CorrectionFields):
    """En rättelse: registreringen var fel, inte löftet."""

    changes: CitizenPromiseChanges = Field(
        default_factory=lambda: CitizenPromiseChanges.model_validate({}),
        description="Fälten som rättas, med sitt rätta innehåll.",
        examples=[{"title": "Medborgarlöfte Oxelösund 2023–2026"}],
    )


class CitizenPromiseRead(CommitmentRead, CitizenPromiseFields):
    """Ett medborgarlöfte."""

    follow_up_rules: list[FollowUpRuleRead] = Field(  # type: ignore[assignment]
        max_length=50, description="Regler för uppföljning."
    )
    areas: list[AreaNamed] = Field(
        max_length=10_000, description="De prioriterade områdena, i korthet."
    )


class CitizenPromiseFilters(CommitmentFilters):
    """Parametrar för listan."""

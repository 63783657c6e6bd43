"""Shapes of agreements."""

from pydantic import Field

from app.models.agreements import AgreementKind
from app.schemas.agreement_parts import PartOne, PartOneRead, PartTwo, PartTwoRead
from app.schemas.bodies import Body, partial
from app.schemas.commitment_actions import AmendmentFields, CorrectionFields
from app.schemas.commitment_answers import CommitmentFilters, CommitmentRead
from app.schemas.commitments import CommitmentFields
from app.schemas.values import Line

KIND = (
    "regional = regional överenskommelse, local = lokal överenskommelse, framework = "
    "ramöverenskommelse, subAgreement = underöverenskommelse, citizenPromiseFramework = ram för "
    "medborgarlöften, letterOfIntent = avsiktsförklaring, actionAgreement = "
    "handlingsöverenskommelse, other = annan"
)


class AgreementFields(CommitmentFields):
    kind: AgreementKind | None = Field(
        default=None,
        description=f"Överenskommelsens slag: {KIND}; null = okänt.",
        examples=["local"],
    )
    kind_as_stated: Line | None = Field(
        default=None, description="Slaget med källans ord, när kind är other; null = inget."
    )
    part_one: PartOne = Field(default_factory=PartOne, description="Del 1: hur parterna samverkar.")
    part_two: PartTwo = Field(
        default_factory=PartTwo, description="Del 2: vad parterna arbetar med."
    )


class AgreementCreate(AgreementFields, Body):
    """Ett nytt utkast, eller en överenskommelse som registreras i efterhand."""


@partial
class AgreementChanges(AgreementFields):
    """Det som ska ändras; det som utelämnas står kvar."""


class AgreementUpdate(AgreementChanges, Body):
    """Det som ska ändras i ett utkast; det som utelämnas står kvar."""


class AgreementAmendmentCreate(AmendmentFields):
    """Ett tillägg: parterna ändrar formellt överenskommelsen."""

    changes: AgreementChanges = Field(
        description="Fälten som ändras, med sitt nya innehåll; {} om bara områden ändras.",
        examples=[{"geographicScope": "Hela kommunen"}],
    )


class AgreementCorrectionCreate(CorrectionFields):
    """En rättelse: registreringen var fel, inte överenskommelsen."""

    changes: AgreementChanges = Field(
        default_factory=lambda: AgreementChanges.model_validate({}),
        description="Fälten som rättas, med sitt rätta innehåll.",
        examples=[{"title": "Samverkansöverenskommelse Oxelösund 2023–2026"}],
    )


class AgreementRead(CommitmentRead, AgreementFields):
    """En överenskommelse."""

    part_one: PartOneRead = Field(description="Del 1: hur parterna samverkar.")
    part_two: PartTwoRead = Field(description="Del 2: vad parterna arbetar med.")


class AgreementFilters(CommitmentFilters):
    kind: AgreementKind | None = Field(default=None, description=f"Överenskommelsens slag: {KIND}.")

"""Shapes of the working cycle: the five steps, their completion tests and what is wanted next."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Reckoned
from app.schemas.commitment_answers import CommitmentStatus
from app.schemas.evidence import EvidenceRead
from app.schemas.meanings import COMMITMENT_STATUS
from app.schemas.pages import Linked
from app.schemas.values import CountyCode, Line, MunicipalityCode, Revised, Text, Whole

CycleAnswer = Literal["done", "notDone", "noData"]

StepId = Annotated[str, Field(max_length=10, pattern=r"^S[1-9]$")]
TestId = Annotated[str, Field(max_length=10, pattern=r"^S[1-9]\.[1-9]$")]

DAY = "Dagen som svaret gäller (ÅÅÅÅ-MM-DD)."
ANSWER = (
    "done = klart; notDone = inte klart, vilket en post säger; noData = registret vet inte, "
    "vilket aldrig är ett nej."
)
IN_WORDS = "Svaret med symbol och ord, som i arbetsboken."
CURRENT = "Det första steget som inte är klart (S1-S5); null = alla är klara."
NEXT = "Vad det steget väntar på, i ord; när alla är klara, vad som kommer sedan."
EDITION = "Utgåvan av steget som gällde den dagen."
A_STEP = "Stegets id, i ordning S1-S5."
STEP_NAME = "Stegets namn i handboken."
NEXT_EXAMPLE = ["Gör en orsaksanalys och ange orsakerna (causes). Återstår: Trygga ungdomar."]


class CompletionTestRead(Reckoned):
    """Ett prov på att ett steg är klart."""

    id: TestId = Field(description="Provets id.", examples=["S3.4"])
    wording: Line = Field(
        description="Vad som ska vara gjort.",
        examples=["Orsaksanalys är gjord för varje prioriterat område"],
    )
    basis: Line = Field(
        description="Vad i registret som visar det.",
        examples=["minst en orsak (causes) i varje område"],
    )
    answer: CycleAnswer = Field(description=f"Svaret: {ANSWER}", examples=["noData"])
    answer_in_words: Line = Field(description=IN_WORDS, examples=["? uppgift saknas"])
    wanted: Text | None = Field(
        description="Vad som behöver göras eller registreras; null = inget, provet är klart.",
        examples=NEXT_EXAMPLE,
    )
    evidence: list[EvidenceRead] = Field(
        max_length=100_000, description="Posterna som svaret vilar på; tom = inga."
    )


class StepCount(Reckoned):
    """Hur långt ett steg har kommit: n av N prov."""

    id: StepId = Field(description=A_STEP, examples=["S3"])
    name: Line = Field(description=STEP_NAME, examples=["Gemensamma förberedelser"])
    answer: CycleAnswer = Field(description=f"Svaret: {ANSWER}", examples=["noData"])
    answer_in_words: Line = Field(description=IN_WORDS, examples=["? uppgift saknas"])
    n: Whole = Field(description="Antal prov som är klara (n).", examples=[4])
    whole: Whole = Field(description="Antal prov i steget (N).", examples=[5])


class StepRead(StepCount):
    """Ett steg i arbetscykeln, klart när alla dess prov är det."""

    edition: Revised = Field(description=EDITION, examples=[1])
    tests: list[CompletionTestRead] = Field(max_length=20, description="Stegets prov, i ordning.")


class CollaborationPlace(Reckoned):
    """Var en överenskommelse står i arbetscykeln."""

    agreement: EvidenceRead = Field(description="Överenskommelsen.")
    status: CommitmentStatus = Field(
        description=f"Överenskommelsens läge den dagen: {COMMITMENT_STATUS}", examples=["valid"]
    )
    status_in_words: Line = Field(description="Läget i ord.", examples=["gäller"])
    current_step: StepId | None = Field(description=CURRENT, examples=["S3"])
    next: list[Text] = Field(max_length=20, description=NEXT, examples=[NEXT_EXAMPLE])


class AgreementCycle(CollaborationPlace):
    """Var en överenskommelse står en viss dag, steg för steg med underlag."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    steps: list[StepRead] = Field(max_length=9, description="Stegen, i ordning.")


class CollaborationRead(CollaborationPlace):
    """En överenskommelse och hur långt dess steg har kommit."""

    steps: list[StepCount] = Field(max_length=9, description="Stegen, i ordning.")


class StepReached(Reckoned):
    """Hur många som har ett steg klart, och hur många som står i det."""

    id: StepId = Field(description=A_STEP, examples=["S3"])
    name: Line = Field(description=STEP_NAME, examples=["Gemensamma förberedelser"])
    n: Whole = Field(description="Antal överenskommelser som har steget klart (n).", examples=[2])
    whole: Whole = Field(description="Antal överenskommelser som räknas (N).", examples=[7])
    standing: Whole = Field(description="Antal som står i steget.", examples=[4])


class CycleOverview(Reckoned):
    """Var varje överenskommelse står i arbetscykeln en viss dag."""

    as_of: date = Field(description=DAY, examples=["2024-12-31"])
    name: Line = Field(description="Kommunens eller länets namn.", examples=["Oxelösund"])
    steps: list[StepReached] = Field(max_length=9, description="Stegen, i ordning.")
    collaborations: list[CollaborationRead] = Field(
        max_length=100_000,
        description=(
            "Överenskommelser som är utkast, kommande, gäller eller är oklara den dagen och som du "
            "får läsa, i titlarnas ordning."
        ),
    )


class MunicipalityCycle(CycleOverview):
    """En kommun."""

    code: MunicipalityCode = Field(description="Kommunkod (SCB), fyra siffror.", examples=["0481"])


class CountyCycle(CycleOverview):
    """Ett län."""

    code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])


class AgreementCycleRead(AgreementCycle, Linked):
    """Arbetscykeln för en överenskommelse."""


class MunicipalityCycleRead(MunicipalityCycle, Linked):
    """Arbetscykeln i en kommun."""


class CountyCycleRead(CountyCycle, Linked):
    """Arbetscykeln i ett län."""

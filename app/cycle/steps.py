"""The five steps of the handbook with their completion tests, and where a collaboration stands.

"Samverkan i lokalt brottsförebyggande arbete" (Brå, Polismyndigheten och SKR, 2020).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from app.cycle import rules
from app.cycle.facts import Collaboration
from app.cycle.rules import Answer, Rule, Verdict
from app.editions import in_force
from app.models.follow_ups import FollowUpKind

MOST_NAMED = 10
ROUND = "Alla fem stegen är klara: börja nästa varv med en ny lägesbild."


@dataclass(frozen=True)
class CompletionTest:
    """`wanted` is what to do, or to register, where it is not done."""

    id: str
    wording: str
    basis: str
    wanted: str
    rule: Rule


@dataclass(frozen=True)
class Step:
    id: str
    name: str
    tests: tuple[CompletionTest, ...]
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


STEPS = (
    Step("S1", "Initiera", (
        CompletionTest(
            "S1.1", "Gemensamt beslut av polisens ledning och kommunstyrelsen",
            "överenskommelsens del 1, eller den som står över den, undertecknad av båda",
            "Låt polisen och kommunen underteckna del 1, eller registrera parterna och "
            "undertecknandet.",
            rules.jointly_decided,
        ),
        CompletionTest(
            "S1.2", "Roller är utpekade", "roles i överenskommelsens del 1",
            "Ange vilka roller parterna har (partOne.roles).", rules.roles_named,
        ),
        CompletionTest(
            "S1.3", "Gemensam organisation är utpekad",
            "forum och deras rytm i överenskommelsens del 1",
            "Ange styrgrupp och andra forum (partOne.rhythms).", rules.organisation_named,
        ),
        CompletionTest(
            "S1.4", "Ansvarig för kommunikation är utpekad",
            "en verksam funktion av slaget communicationLead hos någon av parterna",
            "Utse den som ansvarar för kommunikationen och registrera funktionen.",
            rules.communication_led,
        ),
    )),
    Step("S2", "Egna förberedelser", (
        CompletionTest(
            "S2.1", "Varje part har en egen lägesbild",
            "en lägesbild av slaget own, gjord av var och en av de tecknande parterna",
            "Gör och registrera en egen lägesbild för varje part.", rules.own_pictures_made,
        ),
        CompletionTest(
            "S2.2", "Medarbetardialoger är hållna",
            "staffDialogueOn i en lägesbild eller ett medborgarlöfte",
            "Håll medarbetardialog och ange dagen (staffDialogueOn).",
            rules.heard(attrgetter("staff_dialogue_on")),
        ),
        CompletionTest(
            "S2.3", "Ledningen är informerad",
            "ett möte i styrgruppen, eller att ledningen har undertecknat",
            "Informera ledningen, till exempel i styrgruppen, och registrera mötet.",
            rules.management_informed,
        ),
    )),
    Step("S3", "Gemensamma förberedelser", (
        CompletionTest(
            "S3.1", "En gemensam lägesbild finns",
            "en lägesbild av slaget joint som överenskommelsen vilar på eller som täcker alla dess "
            "kommuner",
            "Gör en gemensam lägesbild och hänvisa till den (partTwo.situationPictureId).",
            rules.joint_picture_made,
        ),
        CompletionTest(
            "S3.2", "Problemen är prioriterade på angivna grunder",
            "priorityGrounds för varje prioriterat område",
            "Ange grunderna för att området prioriteras (priorityGrounds).",
            rules.problems_prioritised,
        ),
        CompletionTest(
            "S3.3", "Medborgardialoger är hållna",
            "citizenDialogueOn i en lägesbild eller ett medborgarlöfte",
            "Håll medborgardialog och ange dagen (citizenDialogueOn).",
            rules.heard(attrgetter("citizen_dialogue_on")),
        ),
        CompletionTest(
            "S3.4", "Orsaksanalys är gjord för varje prioriterat område",
            "minst en orsak (causes) i varje område",
            "Gör en orsaksanalys och ange orsakerna (causes).", rules.causes_analysed,
        ),
        CompletionTest(
            "S3.5", "Överenskommelsen är undertecknad", "alla parter har undertecknat",
            "Låt parterna underteckna, eller ange att de har gjort det.", rules.agreement_signed,
        ),
    )),
    Step("S4", "Genomförande", (
        CompletionTest(
            "S4.1", "Mål är satta och SMARTa",
            "minst ett mål (goals) i varje område, med alla fem märkena ja",
            "Sätt mål som är specifika, mätbara, accepterade, realistiska och tidsbundna (goals).",
            rules.goals_set,
        ),
        CompletionTest(
            "S4.2", "Åtgärder är valda mot orsakerna",
            "minst en åtgärd i varje område som möter en av dess orsaker",
            "Välj åtgärder mot orsakerna och ange orsaken (causeId).", rules.measures_chosen,
        ),
        CompletionTest(
            "S4.3", "Handlingsplan är antagen av styrgruppen",
            "en operativ plan med dag, antagen av en styrgrupp eller ett lokalt råd",
            "Låt styrgruppen anta en handlingsplan och ange dagen (decidedOn).",
            rules.plan_adopted,
        ),
        CompletionTest(
            "S4.4", "Medborgarlöfte är givet", "ett undertecknat löfte under överenskommelsen",
            "Ge ett medborgarlöfte under överenskommelsen (parentId) och underteckna det.",
            rules.promise_given,
        ),
        CompletionTest(
            "S4.5", "Uppföljning är planerad", "minst en regel om uppföljning (followUpRules)",
            "Bestäm hur arbetet följs upp (partOne.followUpRules).", rules.follow_up_planned,
        ),
        CompletionTest(
            "S4.6", "Åtgärderna är genomförda", "progress = done för varje åtgärd",
            "Genomför åtgärderna och ange hur långt de har kommit (progress).",
            rules.measures_carried_out,
        ),
        CompletionTest(
            "S4.7", "De genomförda åtgärderna är dokumenterade",
            "en anmärkning (note) eller en uppföljning av åtgärden eller det den hör till",
            "Dokumentera vad som har gjorts (note, eller en uppföljning).",
            rules.measures_documented,
        ),
    )),
    Step("S5", "Uppföljning", (
        CompletionTest(
            "S5.1", "Effekten är undersökt", "en uppföljning av slaget effect",
            "Undersök effekten och registrera uppföljningen.",
            rules.followed_up(FollowUpKind.EFFECT),
        ),
        CompletionTest(
            "S5.2", "Åtagandena är bedömda", "en uppföljning av slaget production",
            "Bedöm om åtagandena är uppfyllda och registrera uppföljningen.",
            rules.followed_up(FollowUpKind.PRODUCTION),
        ),
        CompletionTest(
            "S5.3", "Processen är bedömd", "en uppföljning av slaget process",
            "Bedöm hur arbetet har gått till och registrera uppföljningen.",
            rules.followed_up(FollowUpKind.PROCESS),
        ),
        CompletionTest(
            "S5.4", "Uppföljningen är rapporterad till styrgruppen",
            "reportedToForumId är en styrgrupp eller ett lokalt råd",
            "Rapportera till styrgruppen och ange det (reportedToForumId, reportedOn).",
            rules.reported_to_steering_group,
        ),
        CompletionTest(
            "S5.5", "Resultatet är återkopplat till medborgarna",
            "fedBackOn i ett medborgarlöfte",
            "Återkoppla till medborgarna och ange dagen (fedBackOn).", rules.fed_back,
        ),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Tested:
    """A completion test with its answer; `wanted` None when it is done."""

    test: CompletionTest
    verdict: Verdict

    @property
    def wanted(self) -> str | None:
        if self.verdict.answer is Answer.DONE:
            return None
        return f"{self.test.wanted}{_lacked(self.verdict.lacking)}"


def _lacked(names: Sequence[str]) -> str:
    if not names:
        return ""
    named, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return f" Återstår: {named}{f' och {more} till' if more > 0 else ''}."


@dataclass(frozen=True)
class Stood:
    """A step with its answers."""

    step: Step
    tested: tuple[Tested, ...]

    @property
    def answer(self) -> Answer:
        return rules.together(one.verdict.answer for one in self.tested)

    @property
    def n(self) -> int:
        return sum(one.verdict.answer is Answer.DONE for one in self.tested)

    @property
    def wanted(self) -> list[str]:
        return [one.wanted for one in self.tested if one.wanted is not None]


@dataclass(frozen=True)
class Standing:
    """Where a collaboration stands in the cycle on a day."""

    steps: tuple[Stood, ...]

    @property
    def current(self) -> Stood | None:
        """The first step that is not finished; None when all are."""
        return next((one for one in self.steps if one.answer is not Answer.DONE), None)

    @property
    def next(self) -> list[str]:
        return [ROUND] if self.current is None else self.current.wanted


def standing(one: Collaboration, day: date, steps: Iterable[Step] = STEPS) -> Standing:
    """By the edition of each step that holds on the day."""
    return Standing(
        tuple(
            Stood(step, tuple(Tested(test, test.rule(one, day)) for test in step.tests))
            for step in in_force(steps, day)
        )
    )

"""The criteria Q01-Q22 as data: edition, wording, basis, rule in words, what to mend.

They are derived from the law and Brå's guidance, and must be called so: the scale of those who
review on commission is not public.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.editions import in_force
from app.quality import rules_of_agreement as agreed
from app.quality import rules_of_cooperation as joint
from app.quality import rules_of_work as work
from app.quality.facts import Facts
from app.quality.verdicts import Answer, Rule, Verdict

DERIVED = "Kriterierna är härledda ur lagen och Brås vägledning."
REVIEW = "Bedöm kriteriet i en granskning (reviews)."
MENDABLE = (Answer.PARTLY, Answer.NOT_MET, Answer.NO_DATA)


class Automatic(StrEnum):
    """Whether the register can answer by itself."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Criterion:
    id: str
    wording: str
    basis: str
    rule_in_words: str
    remedy: str
    rule: Rule
    automatic: Automatic = Automatic.YES
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Judged:
    criterion: Criterion
    verdict: Verdict


LAW = "lag (2023:196), 9 §"
STEP = "handboken, steg"

CRITERIA = (
    Criterion(
        "Q01", "Syftena med samverkan anges", LAW,
        "minst ett syfte är registrerat; gäller överenskommelser",
        "Ange syftena (purposes).",
        agreed.of_agreements(
            "Lagens krav på syften gäller överenskommelser, inte löften.", agreed.purposes_stated
        ),
    ),
    Criterion(
        "Q02", "Områdena för samverkan anges", LAW,
        "minst ett prioriterat område; står de i en överenskommelse under denna bedöms de där",
        "Registrera de prioriterade områdena (prioritised-areas).", agreed.areas_stated,
    ),
    Criterion(
        "Q03", "Skriftlig, undertecknad för polisen och kommunen", f"{LAW}, {STEP} 3",
        "undertecknad, med en underskrift för polisen och en för en annan part; i stället för "
        "polischefen och ordföranden får den skriva under som har det i uppdrag; utkast uppfyller "
        "det inte",
        "Registrera underskrifterna, med titel och part (signatures).", agreed.signed,
    ),
    Criterion(
        "Q04", "Perioden anges och gäller", "Brås vägledning, punkt 6",
        "gäller säkert den dag som frågan gäller; en period som löpt ut, sagts upp eller ersatts "
        "är inte uppfyllt",
        "Ange periodens första och sista dag (period).", agreed.period_current,
    ),
    Criterion(
        "Q05", "Vilar på en gemensam lägesbild, högst 24 månader gammal vid undertecknandet",
        f"{STEP} 3; lag (2023:196), 6 §",
        "lägesbilden som är knuten till den, annars till överenskommelsen över den; samma "
        "kalenderdag två år senare är i tid; en parts egen räknas som delvis",
        "Knyt en gemensam lägesbild, med dag (partTwo.situationPictureId; situation-pictures).",
        agreed.rests_on_picture,
    ),
    Criterion(
        "Q06", "Problemen är konkreta och avgränsade (vad, var, när, vilka)",
        "Brås vägledning, punkt 1", "bedöms bara av en granskare", REVIEW, work.for_a_reviewer,
        Automatic.NO,
    ),
    Criterion(
        "Q07", "Grunderna för prioriteringen är angivna", f"{STEP} 3",
        "varje område har minst en grund för prioriteringen, själv eller genom det område som det "
        "är en del av",
        "Ange grunderna för varje område (priorityGrounds).",
        agreed.of_part_two(work.grounds_recorded),
    ),
    Criterion(
        "Q08", "Orsaksanalys finns för varje prioriterat område", f"{STEP} 3",
        "varje område har minst en orsak, själv eller genom det område som det är en del av",
        "Ange de troliga orsakerna för varje område (causes).",
        agreed.of_part_two(work.causes_analysed),
    ),
    Criterion(
        "Q09", "Målen är mätbara (SMART)", "Brås vägledning, punkt 3",
        "de fem SMART-märkningar som någon har gjort av varje mål: alla ja, och mål för varje "
        "område; målens ord bedöms inte",
        "Ange mål för varje område, och märk om de är SMART (goals).",
        agreed.of_part_two(work.goals_measurable), Automatic.PARTLY,
    ),
    Criterion(
        "Q10", "Varje område har en metod eller åtgärd mot en orsak", f"{STEP} 4",
        "varje område har en åtgärd som är knuten till en av dess orsaker; bara åtgärder utan "
        "orsak är delvis",
        "Registrera åtgärder och knyt dem till orsaken (measures, causeId).",
        agreed.of_part_two(work.measures_meet_causes),
    ),
    Criterion(
        "Q11", "Ingen metod saknar område", "Brå 2025",
        "varje åtgärd som anger en metod hör till ett område; att den inte gör det är känt, så "
        "det kan bli inte uppfyllt",
        "Ange området för varje åtgärd med metod (prioritisedAreaId).",
        agreed.of_part_two(work.methods_have_areas),
    ),
    Criterion(
        "Q12", "Någon ansvarar för varje åtgärd, och en tid är satt", "handboken, handlingsplanen",
        "varje åtgärd har en ansvarig och en första eller sista dag",
        "Ange ansvarig och dagar för varje åtgärd (actors, startsOn, endsOn).",
        agreed.of_part_two(work.measures_have_somebody_and_a_time),
    ),
    Criterion(
        "Q13", "Varje part har åtaganden", f"{STEP} 1",
        "varje tecknande part har en uppgift i del 1 eller deltar i en åtgärd, som aktör i "
        "registret",
        "Ange parternas uppgifter och åtgärdernas aktörer med actorId (partOne.roles, actors).",
        joint.parties_commit_themselves,
    ),
    Criterion(
        "Q14", "Dokumentationen är beskriven", "Brås vägledning, punkt 4",
        "texten om hur arbetet dokumenteras; gäller överenskommelser",
        "Beskriv hur arbetet dokumenteras (partOne.documentation).",
        agreed.of_agreements(
            "Hur arbetet dokumenteras står i överenskommelsen, inte i löftet.",
            joint.documentation_described,
        ),
    ),
    Criterion(
        "Q15", "Uppföljningen är beskriven: vad, vem och när", "Brås vägledning, punkt 5",
        "reglerna för uppföljning säger tillsammans vad, vem och hur många gånger per år",
        "Ange vad som följs upp, av vem och hur ofta (partOne.followUpRules; för löften "
        "followUpRules).", joint.follow_up_described,
    ),
    Criterion(
        "Q16", "Uppföljning är gjord och redovisad till styrgruppen", f"{STEP} 5",
        "minst en gjord uppföljning är redovisad till en styrgrupp eller ett lokalt råd",
        "Registrera uppföljningarna och till vilket forum de redovisats (follow-ups).",
        joint.followed_up_and_reported,
    ),
    Criterion(
        "Q17", "Organisation, roller och mötesrytm anges (del 1)", f"{STEP} 1",
        "forum, roller och mötesrytm är registrerade; gäller överenskommelser",
        "Ange forum, mötesrytm och roller (partOne.rhythms, partOne.roles).",
        agreed.of_agreements(
            "Organisationen står i överenskommelsen, inte i löftet.", joint.organised
        ),
    ),
    Criterion(
        "Q18", "Plan för kommunikationen, och information till invånarna",
        f"{STEP} 1; lag (2023:196), 12 §",
        "texten om kommunikation, och att överenskommelsen publicerats eller ett löfte under den "
        "kommunicerats; gäller överenskommelser",
        "Beskriv kommunikationen och ange dagen för publiceringen (partOne.communication, "
        "publishedOn).",
        agreed.of_agreements(
            "Hur löftet kommuniceras bedöms i Q20; planen står i överenskommelsen.",
            joint.communicated,
        ),
    ),
    Criterion(
        "Q19", "Medborgardialog och medarbetardialog är hållna", f"{STEP} 2–4",
        "dagar för båda, hos lägesbilden eller ett löfte",
        "Ange dagarna för dialogerna (citizenDialogueOn, staffDialogueOn).", joint.dialogues_held,
    ),
    Criterion(
        "Q20", "Medborgarlöftet är knutet, kommunicerat och återkopplat", f"{STEP} 4–5",
        "för en överenskommelse: minst ett löfte under den är kommunicerat och återkopplat; för "
        "ett löfte: det hör till en överenskommelse, är kommunicerat och återkopplat",
        "Knyt löftet (parentId), och ange när det kommunicerats och återkopplats "
        "(communicatedOn, fedBackOn).",
        joint.promise_kept_in_touch,
    ),
    Criterion(
        "Q21", "Resurser eller tid är avsatta", "Brå 2018:14",
        "texten om resurser i del 1, eller resurser för varje åtgärd",
        "Beskriv vilka resurser eller vilken tid som avsätts (partOne.resources, resources).",
        joint.resources_committed,
    ),
    Criterion(
        "Q22", "Balansen mellan social och situationell prevention är övervägd",
        "länsöverenskommelsen för Södermanland",
        "metoderna i bruk är av båda slagen enligt katalogen; bara det ena är delvis",
        "Välj metoder ur katalogen (methodId), och överväg båda slagen.", joint.kinds_balanced,
    ),
)  # fmt: skip


def criteria_on(day: date, among: Iterable[Criterion] = CRITERIA) -> list[Criterion]:
    """The edition of each that holds on the day."""
    return in_force(among, day)


def judged(facts: Facts, day: date, criteria: Sequence[Criterion]) -> list[Judged]:
    """Each criterion's verdict, with what to mend where there is something."""
    return [Judged(one, _verdict(one, facts, day)) for one in criteria]


def answers(facts: Facts, day: date, criteria: Sequence[Criterion]) -> dict[str, Answer]:
    """The verdicts alone, by criterion."""
    return {one.id: one.rule(facts, day).answer for one in criteria}


def _verdict(criterion: Criterion, facts: Facts, day: date) -> Verdict:
    found = criterion.rule(facts, day)
    if found.answer not in MENDABLE:
        return replace(found, remedy=None)
    return replace(found, remedy=found.remedy or criterion.remedy)

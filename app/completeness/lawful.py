"""What the self-check of the law cannot answer, and its clocks that have run out, as faults."""

from dataclasses import dataclass
from datetime import date

from app.completeness.checks import FaultKind
from app.completeness.faults import Fault, Reckoning
from app.evidence import Answer, Record
from app.law.facts import Facts
from app.law.requirements import Requirement, requirements_on, verdict
from app.law.rules import Verdict

MUNICIPALITIES = "municipalities"


@dataclass(frozen=True)
class Mend:
    """Where what the requirement asks for is registered."""

    collection: str
    field: str
    remedy: str


PICTURES, PLANS, FORUMS, FUNCTIONS = (
    "situation-pictures",
    "action-plans",
    "forums",
    "functions",
)
# L10 asks only where it is suitable, and L23 for nothing: that they are unknown is no fault.
MENDS = {
    "L02": Mend(PICTURES, "municipalityCodes", "Registrera kommunens lägesbild."),
    "L03": Mend(
        PICTURES,
        "sections.mapsCrime",
        "Ange mapsCrime, mapsExtent och mapsConsequences i lägesbilden.",
    ),
    "L04": Mend(
        PICTURES,
        "sections.hasOtherInformation",
        "Ange om lägesbilden har annan information av betydelse.",
    ),
    "L05": Mend(PICTURES, "sections.hasAnalysis", "Ange om lägesbilden har en analys."),
    "L06": Mend(PLANS, "decidedOn", "Registrera åtgärdsplanen med beslutsdag, organ och åtgärder."),
    "L07": Mend(PLANS, "situationPictureId", "Hänvisa i planen till lägesbilden den bygger på."),
    "L08": Mend(PICTURES, "madeOn", "Ange dagen för lägesbilden, eller registrera en ny."),
    "L09": Mend(PLANS, "decidedOn", "Ange planens beslutsdag, eller följ upp planen."),
    "L12": Mend(
        "agreements", "parties", "Registrera kommunens överenskommelse med parter och tid."
    ),
    "L13": Mend("agreements", "purposes", "Ange syften och områden i överenskommelsen."),
    "L14": Mend(FORUMS, "members", "Registrera det lokala rådet med sina medlemmar."),
    "L15": Mend(FORUMS, "leaderId", "Ange vem som leder rådet."),
    "L16": Mend(FORUMS, "members", "Ange leadingPosition för medlemmarna utanför kommunen."),
    "L17": Mend(FUNCTIONS, "kind", "Registrera samordnaren (coordinator)."),
    "L18": Mend(
        FUNCTIONS, "coordinatesAndSupports", "Ange om samordnaren samordnar och stödjer arbetet."
    ),
    "L19": Mend(
        FUNCTIONS, "isContactPoint", "Ange om samordnaren är kontaktpunkt, eller en brevlåda."
    ),
    "L20": Mend(
        FUNCTIONS, "informationLink", "Ange länken till informationen eller dagen för den."
    ),
    "L21": Mend(FUNCTIONS, "kind", "Registrera organet som leder arbetet (responsibleBody)."),
    "L22": Mend("council-reports", "reportedOn", "Registrera rapporten till kommunfullmäktige."),
}


def judge_by_law(facts: Facts, day: date, into: Reckoning) -> None:
    """One fact is asked for per requirement that applies; a no is known, and no fault here."""
    for requirement in requirements_on(day):
        found = verdict(requirement, facts, day)
        if requirement.id in MENDS and found.answer is not Answer.NOT_APPLICABLE:
            into.count(MUNICIPALITIES, known=found.answer is not Answer.NO_DATA)
            into.faults += _faults(facts, requirement, found, day)


def _faults(facts: Facts, requirement: Requirement, found: Verdict, day: date) -> list[Fault]:
    about = f"{requirement.wording} ({requirement.paragraph})"
    if found.answer is Answer.NO_DATA:
        note = f" ({found.note})" if found.note else ""
        what = f"{about}: uppgift saknas{note}"
        return [_fault(facts, requirement, FaultKind.MISSING, what, found)]
    if found.until is not None and found.until < day:
        what = f"{about}: fristen löpte ut {found.until}"
        return [_fault(facts, requirement, FaultKind.STALE, what, found)]
    return []


def _fault(
    facts: Facts, requirement: Requirement, kind: FaultKind, what: str, found: Verdict
) -> Fault:
    mend = MENDS[requirement.id]
    return Fault(
        id=requirement.id,
        edition=requirement.edition,
        kind=kind,
        of=MUNICIPALITIES,
        collection=mend.collection,
        field=mend.field,
        what=what,
        remedy=mend.remedy,
        record=_to_mend(found, mend),
        homes=(facts.code,),
    )


def _to_mend(found: Verdict, mend: Mend) -> Record | None:
    """Of what the answer rests on, the record that has the field."""
    having = (one for one in found.evidence if one.collection == mend.collection)
    return next(having, None)

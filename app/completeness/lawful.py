"""What the self-check of the law cannot answer, and its clocks that have run out, as faults."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.completeness.checks import FaultKind
from app.completeness.faults import Fault, Reckoning
from app.evidence import Record
from app.law.facts import Facts
from app.law.requirements import REQUIREMENTS, Requirement, verdict
from app.law.rules import Answer, Verdict

MUNICIPALITIES = "municipalities"
# All that a municipality or its county board sees of these, whoever wrote them.
SEEN_BY_BOTH = ("situation-pictures", "action-plans", "council-reports", "forums")


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
# L10 has no field in the register: nobody can mend that it is unknown, so it is not asked for.
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


def judge_by_law(facts: Facts, day: date, readable: Container[UUID], into: Reckoning) -> None:
    """One fact is asked for per requirement that applies; a no is known, and no fault here."""
    for requirement in REQUIREMENTS:
        found = verdict(requirement, facts, day)
        if requirement.id in MENDS and found.answer is not Answer.NOT_APPLICABLE:
            into.count(MUNICIPALITIES, known=found.answer is not Answer.NO_DATA)
            into.faults += _faults(facts, requirement, found, _readable(found, readable), day)


def _faults(
    facts: Facts, requirement: Requirement, found: Verdict, record: Record | None, day: date
) -> list[Fault]:
    about = f"{requirement.wording} ({requirement.paragraph})"
    if found.answer is Answer.NO_DATA:
        return [_fault(facts, requirement, FaultKind.MISSING, f"{about}: uppgift saknas", record)]
    if found.runs_out is not None and found.runs_out < day:
        what = f"{about}: fristen löpte ut {found.runs_out}"
        return [_fault(facts, requirement, FaultKind.STALE, what, record)]
    return []


def _fault(
    facts: Facts, requirement: Requirement, kind: FaultKind, what: str, record: Record | None
) -> Fault:
    mend = MENDS[requirement.id]
    return Fault(
        id=requirement.id,
        edition=1,
        kind=kind,
        of=MUNICIPALITIES,
        collection=mend.collection,
        field=mend.field,
        what=what,
        remedy=mend.remedy,
        record=record,
        homes=(facts.code,),
    )


def _readable(found: Verdict, readable: Container[UUID]) -> Record | None:
    """What the answer rests on, if it is known that the caller may read it."""
    record = found.evidence
    if record is None or record.collection in SEEN_BY_BOTH or record.id in readable:
        return record
    return None

"""The requirements L02-L23 of the law: wording, paragraph, strength and the rule that answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.editions import in_force
from app.evidence import Answer
from app.law import rules
from app.law.facts import Facts
from app.law.rules import Rule, Verdict

MUST = "ska"
EFFORT = "ska verka för"
SOFT = "där det är lämpligt"
RIGHT = "får"

IN_FORCE = date(2023, 7, 1)
PLANS = date(2024, 7, 1)

NO_BREACH = "lagen kräver inte detta i sig, bara att kommunen verkar för det"


@dataclass(frozen=True)
class Requirement:
    """What the law asks since a day, and how the register answers it in this edition."""

    id: str
    paragraph: str
    strength: str
    wording: str
    basis: str
    rule: Rule
    since: date = IN_FORCE
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def asks(self) -> bool:
        return self.strength != RIGHT


REQUIREMENTS = (
    Requirement(
        "L02", "4 §", MUST, "Lägesbild över brottsligheten finns",
        "en lägesbild för kommunen är registrerad", rules.picture_exists,
    ),
    Requirement(
        "L03", "4 § 1", MUST, "Lägesbilden kartlägger brott, omfattning och konsekvenser",
        "tre avsnitt i den senaste lägesbilden", rules.picture_maps_crime,
    ),
    Requirement(
        "L04", "4 § 2", MUST, "Lägesbilden har annan information av betydelse",
        "avsnitt i den senaste lägesbilden", rules.picture_has_other_information,
    ),
    Requirement(
        "L05", "4 § 3", MUST, "Lägesbilden har en analys",
        "avsnitt i den senaste lägesbilden", rules.picture_has_analysis,
    ),
    Requirement(
        "L06", "5 §", MUST, "Åtgärdsplan är beslutad",
        "åtgärdsplan enligt lagen med beslutsdag, beslutande organ och minst en åtgärd",
        rules.plan_decided, PLANS,
    ),
    Requirement(
        "L07", "5 §", MUST, "Åtgärdsplanen bygger på lägesbilden",
        "planen hänvisar till en lägesbild som inte är yngre än beslutet",
        rules.plan_rests_on_picture, PLANS,
    ),
    Requirement(
        "L08", "6 §", MUST, "Lägesbilden är uppdaterad inom två år",
        "den senaste lägesbilden är högst 24 månader gammal", rules.picture_updated,
    ),
    Requirement(
        "L09", "6 §", MUST, "Åtgärdsplanen är uppföljd inom två år",
        "senaste uppföljning, annars beslutet, är högst 24 månader gammalt",
        rules.plan_followed_up, PLANS,
    ),
    Requirement(
        "L10", "7 §", SOFT, "Arbetet är samordnat med annan planering",
        "planen nämner annan planering; frivilligt, aldrig ”ej uppfyllt”", rules.plan_is_integrated,
    ),
    Requirement(
        "L12", "9 §", EFFORT, "Skriftlig överenskommelse med relevanta aktörer",
        "en gällande överenskommelse som är kommunens egen, eller en på väg; inte länets",
        rules.own_agreement,
    ),
    Requirement(
        "L13", "9 §", MUST, "Varje överenskommelse anger syften och områden",
        "minst ett syfte och ett område i var och en av de egna", rules.agreements_state_what,
    ),
    Requirement(
        "L14", "10 §", EFFORT, "Särskilt forum för strategiska frågor",
        "lokalt brottsförebyggande råd med minst en medlem utanför kommunen",
        rules.council_has_others,
    ),
    Requirement(
        "L15", "10 §", MUST, "Kommunen leder forumet",
        "forumets ledare är kommunen", rules.council_is_led,
    ),
    Requirement(
        "L16", "10 §", EFFORT, "Andra aktörer deltar med personer i ledande ställning",
        "märkt för varje medlem utanför kommunen", rules.others_have_leading_positions,
    ),
    Requirement(
        "L17", "11 §", MUST, "Samordningsfunktion finns",
        "en funktion av slaget samordnare är verksam", rules.coordinator_exists,
    ),
    Requirement(
        "L18", "12 § 1", MUST, "Funktionen samordnar och stödjer arbetet",
        "märkt hos funktionen", rules.coordinates,
    ),
    Requirement(
        "L19", "12 § 2", MUST, "Funktionen är kontaktpunkt för andra",
        "märkt hos funktionen, eller en funktionsbrevlåda",
        rules.is_contact,
    ),
    Requirement(
        "L20", "12 § 3", MUST, "Funktionen bidrar till information till invånarna",
        "dag eller länk till informationen", rules.informs_residents,
    ),
    Requirement(
        "L21", "13 §", MUST, "Kommunstyrelsen eller utsedd nämnd leder arbetet",
        "ansvarigt organ; för en nämnd också kommunfullmäktiges beslut", rules.body_leads,
    ),
    Requirement(
        "L22", "13 §", MUST, "Organet rapporterar löpande till kommunfullmäktige",
        "senaste rapport är inte äldre än tjänstens gräns; lagen anger inget intervall",
        rules.reports_to_council,
    ),
    Requirement(
        "L23", "14 §", RIGHT, "Kamerabevakning av platser dit allmänheten har tillträde",
        "en möjlighet, inget krav; blir aldrig ”ej uppfyllt”", rules.gives_a_right,
    ),
)  # fmt: skip


def requirements_on(
    day: date, definitions: Iterable[Requirement] = REQUIREMENTS
) -> list[Requirement]:
    """In the editions that hold on the day, so that an old answer is given as it was."""
    return in_force(definitions, day)


def verdict(requirement: Requirement, facts: Facts, day: date) -> Verdict:
    """Only what the law demands outright can be answered by no."""
    if day < requirement.since:
        return Verdict(Answer.NOT_APPLICABLE, note=f"gäller från {requirement.since}")
    found = requirement.rule(facts, day)
    if found.answer is Answer.NOT_FULFILLED and requirement.strength != MUST:
        return replace(found, answer=Answer.PARTLY, note=NO_BREACH)
    return found

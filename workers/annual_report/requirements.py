"""The requirements L02-L22 of the law: wording, paragraph, strength and the rule that answers."""

from dataclasses import dataclass
from datetime import date

from workers.annual_report import law
from workers.annual_report.law import Answer, Rule, Verdict
from workers.annual_report.law_facts import Facts

MUST = "ska"
EFFORT = "ska verka för"
SOFT = "där det är lämpligt"


@dataclass(frozen=True)
class Requirement:
    id: str
    paragraph: str
    strength: str
    wording: str
    basis: str
    rule: Rule
    since: date = law.IN_FORCE


PLANS = law.PLANS_IN_FORCE

REQUIREMENTS = (
    Requirement(
        "L02", "4 §", MUST, "Lägesbild över brottsligheten finns",
        "en lägesbild för kommunen är registrerad", law.picture_exists,
    ),
    Requirement(
        "L03", "4 § 1", MUST, "Lägesbilden kartlägger brott, omfattning och konsekvenser",
        "tre avsnitt i den senaste lägesbilden", law.picture_has(lambda one: one.mapping),
    ),
    Requirement(
        "L04", "4 § 2", MUST, "Lägesbilden har annan information av betydelse",
        "avsnitt i den senaste lägesbilden", law.picture_has(lambda one: [one.other_information]),
    ),
    Requirement(
        "L05", "4 § 3", MUST, "Lägesbilden har en analys",
        "avsnitt i den senaste lägesbilden", law.picture_has(lambda one: [one.analysis]),
    ),
    Requirement(
        "L06", "5 §", MUST, "Åtgärdsplan är beslutad",
        "åtgärdsplan enligt lagen med beslutsdag, beslutande organ och minst en åtgärd",
        law.plan_decided, PLANS,
    ),
    Requirement(
        "L07", "5 §", MUST, "Åtgärdsplanen bygger på lägesbilden",
        "planen hänvisar till en lägesbild som inte är yngre än beslutet",
        law.plan_rests_on_picture, PLANS,
    ),
    Requirement(
        "L08", "6 §", MUST, "Lägesbilden är uppdaterad inom två år",
        "den senaste lägesbilden är högst 24 månader gammal", law.picture_updated,
    ),
    Requirement(
        "L09", "6 §", MUST, "Åtgärdsplanen är uppföljd inom två år",
        "senaste uppföljning, annars beslutet, är högst 24 månader gammalt",
        law.plan_followed_up, PLANS,
    ),
    Requirement(
        "L10", "7 §", SOFT, "Arbetet är samordnat med annan planering",
        "frivillig uppgift; blir aldrig ”ej uppfyllt”", law.not_registered,
    ),
    Requirement(
        "L12", "9 §", EFFORT, "Skriftlig överenskommelse med relevanta aktörer",
        "minst en gällande överenskommelse som är kommunens egen; länets räknas inte",
        law.own_agreement,
    ),
    Requirement(
        "L13", "9 §", MUST, "Varje överenskommelse anger syften och områden",
        "minst ett syfte och ett område i var och en av de egna", law.agreements_state_what,
    ),
    Requirement(
        "L14", "10 §", EFFORT, "Särskilt forum för strategiska frågor",
        "lokalt brottsförebyggande råd med minst en medlem utanför kommunen",
        law.council_is(law.has_external_member),
    ),
    Requirement(
        "L15", "10 §", MUST, "Kommunen leder forumet",
        "forumets ledare är kommunen", law.council_is(lambda one: [one.led_by_municipality]),
    ),
    Requirement(
        "L16", "10 §", EFFORT, "Andra aktörer deltar med personer i ledande ställning",
        "märkt för varje medlem utanför kommunen", law.council_is(law.leading_positions),
    ),
    Requirement(
        "L17", "11 §", MUST, "Samordningsfunktion finns",
        "en funktion av slaget samordnare är verksam", law.coordinator_exists,
    ),
    Requirement(
        "L18", "12 § 1", MUST, "Funktionen samordnar och stödjer arbetet",
        "märkt hos funktionen", law.coordinates,
    ),
    Requirement(
        "L19", "12 § 2", MUST, "Funktionen är kontaktpunkt för andra",
        "märkt hos funktionen, eller en funktionsbrevlåda", law.is_contact,
    ),
    Requirement(
        "L20", "12 § 3", MUST, "Funktionen bidrar till information till invånarna",
        "dag eller länk till informationen", law.informs_residents,
    ),
    Requirement(
        "L21", "13 §", MUST, "Kommunstyrelsen eller utsedd nämnd leder arbetet",
        "ansvarigt organ; för en nämnd också kommunfullmäktiges beslut", law.body_leads,
    ),
    Requirement(
        "L22", "13 §", MUST, "Organet rapporterar löpande till kommunfullmäktige",
        "senaste rapport högst 12 månader gammal; lagen anger inget intervall",
        law.reports_to_council,
    ),
)  # fmt: skip


def verdict(requirement: Requirement, facts: Facts, day: date) -> Verdict:
    if day < requirement.since:
        return Verdict(Answer.NOT_APPLICABLE, note=f"gäller från {requirement.since}")
    return requirement.rule(facts, day)

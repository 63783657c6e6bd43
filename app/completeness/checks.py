"""What is checked of each kind of record: kind of fault, field, wording, remedy and rule.

A missing fact is one that the register has a field for and the record leaves open; these are the
facts that the share counts. `field` is the name in the body that changes the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.completeness import rules
from app.completeness.facts import (
    Activity,
    Agreement,
    Area,
    Assignment,
    Checked,
    FollowUp,
    Forum,
    Function,
    Measure,
    Need,
    OperatingPlan,
    Picture,
    Plan,
    Promise,
)
from app.completeness.rules import Rule, present, when
from app.models.action_plans import ActionPlanKind
from app.models.commitments import EndType
from app.models.follow_ups import FollowUpKind
from app.models.functions import FunctionKind


class FaultKind(StrEnum):
    MISSING = "missing"
    CONTRADICTORY = "contradictory"
    STALE = "stale"


MISSING, CONTRADICTORY, STALE = FaultKind
COORDINATORS = (FunctionKind.COORDINATOR, FunctionKind.REGIONAL_COORDINATOR)


@dataclass(frozen=True)
class Check:
    id: str
    kind: FaultKind
    field: str
    what: str
    remedy: str
    rule: Rule
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


COMMITMENT = (
    Check(
        "D01", MISSING, "parties", "tecknande parter saknas",
        "Ange parterna med rollen contracting.", present(lambda one: one.has_parties),
    ),
    Check(
        "D02", MISSING, "areas", "prioriterade områden saknas",
        "Registrera områdena med commitmentId (POST /prioritised-areas), i en undertecknad "
        "överenskommelse genom en rättelse.", present(lambda one: one.has_areas),
    ),
    Check(
        "D03", MISSING, "signedOn", "dagen för undertecknandet saknas",
        "Ange dagen då den undertecknades.",
        present(lambda one: one.signed_on is not None, rules.is_signed),
    ),
    Check(
        "D04", MISSING, "period.startsOn", "första dagen saknas",
        "Ange första dagen som den gäller.",
        present(
            lambda one: one.starts_on is not None,
            lambda one: one.end_type is not EndType.NOT_APPLICABLE,
        ),
    ),
    Check(
        "D05", MISSING, "period.endsOn", "sista dagen saknas",
        "Ange sista dagen, eller hur tiden slutar (period.endType).",
        present(lambda one: one.last_day is not None, lambda one: one.end_type in rules.ENDING),
    ),
    Check(
        "D06", MISSING, "municipalityCodes", "kommunerna som den gäller för saknas",
        "Ange kommunerna som den gäller för.",
        present(lambda one: one.has_municipalities, lambda one: one.level in rules.LOCAL),
    ),
    Check(
        "D40", CONTRADICTORY, "signedOn", "undertecknad efter sista dagen",
        "Rätta dagen för undertecknandet eller sista dagen.", when(rules.signed_after_end),
    ),
    Check(
        "D41", CONTRADICTORY, "dataQualityNotes", "källan har en brist",
        "Rätta uppgiften när den är utredd och ta bort anmärkningen.", rules.noted,
    ),
    Check(
        "D60", STALE, "signatures", "utkastet har inte ändrats på mer än ett år",
        "Underteckna utkastet, arbeta vidare med det eller avsluta posten.",
        when(rules.untouched_draft),
    ),
    Check(
        "D61", STALE, "period", "det är oklart om den gäller",
        "Ange hur tiden slutar, en förlängning eller vad som har ersatt den.", rules.doubtful,
    ),
)  # fmt: skip

AGREEMENT = (
    Check(
        "D07", MISSING, "purposes", "syften saknas", "Ange minst ett syfte (lagen 9 §).",
        present(lambda one: one.has_purposes),
    ),
    Check(
        "D08", MISSING, "registryNumbers", "diarienummer saknas",
        "Ange diarienumret som myndigheten skriver det.",
        present(lambda one: one.has_registry_number),
    ),
    Check(
        "D09", MISSING, "partTwo.situationPictureId", "lägesbilden som den vilar på saknas",
        "Hänvisa till lägesbilden som områdena vilar på.", present(lambda one: one.has_picture),
    ),
    Check(
        "D10", MISSING, "partOne.followUpRules", "regler för uppföljning saknas",
        "Ange hur ofta, av vem och till vem den följs upp.", present(lambda one: one.has_rules),
    ),
)  # fmt: skip

PROMISE = (
    Check(
        "D11", MISSING, "summary", "vad som lovas saknas", "Ange vad som lovas, kort.",
        present(lambda one: one.has_summary),
    ),
    Check(
        "D12", MISSING, "citizenDialogueOn", "dagen för medborgardialogen saknas",
        "Ange dagen för medborgardialogen.",
        present(lambda one: one.citizen_dialogue_on is not None),
    ),
    Check(
        "D13", MISSING, "staffDialogueOn", "dagen för medarbetardialogen saknas",
        "Ange dagen för medarbetardialogen.",
        present(lambda one: one.staff_dialogue_on is not None),
    ),
    Check(
        "D14", MISSING, "communicatedOn", "dagen då löftet kommunicerades saknas",
        "Ange dagen då medborgarna fick veta.",
        present(lambda one: one.communicated_on is not None, rules.is_signed),
    ),
    Check(
        "D42", CONTRADICTORY, "fedBackOn", "återkopplat innan löftet kommunicerades",
        "Rätta dagen för återkopplingen eller för kommunikationen.", when(rules.fed_back_first),
    ),
)  # fmt: skip

AREA = (
    Check(
        "D15", MISSING, "categoryCodes", "kategori saknas", "Ange minst en kategori.",
        present(lambda one: one.has_categories),
    ),
    Check(
        "D16", MISSING, "causes", "orsaksanalys saknas", "Ange orsakerna till problemet.",
        present(lambda one: one.has_causes),
    ),
    Check(
        "D17", MISSING, "goals", "mål saknas", "Ange minst ett mål.",
        present(lambda one: one.has_goals),
    ),
    Check(
        "D18", MISSING, "priorityGrounds", "grunderna för prioriteringen saknas",
        "Ange varför området prioriteras.", present(lambda one: one.has_grounds),
    ),
    Check(
        "D43", CONTRADICTORY, "parentId", "området ovanför hör till en annan överenskommelse",
        "Välj ett område i samma överenskommelse, eller inget.",
        when(lambda one, _day: one.parent_is_elsewhere),
    ),
)  # fmt: skip

MEASURE = (
    Check(
        "D19", MISSING, "actors", "ansvarig saknas", "Ange en aktör med rollen responsible.",
        present(lambda one: one.has_responsible),
    ),
    Check(
        "D20", MISSING, "startsOn", "tid saknas", "Ange när åtgärden börjar eller slutar.",
        present(lambda one: one.starts_on is not None or one.ends_on is not None),
    ),
    Check(
        "D21", MISSING, "prioritisedAreaId", "prioriterat område saknas",
        "Ange området som åtgärden hör till.",
        present(lambda one: one.has_area, lambda one: not one.in_plan),
    ),
    Check(
        "D22", MISSING, "methodId", "metod i katalogen saknas",
        "Välj metoden i katalogen, eller be om att den läggs till.",
        present(lambda one: one.has_method, lambda one: one.is_named_method is True),
    ),
    Check(
        "D23", MISSING, "progress", "hur långt åtgärden kommit saknas",
        "Ange hur långt åtgärden har kommit.", present(lambda one: one.progress is not None),
    ),
    Check(
        "D44", CONTRADICTORY, "startsOn", "utanför överenskommelsens tid",
        "Rätta åtgärdens dagar eller överenskommelsens tid.", when(rules.outside_agreement),
    ),
    Check(
        "D45", CONTRADICTORY, "prioritisedAreaId", "området hör till en annan överenskommelse",
        "Välj ett område i samma överenskommelse.",
        when(lambda one, _day: one.area_is_elsewhere),
    ),
    Check(
        "D46", CONTRADICTORY, "progress", "genomförd fast den inte har börjat",
        "Rätta hur långt den har kommit eller dess första dag.", when(rules.done_too_soon),
    ),
    Check(
        "D62", STALE, "progress", "pågår fast sista dagen har passerat",
        "Ange hur det gick, eller den nya sista dagen.", when(rules.left_under_way),
    ),
)  # fmt: skip

PLAN = (
    Check(
        "D24", MISSING, "decidedOn", "dagen för beslutet saknas",
        "Ange dagen då planen beslutades eller antogs.",
        present(lambda one: one.decided_on is not None),
    ),
    Check(
        "D25", MISSING, "situationPictureId", "lägesbilden som planen vilar på saknas",
        "Hänvisa till lägesbilden som planen vilar på.",
        # Of the statutory plan in force the law asks it, and says so.
        present(
            lambda one: one.has_picture, lambda one: one.kind is ActionPlanKind.OPERATIONAL
        ),
    ),
    Check(
        "D26", MISSING, "measures", "åtgärder saknas",
        "Registrera planens åtgärder med actionPlanId (POST /measures).",
        present(lambda one: one.has_measures),
    ),
    Check(
        "D47", CONTRADICTORY, "situationPictureId", "lägesbilden är yngre än beslutet",
        "Hänvisa till lägesbilden som fanns vid beslutet, eller rätta dagen.",
        when(rules.picture_is_younger),
    ),
)  # fmt: skip

PICTURE = (
    Check(
        "D27", MISSING, "madeOn", "dagen då lägesbilden gjordes saknas",
        "Ange dagen då lägesbilden gjordes.", present(lambda one: one.made_on is not None),
    ),
)  # fmt: skip

FOLLOW_UP = (
    Check(
        "D28", MISSING, "kind", "slag av uppföljning saknas",
        "Ange om det är produktion, process eller effekt som följts upp.",
        present(lambda one: one.kind is not FollowUpKind.UNKNOWN),
    ),
    Check(
        "D29", MISSING, "outcome", "resultat saknas", "Ange resultatet och ordet för det.",
        present(lambda one: one.outcome is not None),
    ),
    Check(
        "D30", MISSING, "doneOn", "dagen för uppföljningen saknas",
        "Ange dagen då uppföljningen gjordes.", present(lambda one: one.done_on is not None),
    ),
    Check(
        "D48", CONTRADICTORY, "doneOn", "gjord innan överenskommelsen började gälla",
        "Rätta dagen, eller vad som har följts upp.", when(rules.before_agreement),
    ),
    Check(
        "D49", CONTRADICTORY, "reportedOn", "rapporterad innan den gjordes",
        "Rätta dagen för rapporten eller för uppföljningen.", when(rules.reported_first),
    ),
)  # fmt: skip

FUNCTION = (
    Check(
        "D31", MISSING, "mailbox", "funktionsbrevlåda saknas",
        "Ange en adress till funktionen, inte till en person.",
        present(
            lambda one: one.has_mailbox,
            lambda one: one.kind is not FunctionKind.RESPONSIBLE_BODY,
        ),
    ),
    Check(
        "D32", MISSING, "percentOfFullTime", "andel av heltid saknas",
        "Ange andelen av en heltid, i procent.",
        present(lambda one: one.percent is not None, lambda one: one.kind in COORDINATORS),
    ),
    Check(
        "D39", MISSING, "decisionReference", "kommunfullmäktiges beslut om nämnden saknas",
        "Ange beslutet som gav nämnden uppdraget (lagen 13 §).",
        present(
            lambda one: one.has_decision,
            lambda one: (
                one.kind is FunctionKind.RESPONSIBLE_BODY and not one.is_executive_board
            ),
        ),
    ),
    Check(
        "D63", STALE, "title", "funktionen har inte setts över på två år",
        "Kontrollera uppgifterna och ändra det som inte stämmer, eller avsluta posten.",
        when(rules.unconfirmed),
    ),
)  # fmt: skip

FORUM = (
    Check(
        "D33", MISSING, "leaderId", "ledare saknas", "Ange aktören som leder forumet.",
        present(lambda one: one.has_leader),
    ),
    Check(
        "D34", MISSING, "members", "medlemmar saknas", "Ange vilka aktörer som är med.",
        present(lambda one: one.has_members),
    ),
    Check(
        "D64", STALE, "name", "forumet har inte setts över på två år",
        "Kontrollera uppgifterna och ändra det som inte stämmer, eller avsluta posten.",
        when(rules.unconfirmed),
    ),
)  # fmt: skip

ACTIVITY = (
    Check(
        "D35", MISSING, "startsOn", "dagen saknas", "Ange dagen för aktiviteten.",
        present(lambda one: one.starts_on is not None),
    ),
    Check(
        "D36", MISSING, "progress", "hur det gick saknas",
        "Ange om den är genomförd eller inställd.", rules.outcome_of_activity,
    ),
    Check(
        "D50", CONTRADICTORY, "progress", "genomförd fast den inte har börjat",
        "Rätta hur långt den har kommit eller dess dag.", when(rules.done_too_soon),
    ),
    Check(
        "D65", STALE, "progress", "planerad eller pågår fast dagen har passerat",
        "Ange om den är genomförd eller inställd.", when(rules.activity_left_under_way),
    ),
)  # fmt: skip

OPERATING_PLAN = (
    Check(
        "D37", MISSING, "decidedOn", "dagen för beslutet saknas",
        "Ange dagen då planen beslutades.", present(lambda one: one.decided_on is not None),
    ),
    Check(
        "D38", MISSING, "decidedByForumId", "forumet som beslutade saknas",
        "Ange styrgruppen som beslutade.", present(lambda one: one.has_forum),
    ),
)  # fmt: skip

NEED = (
    Check(
        "D66", STALE, "state", "stödbehovet har varit öppet i mer än ett år",
        "Ange hur det möttes, eller att det inte gjorde det.", when(rules.unanswered),
    ),
)  # fmt: skip

ASSIGNMENT = (
    Check(
        "D51", CONTRADICTORY, "dataQualityNotes", "källan har en brist",
        "Rätta uppgiften när den är utredd och ta bort anmärkningen.", rules.noted,
    ),
)  # fmt: skip

CHECKS: Mapping[type[Checked], tuple[Check, ...]] = {
    Agreement: COMMITMENT + AGREEMENT,
    Promise: COMMITMENT + PROMISE,
    Area: AREA,
    Measure: MEASURE,
    Plan: PLAN,
    Picture: PICTURE,
    FollowUp: FOLLOW_UP,
    Function: FUNCTION,
    Forum: FORUM,
    Activity: ACTIVITY,
    OperatingPlan: OPERATING_PLAN,
    Need: NEED,
    Assignment: ASSIGNMENT,
}

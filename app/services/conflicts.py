"""The sentence behind each constraint: the database holds the rule, this says it."""

from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from app.errors import DomainError, Fault, InvalidError, RuleViolationError
from app.models import Base
from app.models.base import Part

DELIVERED_MEANWHILE = "Samma leverans har just begärts av någon annan; läs leveranserna igen."
CONFLICT_OF = {
    "uq_external_references_keeper_id_system_external_id": (
        "Din organisation har redan den externa nyckeln på en annan post i samma system."
    ),
    "uq_actors_organisation_number": "En aktör med samma organisationsnummer finns redan.",
    "uq_area_categories_code": "En kategori med samma kod finns redan.",
    "uq_methods_code": "En metod med samma kod finns redan.",
    "uq_parties_commitment_id_actor_id_role": "Aktören är redan part i samma roll.",
    "uq_signatures_commitment_id_party_id": "Parten har redan signerat.",
    "uq_replacements_commitment_id_replaced_id": "Ersättningen är redan registrerad.",
    "uq_prolongations_commitment_id_ends_on": (
        "En förlängning till samma dag är redan registrerad."
    ),
    "uq_terminations_commitment_id": "Uppsägningen är redan registrerad.",
    "uq_amendments_commitment_id_revision": "Revisionen är redan registrerad.",
    "uq_operating_plans_county_code_year": ("En verksamhetsplan för länet och året finns redan."),
    "uq_indicator_answers_actor_id_indicator_year": (
        "Aktören har redan svarat på indikatorn för året; ändra det svaret i stället."
    ),
    "uq_annual_reports_county_code_year_issue": (
        "Någon annan beställde länets redovisning för året samtidigt; följ den i listan."
    ),
    "uq_annual_report_answers_annual_report_id_question": "Frågan är redan besvarad.",
    "uq_national_reports_year_number": (
        "Någon annan beställde årets nationella redovisning samtidigt; följ den i listan."
    ),
    "uq_criterion_verdicts_review_id_criterion": "Kriteriet är redan bedömt i granskningen.",
    "uq_reviews_review_assignment_id_commitment_id": (
        "Överenskommelsen är redan granskad i uppdraget."
    ),
    "uq_deliveries_annual_report_id_target_round": DELIVERED_MEANWHILE,
    "uq_deliveries_national_report_id_target_round": DELIVERED_MEANWHILE,
    "uq_principals_issuer_subject": "Utställaren har redan en behörighet för samma subject.",
}

INVALID_OF = {
    "ck_commitments_ends_on_not_before_starts_on": (
        "period.endsOn",
        "Dagen får inte ligga före period.startsOn.",
    ),
    "ck_measure_actors_actor_known": (
        "actors",
        "Ange aktörens id eller hur källan benämner den.",
    ),
    "ck_measures_belongs_somewhere": (
        "commitmentId",
        "Ange överenskommelsen, medborgarlöftet eller åtgärdsplanen som åtgärden hör till.",
    ),
    "ck_follow_ups_one_subject": (
        "commitmentId",
        "Ange precis en sak som uppföljningen gäller.",
    ),
    "ck_follow_ups_outcome_in_words": (
        "outcomeWord",
        "Ange utfallet även i ord; en färg räcker inte för alla läsare.",
    ),
    "ck_action_plans_statutory_of_municipality": (
        "municipalityCode",
        "En åtgärdsplan enligt lagen (statutory) hör till en kommun; ange kommunkoden.",
    ),
    "ck_action_plans_statutory_decided_by_body": (
        "decidedBy",
        "Ange vilket organ i kommunen som beslutade åtgärdsplanen.",
    ),
    "ck_action_plans_statutory_not_adopted": (
        "adoptedByForumId",
        "En åtgärdsplan enligt lagen (statutory) beslutas av ett organ i kommunen, inte av ett "
        "forum; ange decidedBy i stället.",
    ),
    "ck_action_plans_operational_adopted": (
        "adoptedByForumId",
        "En handlingsplan (operational) antas av ett forum; ange vilket.",
    ),
    "ck_action_plans_operational_not_decided": (
        "decidedBy",
        "En handlingsplan (operational) antas av ett forum; ange adoptedByForumId i stället.",
    ),
    "ck_state_grants_of_one_place": (
        "municipalityCode",
        "Ange kommunen som bidraget gäller, eller länet i countyCode, men inte båda.",
    ),
    "ck_state_grants_granted_on_a_day": (
        "decidedOn",
        "Ange dagen för beslutet; den krävs när grantedAmount anges.",
    ),
    "ck_indicator_answers_answer_that_fits": (
        "answer",
        "I12 besvaras med answer (yes, partly eller no); I13c och I13s besvaras med grade i "
        "stället.",
    ),
    "ck_indicator_answers_grade_that_fits": (
        "grade",
        "I13c och I13s besvaras med grade (1-5); I12 besvaras med answer i stället.",
    ),
    "ck_support_needs_met_on_a_day": (
        "metOn",
        "Ange dagen då behovet möttes; det krävs när läget är met eller partlyMet.",
    ),
    "ck_support_needs_met_somehow": (
        "howMet",
        "Ange hur behovet möttes; det krävs när läget är met eller partlyMet.",
    ),
}


STILL_REFERRED_TO = (
    "Något annat i registret hänvisar till det som skulle tas bort eller ändras."
    " Skicka id för varje del i listan som ska vara kvar (till exempel goals[].id);"
    " en del utan id räknas som ny, och den som fanns tas bort."
)
SEND_IDS = "Skicka id för de delar som ska vara kvar; något annat i registret hänvisar till dem."


def explained(error: IntegrityError) -> DomainError | None:
    """The refusal that the broken constraint stands for; None when nobody foresaw it.

    References to nothing are refused before; a foreign key breaks when a part goes away.
    """
    name = _constraint_name(error.orig)
    if name in CONFLICT_OF:
        return RuleViolationError(CONFLICT_OF[name])
    if name in INVALID_OF:
        field, sentence = INVALID_OF[name]
        return InvalidError(sentence, [Fault(field, sentence)])
    if name.startswith("fk_"):
        return RuleViolationError(STILL_REFERRED_TO, _lists_of(name))
    return _wrong_order(name)


def _lists_of(name: str) -> list[Fault]:
    """The part list that the foreign key refers to: it has the name of its table."""
    tables = Base.metadata.tables.values()
    keys = [one for t in tables for one in t.foreign_key_constraints if one.name == name]
    parts = {one.local_table for one in Base.registry.mappers if issubclass(one.class_, Part)}
    lists = [one.referred_table for one in keys if one.referred_table in parts]
    return [Fault(to_camel(one.name), SEND_IDS) for one in lists]


def _wrong_order(name: str) -> DomainError | None:
    constraint = next((one for one in _checks() if one.name == name), None)
    if constraint is None or "_not_before_" not in name:
        return None
    own = name.removeprefix(f"ck_{constraint.table.name}_")
    last, _, first = own.partition("_not_before_")
    sentence = f"Dagen får inte ligga före {to_camel(first)}."
    return InvalidError("Perioden slutar innan den börjar.", [Fault(to_camel(last), sentence)])


def _checks() -> list[CheckConstraint]:
    tables = Base.metadata.tables.values()
    return [one for t in tables for one in t.constraints if isinstance(one, CheckConstraint)]


def _constraint_name(original: Any) -> str:
    """PostgreSQL names the constraint; SQLite the columns of a UNIQUE and the name of a CHECK.

    Of a foreign key SQLite says nothing more; `fk_` stands for whichever it was.
    """
    diagnosis = getattr(original, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    if str(original) == "FOREIGN KEY constraint failed":
        return "fk_"
    kind, _, what = str(original).partition(" constraint failed: ")
    return _unique_over(what) if kind == "UNIQUE" else what


def _unique_over(columns: str) -> str:
    named = [tuple(one.split(".")) for one in columns.split(", ")]
    table = Base.metadata.tables[named[0][0]]
    names = {column for _, column in named}
    for one in table.constraints:
        if isinstance(one, UniqueConstraint) and set(one.columns.keys()) == names:
            return str(one.name)
    return ""

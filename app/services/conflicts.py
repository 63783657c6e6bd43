"""The sentence behind each constraint: the database holds the rule, this says it."""

from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from app.errors import DomainError, Fault, InvalidError, RuleViolationError
from app.models import Base

CONFLICT_OF = {
    "uq_external_references_system_external_id": (
        "Den externa nyckeln används redan för en annan post i samma system."
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
    "uq_criterion_verdicts_review_id_criterion": "Kriteriet är redan bedömt i granskningen.",
    "uq_reviews_review_assignment_id_commitment_id": (
        "Överenskommelsen är redan granskad i uppdraget."
    ),
}

INVALID_OF = {
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
}


def explained(error: IntegrityError) -> DomainError | None:
    """The refusal that the broken constraint stands for; None when nobody foresaw it."""
    name = _constraint_name(error.orig)
    if name in CONFLICT_OF:
        return RuleViolationError(CONFLICT_OF[name])
    if name in INVALID_OF:
        field, sentence = INVALID_OF[name]
        return InvalidError(sentence, [Fault(field, sentence)])
    return _wrong_order(name)


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
    """PostgreSQL names the constraint; SQLite the columns of a UNIQUE and the name of a CHECK."""
    diagnosis = getattr(original, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
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

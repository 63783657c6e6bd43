"""The rules by themselves: every policy as docs/authorisation-roles.csv has it, and each function.

Pure and quick, so that every change of a rule can be tried against them (`make mutants`).
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import (
    ALLOWED_BY_STATE,
    EVERYBODY,
    INTERNAL,
    POLICIES,
    Caller,
    Organisation,
    Policy,
    Relation,
    Scope,
    is_admitted,
    is_in_scope,
    may,
    may_act_for,
    may_at_all,
    may_bind,
    may_grant,
    plural,
    policies,
    seen_through,
)
from app.report_life import ReportState

FILE = Path(__file__).parent.parent / "docs" / "authorisation-roles.csv"
ALL = frozenset(Scope)


def _written() -> Iterator[tuple[str, Policy]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            operation, scope = row.pop("operation"), Scope(f"samverkan:{row.pop('scope')}")
            roles = {Relation(name): _roles(words) for name, words in row.items() if words}
            yield operation, Policy(scope, roles)


def _roles(words: str) -> frozenset[Role]:
    return EVERYBODY if words == "everybody" else frozenset(map(Role, words.split()))


WRITTEN = dict(_written())


def caller(*roles: Role, scopes: frozenset[Scope] = ALL, **values: Any) -> Caller:
    at = Organisation(uuid4(), ActorKind.MUNICIPALITY, None, "0481")
    return Caller(uuid4(), "Kommunen", at, frozenset(roles), scopes, **values)


def as_(*relations: Relation) -> Mapping[str, bool]:
    """All relations, of which these hold."""
    return {one.value: one in relations for one in Relation if one is not Relation.NONE}


@pytest.mark.parametrize("operation", sorted(POLICIES))
def test_a_policy_is_what_the_documentation_says(operation: str) -> None:
    assert POLICIES[operation] == WRITTEN[operation]


def test_the_documentation_has_every_policy_and_no_other() -> None:
    assert policies() == WRITTEN


def test_everybody_is_whoever_has_a_role() -> None:
    assert set(Role) == EVERYBODY


def test_plurals_are_as_in_the_names_of_operations() -> None:
    assert [plural(one) for one in ("forum", "activity", "area_category")] == [
        "forums",
        "activities",
        "area_categories",
    ]


@pytest.mark.parametrize("operation", sorted(POLICIES))
def test_it_takes_the_scope_and_a_role_in_a_relation(operation: str) -> None:
    """Of all roles, scopes and relations: exactly those that the policy names."""
    policy = WRITTEN[operation]
    for role in Role:
        holder = caller(role)
        without = caller(role, scopes=ALL - {policy.scope})
        for relation in Relation:
            given = policy.roles.get(relation, frozenset())
            allowed = role in given | policy.roles.get(Relation.NONE, frozenset())
            standing = as_(relation)
            assert is_admitted(holder, operation, standing) == allowed, (role, relation)
            assert not is_admitted(without, operation, standing)
        somewhere = any(role in roles for roles in policy.roles.values())
        assert may_at_all(holder, operation) == somewhere
        assert not may_at_all(without, operation)
        through = {one for one, roles in policy.roles.items() if role in roles}
        assert seen_through(holder, operation) == through
        assert seen_through(without, operation) == frozenset()
        assert (is_in_scope(holder, operation), is_in_scope(without, operation)) == (True, False)


def test_a_relation_that_does_not_hold_gives_nothing() -> None:
    editor = caller(Role.EDITOR)

    assert is_admitted(editor, "change_forum", {"owner": True})
    assert not is_admitted(editor, "change_forum", {"owner": False, "participant": True})
    assert not is_admitted(editor, "change_forum", {})


def test_without_roles_there_is_nothing() -> None:
    nobody = caller()

    for operation in POLICIES:
        assert not may_at_all(nobody, operation)
        assert not is_admitted(nobody, operation, as_(*Relation))
        assert seen_through(nobody, operation) == frozenset()


def test_the_register_itself_may_do_everything() -> None:
    for operation in POLICIES:
        assert is_in_scope(INTERNAL, operation)
        assert may_at_all(INTERNAL, operation)
        assert is_admitted(INTERNAL, operation, {})
        assert seen_through(INTERNAL, operation) == {Relation.NONE}
    assert may_act_for(INTERNAL, uuid4())
    assert may_bind(INTERNAL)
    assert may_grant(INTERNAL, list(Role))
    assert INTERNAL.roles == frozenset()
    assert INTERNAL.scopes == frozenset()


def test_no_token_makes_a_caller_unbounded() -> None:
    assert not caller(*Role).unbounded


def test_a_party_acts_for_itself_only() -> None:
    signatory = caller(Role.SIGNATORY)

    assert may_act_for(signatory, signatory.organisation.id)
    assert not may_act_for(signatory, uuid4())


@pytest.mark.parametrize("role", Role)
def test_only_a_signatory_binds(role: Role) -> None:
    assert may_bind(caller(role)) == (role is Role.SIGNATORY)


OF_ORGANISATIONS = {
    Role.READER,
    Role.EDITOR,
    Role.SIGNATORY,
    Role.COORDINATOR,
    Role.APPROVER,
    Role.ORGANISATION_ADMINISTRATOR,
}


@pytest.mark.parametrize("role", Role)
def test_an_organisation_gives_its_own_roles_and_the_system_the_rest(role: Role) -> None:
    own, system = caller(Role.ORGANISATION_ADMINISTRATOR), caller(Role.SYSTEM_ADMINISTRATOR)

    assert may_grant(own, [role]) == (role in OF_ORGANISATIONS)
    assert may_grant(own, [Role.READER, role]) == (role in OF_ORGANISATIONS)
    assert may_grant(system, [role])


def test_rights_that_differ_read_differently() -> None:
    """They stand in the entity tag, so that a tag of other rights is never good."""
    one = caller(Role.READER)
    for other in (
        Caller(one.id, "X", one.organisation, frozenset({Role.EDITOR}), one.scopes),
        Caller(one.id, "X", one.organisation, one.roles, frozenset({Scope.READ})),
        caller(Role.READER),
    ):
        assert other.rights != one.rights
    same = Caller(uuid4(), "Y", one.organisation, one.roles, one.scopes, "another token")
    assert same.rights == one.rights


def test_a_policy_knows_its_roles() -> None:
    roles = {Relation.OWNER: frozenset({Role.EDITOR}), Relation.COUNTY: frozenset({Role.READER})}

    assert Policy(Scope.READ, roles).roles_at_all() == {Role.EDITOR, Role.READER}
    assert Policy(Scope.READ, {}).roles_at_all() == frozenset()


WORKING = (
    Role.COORDINATOR,
    Role.APPROVER,
    Role.SIGNATORY,
    Role.RECEIVER,
    Role.ORGANISATION_ADMINISTRATOR,
)
OURS = {"relations": {"owner": True, "contractingParty": True, "national": True}}
FRESH = {
    **OURS,
    "ended": False,
    "signing": "unsigned",
    "afterwards": False,
    "draft": True,
    "changeable": True,
    "endable": True,
    "prolongable": True,
    "state": "compiled",
    "compiled": True,
    "barred": {"requested": None},
}
# In which states of a report each thing may be done with it.
REPORTS = {
    "change_annual_report": {"compiled", "answered", "returned"},
    "compile_annual_report": {"compiled", "answered", "returned", "failed", "cancelled"},
    "cancel_annual_report": {"requested", "compiling", "submitting"},
    "return_annual_report": {"answered", "approved"},
    "approve_annual_report": {"answered"},
    "submit_annual_report": {"approved"},
    "reissue_annual_report": {"submitted"},
}
# Operation, facts that differ from a fresh draft's, and whether it may be done then.
BY_STATE: list[tuple[str, dict[str, Any], bool]] = [
    ("change_forum", {}, True),
    ("change_forum", {"ended": True}, False),
    ("end_forum", {"ended": True}, False),
    ("read_forum_history", {"ended": True}, True),
    ("assess_agreement_cycle", {"ended": True}, True),
    ("assess_agreement_quality", {"ended": True}, True),
    ("assess_citizen_promise_quality", {"ended": True}, True),
    ("read_review_assignment_summary", {"ended": True}, True),
    ("record_reviews", {"ended": True}, False),
    ("record_reviews", {}, True),
    ("note_mailing_bounce", {"state": "sent"}, True),
    ("note_mailing_bounce", {"state": "bounced"}, False),
    ("repeat_delivery", {"state": "queued"}, False),
    ("deliver_annual_report", {"state": "submitted"}, True),
    ("deliver_annual_report", {"state": "approved"}, False),
    ("change_measure", {}, True),
    ("change_measure", {"changeable": False}, False),
    ("change_measure", {"ended": True}, False),
    ("end_measure", {"changeable": False}, True),
    ("end_measure", {"endable": False}, False),
    ("end_measure", {"ended": True}, False),
    ("change_prioritised_area", {}, True),
    ("change_prioritised_area", {"draft": False}, False),
    ("end_prioritised_area", {"draft": False}, False),
    ("end_prioritised_area", {}, True),
    ("read_annual_report_workbook", {}, True),
    ("read_annual_report_workbook", {"compiled": False}, False),
    ("read_annual_report_workbook", {"state": "compiling"}, True),
    ("read_annual_report_data", {}, True),
    ("read_annual_report_data", {"compiled": False}, False),
    ("read_national_report_workbook", {}, True),
    ("read_national_report_workbook", {"compiled": False}, False),
    ("read_national_report_data", {}, True),
    ("read_national_report_data", {"compiled": False}, False),
    ("compare_annual_reports", {}, True),
    ("compare_annual_reports", {"compiled": False}, False),
    *(
        (operation, {"compiled": compiled}, compiled)
        for operation in (
            "read_national_report_workbook",
            "read_national_report_data",
            "deliver_national_report",
        )
        for compiled in (True, False)
    ),
    *(
        (operation, {"state": state.value}, state in possible)
        for operation, possible in REPORTS.items()
        for state in ReportState
    ),
    *(
        (f"{verb}_{noun}", facts, allowed)
        for noun in ("agreement", "citizen_promise")
        for verb, facts, allowed in (
            ("change", {"signing": "signed"}, True),
            ("sign", {}, True),
            ("sign", {"signing": "signed"}, False),
            ("sign", {"signing": "signed", "afterwards": True}, True),
            ("sign", {"afterwards": True}, True),
            ("sign", {"ended": True}, False),
            ("sign", {"ended": True, "afterwards": True}, False),
            ("prolong", {}, False),
            ("prolong", {"signing": "signed"}, True),
            ("prolong", {"signing": "signed", "prolongable": False}, False),
            ("prolong", {"signing": "signed", "ended": True}, False),
            ("amend", {}, False),
            ("amend", {"signing": "signed"}, True),
            ("amend", {"signing": "signed", "ended": True}, False),
            ("amend", {"signing": "unknown"}, True),
            ("correct", {}, False),
            ("correct", {"signing": "signed"}, True),
            ("correct", {"signing": "signed", "ended": True}, False),
            ("terminate", {}, False),
            ("terminate", {"signing": "signed"}, True),
            ("terminate", {"signing": "signed", "ended": True}, False),
        )
    ),
]


@pytest.mark.parametrize("operation, facts, allowed", BY_STATE)
def test_the_state_decides_too(operation: str, facts: dict[str, Any], allowed: bool) -> None:
    worker = caller(*WORKING)

    assert may(worker, operation, {**FRESH, **facts}) is allowed
    assert may(INTERNAL, operation, {**FRESH, **facts}) is allowed
    assert not may(caller(Role.AUDITOR), operation, {**FRESH, **facts})
    assert not may(worker, operation, {**FRESH, **facts, "relations": {}})


@pytest.mark.parametrize("state", ["queued", "sending", "delivered", "failed"])
def test_a_delivery_that_has_been_tried_is_made_once_more(state: str) -> None:
    """Whosever report it is."""
    facts = {**FRESH, "relations": {}, "state": state}
    tried = state in {"delivered", "failed"}

    assert may(caller(Role.SYSTEM_ADMINISTRATOR), "repeat_delivery", facts) is tried
    assert not may(caller(*WORKING), "repeat_delivery", {**facts, **OURS})


@pytest.mark.parametrize("place", ["requested", "compiled", "narrated"])
def test_nobody_approves_their_own_report(place: str) -> None:
    approver, answered = caller(Role.COORDINATOR, Role.APPROVER), {**FRESH, "state": "answered"}
    own = {**answered, "barred": {place: str(approver.id), "other": None}}
    of_another = {**answered, "barred": {place: str(uuid4()), "other": None}}

    assert not may(approver, "approve_annual_report", own)
    assert may(approver, "return_annual_report", own)
    assert may(approver, "approve_annual_report", of_another)


def test_every_rule_of_state_is_tried() -> None:
    tried = {operation for operation, _, _ in BY_STATE}

    assert {one for one in ALLOWED_BY_STATE if not one.endswith("_history")} <= tried
    assert ALLOWED_BY_STATE.keys() <= POLICIES.keys()


def test_facts_may_be_missing_where_they_do_not_matter() -> None:
    administrator = caller(Role.SYSTEM_ADMINISTRATOR)

    assert may(administrator, "change_method", {}) is True
    assert may(administrator, "change_method", {"ended": True}) is False
    assert may(caller(Role.EDITOR), "change_forum", {}) is False


def test_a_caller_of_no_organisation_is_nobody() -> None:
    assert INTERNAL.id == INTERNAL.organisation.id == UUID(int=0)

"""Who may do what with a record, and what its state allows: pure functions of caller and facts.

Denied unless allowed: an operation that POLICIES does not name cannot be served at all.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from app.models.actors import ActorKind
from app.models.principals import Role
from app.report_life import states_for

Facts = Mapping[str, Any]
Roles = frozenset[Role]


class Scope(StrEnum):
    """What a token may be used for; what its holder may do is decided by grants as well."""

    READ = "samverkan:read"
    WRITE = "samverkan:write"
    SIGN = "samverkan:sign"
    REPORT = "samverkan:report"
    SUBSCRIBE = "samverkan:subscribe"
    AUDIT = "samverkan:audit"
    ADMINISTER = "samverkan:administer"


class Relation(StrEnum):
    """How a caller's organisation stands to a record; NONE is what everybody has to everything."""

    OWNER = "owner"
    CONTRACTING = "contractingParty"
    PARTICIPANT = "participant"
    COUNTY = "county"
    NATIONAL = "national"
    NONE = "none"


@dataclass(frozen=True)
class Organisation:
    """The actor that a caller acts for, and where it is at home.

    `reviews` is false only where it is known to have no agreements to review.
    """

    id: UUID
    kind: ActorKind
    county_code: str | None = None
    municipality_code: str | None = None
    reviews: bool = True

    @property
    def is_board(self) -> bool:
        return self.kind is ActorKind.COUNTY_ADMINISTRATIVE_BOARD


@dataclass(frozen=True)
class Caller:
    """Who asks: a principal known to us, at an organisation, with what its token is good for.

    `unbounded` is the register's own work, such as an import or the worker; no token gives it.
    `versions` are of the rows that say so, principal and actor: while they stand, so does this.
    """

    id: UUID
    title: str
    organisation: Organisation
    roles: Roles
    scopes: frozenset[Scope]
    token_id: str | None = None
    unbounded: bool = False
    versions: tuple[int, int] = (0, 0)

    @cached_property
    def rights(self) -> str:
        """A text that differs whenever the rights do."""
        return f"{self.organisation} {sorted(self.roles)} {sorted(self.scopes)}"

    @cached_property
    def kin(self) -> "Caller":
        """Nobody in particular, who holds the same at an organisation of the same sort."""
        home = self.organisation.kind if self.organisation.is_board else ActorKind.OTHER
        return replace(
            INTERNAL,
            organisation=Organisation(NOBODY, home),
            roles=self.roles,
            scopes=self.scopes,
            unbounded=self.unbounded,
        )


NOBODY = UUID(int=0)
INTERNAL = Caller(
    id=NOBODY,
    title="registret",
    organisation=Organisation(NOBODY, ActorKind.OTHER),
    roles=frozenset(),
    scopes=frozenset(),
    unbounded=True,
)


@dataclass(frozen=True)
class Policy:
    """The scope that an operation asks of the token, and the roles it takes, by relation."""

    scope: Scope
    roles: Mapping[Relation, Roles]

    def roles_at_all(self) -> Roles:
        return frozenset().union(*self.roles.values())


EVERYBODY: Roles = frozenset(Role)
WRITERS: Roles = frozenset({Role.EDITOR, Role.COORDINATOR})
READERS: Roles = WRITERS | {Role.READER, Role.SIGNATORY, Role.APPROVER}
SIGNATORIES: Roles = frozenset({Role.SIGNATORY})
ADMINISTRATORS: Roles = frozenset({Role.SYSTEM_ADMINISTRATOR})
AUDITORS: Roles = frozenset(
    {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR}
)

OURS = (Relation.OWNER, Relation.CONTRACTING)
INSIDE = (*OURS, Relation.PARTICIPANT, Relation.COUNTY)

# What everybody knows: who there is, and what the words mean.
REGISTERS = ("actor", "method", "area_category")
TERRITORY = ("county", "municipality")
KNOWN_TO_ALL = (*REGISTERS, *TERRITORY)
COMMITMENTS = ("agreement", "citizen_promise")
OWNED = (
    "activity",
    "council_report",
    "forum",
    "function",
    "indicator_answer",
    "meeting",
    "operating_plan",
    "review",
    "review_assignment",
    "situation_picture",
    "state_grant",
)
PARTS_OF_COMMITMENTS = ("prioritised_area", "measure")
UNDER_COMMITMENTS = (*PARTS_OF_COMMITMENTS, "follow_up", "action_plan")
PLURALS = {
    "activity": "activities",
    "area_category": "area_categories",
    "delivery": "deliveries",
}


def plural(noun: str) -> str:
    return PLURALS.get(noun, f"{noun}s")


def _to(relations: Collection[Relation], roles: Roles) -> dict[Relation, Roles]:
    return dict.fromkeys(relations, roles)


RECEIVING = {Relation.NATIONAL: frozenset({Role.RECEIVER})}
# An agreement, with what it says that shall be done.
AGREED = _to(INSIDE, READERS) | RECEIVING


def _reading(noun: str, roles: Mapping[Relation, Roles]) -> Iterator[tuple[str, Policy]]:
    """A list may be asked for by all; which records stand in it follows from the reading."""
    yield f"list_{plural(noun)}", Policy(Scope.READ, {Relation.NONE: EVERYBODY})
    yield f"read_{noun}", Policy(Scope.READ, roles)
    yield f"read_{noun}_history", Policy(Scope.READ, roles)


def _writing(noun: str, roles: Mapping[Relation, Roles]) -> Iterator[tuple[str, Policy]]:
    for verb in ("register", "change", "end"):
        yield f"{verb}_{noun}", Policy(Scope.WRITE, roles)


def _of_registers() -> Iterator[tuple[str, Policy]]:
    for noun in REGISTERS:
        yield from _reading(noun, {Relation.NONE: EVERYBODY})
        yield from _writing(noun, {Relation.NONE: ADMINISTRATORS})
    for noun in TERRITORY:
        policy = Policy(Scope.READ, {Relation.NONE: EVERYBODY})
        yield f"list_{noun.removesuffix('y')}ies", policy
        yield f"read_{noun}", policy


def _of_records() -> Iterator[tuple[str, Policy]]:
    for noun in OWNED:
        yield from _reading(noun, _to(INSIDE, READERS))
        yield from _writing(noun, _to([Relation.OWNER], WRITERS))
    for noun in UNDER_COMMITMENTS:
        yield from _reading(noun, AGREED if noun in PARTS_OF_COMMITMENTS else _to(INSIDE, READERS))
        yield from _writing(noun, _to(OURS, WRITERS))


def _of_support_needs() -> Iterator[tuple[str, Policy]]:
    """The county board asks for what a municipality needs, as it may propose a correction.

    Who is asked may answer, but not say that somebody has asked.
    """
    asking = _to([Relation.OWNER], WRITERS) | {Relation.COUNTY: frozenset({Role.COORDINATOR})}
    answering = asking | {Relation.PARTICIPANT: WRITERS}
    yield from _reading("support_need", _to(INSIDE, READERS))
    yield "register_support_need", Policy(Scope.WRITE, asking)
    yield "change_support_need", Policy(Scope.WRITE, answering)
    yield "end_support_need", Policy(Scope.WRITE, answering)


def _of_commitments() -> Iterator[tuple[str, Policy]]:
    for noun in COMMITMENTS:
        yield from _reading(noun, AGREED)
        yield from _writing(noun, _to(OURS, WRITERS))
        yield f"correct_{noun}", Policy(Scope.WRITE, _to(OURS, WRITERS))
        for verb in ("prolong", "amend", "terminate"):
            yield f"{verb}_{noun}", Policy(Scope.SIGN, {Relation.CONTRACTING: SIGNATORIES})
        yield f"sign_{noun}", Policy(Scope.SIGN, _to(OURS, SIGNATORIES | WRITERS))


def _of_reports() -> Iterator[tuple[str, Policy]]:
    seeing = {Relation.OWNER: READERS} | RECEIVING
    yield from _reading("annual_report", seeing)
    yield "read_annual_report_workbook", Policy(Scope.READ, seeing)
    yield "read_annual_report_data", Policy(Scope.READ, seeing)
    yield "compare_annual_reports", Policy(Scope.READ, seeing)
    coordinating = {Relation.OWNER: frozenset({Role.COORDINATOR})}
    for verb in ("request", "change", "compile", "cancel", "submit", "reissue"):
        yield f"{verb}_annual_report", Policy(Scope.REPORT, coordinating)
    approving = {Relation.OWNER: frozenset({Role.APPROVER})}
    for verb in ("approve", "return"):
        yield f"{verb}_annual_report", Policy(Scope.REPORT, approving)


def _of_deliveries() -> Iterator[tuple[str, Policy]]:
    """Those who run the service see what arrives, and nothing of what is in it."""
    seeing = {Relation.OWNER: READERS, Relation.NONE: ADMINISTRATORS} | RECEIVING
    yield from _reading("delivery", seeing)
    coordinating = {Relation.OWNER: frozenset({Role.COORDINATOR})}
    yield "deliver_annual_report", Policy(Scope.REPORT, coordinating)
    yield "deliver_national_report", Policy(Scope.REPORT, RECEIVING)
    yield "repeat_delivery", Policy(Scope.ADMINISTER, {Relation.NONE: ADMINISTRATORS})


def _of_national_reports() -> Iterator[tuple[str, Policy]]:
    """Brå orders it and reads it; nobody else sees what all counties have sent, side by side."""
    yield from _reading("national_report", RECEIVING)
    for operation in ("read_national_report_workbook", "read_national_report_data"):
        yield operation, Policy(Scope.READ, RECEIVING)
    yield "request_national_report", Policy(Scope.REPORT, RECEIVING)


def _of_quality() -> Iterator[tuple[str, Policy]]:
    """As the record itself is read; whose review it may be is asked of each review."""
    for noun in COMMITMENTS:
        yield f"assess_{noun}_quality", Policy(Scope.READ, AGREED)
    yield "read_review_assignment_summary", Policy(Scope.READ, _to(INSIDE, READERS))
    reviewing = _to([Relation.OWNER, Relation.PARTICIPANT], WRITERS)
    yield "record_reviews", Policy(Scope.WRITE, reviewing)


def _of_administration() -> Iterator[tuple[str, Policy]]:
    own = {Relation.OWNER: frozenset({Role.ORGANISATION_ADMINISTRATOR})}
    managing = own | {Relation.NONE: ADMINISTRATORS}
    for operation in (
        "read_principal",
        "read_principal_history",
        "register_principal",
        "change_principal",
        "end_principal",
        "renew_principal_secret",
    ):
        yield operation, Policy(Scope.ADMINISTER, managing)
    listing = {Relation.NONE: ADMINISTRATORS | own[Relation.OWNER]}
    yield "list_principals", Policy(Scope.ADMINISTER, listing)
    yield "list_audit_entries", Policy(Scope.AUDIT, {Relation.NONE: AUDITORS})
    archiving = {Relation.NONE: frozenset({Role.ARCHIVIST})}
    for verb in ("order_disposal", "list_disposals", "read_disposal", "read_disposal_history"):
        yield verb, Policy(Scope.ADMINISTER, archiving)


def _of_calendars() -> Iterator[tuple[str, Policy]]:
    """Its address opens what its maker may read, so nobody else is given a new one.

    It takes a scope of its own: the address outlives the token.
    """
    own = _to([Relation.OWNER], READERS)
    overseeing = own | {Relation.PARTICIPANT: frozenset({Role.ORGANISATION_ADMINISTRATOR})}
    yield from _reading("calendar", overseeing)
    for verb in ("register_calendar", "change_calendar", "renew_calendar_address"):
        yield verb, Policy(Scope.SUBSCRIBE, own)
    yield "end_calendar", Policy(Scope.SUBSCRIBE, overseeing)


def _of_mailings() -> Iterator[tuple[str, Policy]]:
    own = frozenset({Role.ORGANISATION_ADMINISTRATOR, Role.COORDINATOR})
    seeing = {Relation.OWNER: own, Relation.NONE: ADMINISTRATORS}
    yield "list_mailings", Policy(Scope.READ, {Relation.NONE: own | ADMINISTRATORS})
    yield "read_mailing", Policy(Scope.READ, seeing)
    yield "read_mailing_history", Policy(Scope.READ, seeing)
    noting = seeing | {Relation.OWNER: frozenset({Role.ORGANISATION_ADMINISTRATOR})}
    yield "note_mailing_bounce", Policy(Scope.ADMINISTER, noting)


def _of_overviews() -> Iterator[tuple[str, Policy]]:
    for operation in (
        "count_agreements",
        "count_annual_reports",
        "count_methods",
        "count_areas",
        "list_changes",
        "list_definitions",
        "list_due",
    ):
        yield operation, Policy(Scope.READ, {Relation.NONE: EVERYBODY})


def _of_assessments() -> Iterator[tuple[str, Policy]]:
    """What is reckoned of a whole place is for those who see all of it.

    Brå sees the agreements and not the work under them: an answer would call that missing.
    """
    yield "assess_agreement_cycle", Policy(Scope.READ, _to(INSIDE, READERS))
    at_home = _to([Relation.OWNER, Relation.COUNTY], READERS)
    yield "read_municipality_feedback", Policy(Scope.READ, at_home)
    for what in ("self_check", "cycle", "data_quality"):
        local = _to([Relation.OWNER, Relation.COUNTY], READERS)
        yield f"assess_municipality_{what}", Policy(Scope.READ, local)
        yield f"assess_county_{what}", Policy(Scope.READ, _to([Relation.OWNER], READERS))


def policies() -> dict[str, Policy]:
    parts = (
        _of_registers(),
        _of_records(),
        _of_support_needs(),
        _of_commitments(),
        _of_quality(),
        _of_reports(),
        _of_deliveries(),
        _of_national_reports(),
        _of_administration(),
        _of_calendars(),
        _of_mailings(),
        _of_overviews(),
        _of_assessments(),
    )
    return {operation: policy for part in parts for operation, policy in part}


POLICIES: Mapping[str, Policy] = policies()
# Answered to anybody: what the interface is, and its contract.
PUBLIC = frozenset({"read_api_info", "read_contract"})


def is_in_scope(caller: Caller, operation: str) -> bool:
    return caller.unbounded or POLICIES[operation].scope in caller.scopes


def may_at_all(caller: Caller, operation: str) -> bool:
    """Whether there is any record with which the caller may do this."""
    if caller.unbounded:
        return True
    policy = POLICIES[operation]
    return policy.scope in caller.scopes and bool(policy.roles_at_all() & caller.roles)


def is_admitted(caller: Caller, operation: str, relations: Mapping[str, bool]) -> bool:
    """Whether one who stands so to a record may do this, whatever state the record is in."""
    if caller.unbounded:
        return True
    policy = POLICIES[operation]
    standing = {name for name, holds in relations.items() if holds} | {Relation.NONE}
    taken = (roles for relation, roles in policy.roles.items() if relation in standing)
    return policy.scope in caller.scopes and any(roles & caller.roles for roles in taken)


def seen_through(caller: Caller, operation: str) -> frozenset[Relation]:
    """The relations through which the caller sees records; with NONE among them, all."""
    if caller.unbounded:
        return frozenset({Relation.NONE})
    policy = POLICIES[operation]
    if policy.scope not in caller.scopes:
        return frozenset()
    return frozenset(one for one, roles in policy.roles.items() if roles & caller.roles)


def may_stand_as(caller: Caller) -> frozenset[Relation]:
    """The relations that can hold for such a caller, and in which its roles allow it anything.

    Only a county's board stands to the records of others as their county.
    """
    given = {
        relation
        for policy in POLICIES.values()
        for relation, roles in policy.roles.items()
        if roles & caller.roles
    }
    beyond = set() if caller.organisation.is_board else {Relation.COUNTY}
    return frozenset() if caller.unbounded else frozenset(given - beyond)


# What an organisation gives its own; the rest reaches beyond it.
GIVEN_BY_ORGANISATIONS: Roles = READERS | {Role.ORGANISATION_ADMINISTRATOR}


def may_grant(caller: Caller, roles: Collection[Role]) -> bool:
    beyond = set(roles) - GIVEN_BY_ORGANISATIONS
    return caller.unbounded or not beyond or Role.SYSTEM_ADMINISTRATOR in caller.roles


def may_act_for(caller: Caller, actor_id: UUID) -> bool:
    """Each party signs and terminates for itself."""
    return caller.unbounded or actor_id == caller.organisation.id


def may_bind(caller: Caller) -> bool:
    """A signature in a draft binds; that one stands on a paper is a fact that others may note."""
    return caller.unbounded or Role.SIGNATORY in caller.roles


def may(caller: Caller, operation: str, facts: Facts) -> bool:
    """Whether the caller may do this with a record of which these facts are known, as it is."""
    allowed = is_admitted(caller, operation, facts.get("relations", {}))
    possible = allowed and ALLOWED_BY_STATE.get(operation, _is_open)(facts)
    return possible and not (operation == "approve_annual_report" and is_ones_own(caller, facts))


def is_ones_own(caller: Caller, facts: Facts) -> bool:
    """What one has ordered or written oneself, another is to approve."""
    return str(caller.id) in facts["barred"].values()


def _is_open(facts: Facts) -> bool:
    """What reads is offered always, what changes only while the record has not been ended."""
    return not facts.get("ended")


def _is_known(_facts: Facts) -> bool:
    return True


def _is_changeable(facts: Facts) -> bool:
    return _is_open(facts) and bool(facts["changeable"])


def _is_endable(facts: Facts) -> bool:
    return _is_open(facts) and bool(facts["endable"])


def _is_draft(facts: Facts) -> bool:
    return bool(facts["draft"])


def _is_signed(facts: Facts) -> bool:
    return _is_open(facts) and facts["signing"] != "unsigned"


def _takes_signatures(facts: Facts) -> bool:
    """In a record made afterwards a signature is one more fact, whatever is signed already."""
    return _is_open(facts) and (facts["signing"] == "unsigned" or facts["afterwards"])


def _has_end_to_move(facts: Facts) -> bool:
    return _is_signed(facts) and facts["prolongable"]


def _is_sent(facts: Facts) -> bool:
    return bool(facts["state"] == "sent")


def _is_submitted(facts: Facts) -> bool:
    return bool(facts["state"] == "submitted")


def _has_been_tried(facts: Facts) -> bool:
    return facts["state"] in {"delivered", "failed"}


def _is_compiled(facts: Facts) -> bool:
    return bool(facts["compiled"])


def _in_state_for(operation: str) -> Callable[[Facts], bool]:
    possible = states_for(operation)
    return lambda facts: facts["state"] in possible


# What is answered about a record, whether or not it has been ended.
TOLD_OF_THE_ENDED = (
    "assess_agreement_cycle",
    "assess_agreement_quality",
    "assess_citizen_promise_quality",
    "read_review_assignment_summary",
)
ALLOWED_BY_STATE: Mapping[str, Callable[[Facts], bool]] = (
    {name: _is_known for name in POLICIES if name.endswith("_history")}
    | dict.fromkeys(TOLD_OF_THE_ENDED, _is_known)
    | {
        "change_measure": _is_changeable,
        "end_measure": _is_endable,
        "change_prioritised_area": _is_draft,
        "end_prioritised_area": _is_draft,
        "note_mailing_bounce": _is_sent,
        "deliver_annual_report": _is_submitted,
        "deliver_national_report": _is_compiled,
        "repeat_delivery": _has_been_tried,
        "read_annual_report_workbook": _is_compiled,
        "read_annual_report_data": _is_compiled,
        "compare_annual_reports": _is_compiled,
        "read_national_report_workbook": _is_compiled,
        "read_national_report_data": _is_compiled,
    }
    | {
        f"{verb}_annual_report": _in_state_for(f"{verb}_annual_report")
        for verb in ("change", "compile", "cancel", "return", "approve", "submit", "reissue")
    }
    | {
        f"{verb}_{noun}": allows
        for noun in COMMITMENTS
        for verb, allows in (
            ("sign", _takes_signatures),
            ("prolong", _has_end_to_move),
            ("amend", _is_signed),
            ("correct", _is_signed),
            ("terminate", _is_signed),
        )
    }
)

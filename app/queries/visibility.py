"""What a caller may see, in SQL: by how it stands to a record, and what its roles see so.

Who asks is given by parameters, so that a statement is the same for everybody with equal rights:
`visible(Forum, caller)` with `asked_by(caller)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import Any, TypeAlias

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from app.clock import today
from app.documents import alone, for_reader, json_object, json_value, one_by_one, quoted
from app.models import (
    ActionPlan,
    Activity,
    Actor,
    Agreement,
    AnnualReport,
    AreaCategory,
    Base,
    Calendar,
    Cause,
    CitizenPromise,
    Commitment,
    CouncilReport,
    County,
    Delivery,
    Disposal,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumRhythm,
    Function,
    Goal,
    Indicator,
    IndicatorAnswer,
    Mailing,
    Measure,
    Meeting,
    Method,
    Municipality,
    NationalReport,
    OperatingPlan,
    Party,
    Principal,
    PrioritisedArea,
    Replacement,
    Review,
    ReviewAssignment,
    SituationPicture,
    StateGrant,
    SupportNeed,
)
from app.models.actors import ActorKind
from app.permissions import (
    INTERNAL,
    KNOWN_TO_ALL,
    Caller,
    Relation,
    may_stand_as,
    seen_through,
)
from app.queries.standing import (
    I_REVIEW,
    ME,
    MY_COUNTY,
    MY_MUNICIPALITY,
    MY_PRINCIPAL,
    POLICE,
    Condition,
    fulfils,
    has_some_to_review,
    standing,
)

# Through which relations the records of each kind are seen.
Sight: TypeAlias = frozenset[tuple[type[Base], frozenset[Relation]]]

EACH = "NOT MATERIALIZED"

HOLDER, HOME = aliased(Principal), aliased(Actor)  # also where a question is about these

UNCHANGED = and_(
    exists().where(
        HOLDER.id == MY_PRINCIPAL,
        HOLDER.version == bindparam("principal_version", type_=Integer),
        HOLDER.ended_on.is_(None),
        HOME.id == HOLDER.actor_id,
        HOME.version == bindparam("actor_version", type_=Integer),
    ),
    or_(and_(I_REVIEW, has_some_to_review(ME)), and_(~I_REVIEW, ~has_some_to_review(ME))),
)


def caller_in(session: Session) -> Caller:
    """For whom the session works; one without author or caller works for nobody.

    One that is only believed, as known from an earlier request, is looked up first.
    """
    confirm = session.info.pop("confirm", None)
    if confirm is not None:
        confirm(session)
    return believed_in(session)


def believed_in(session: Session) -> Caller:
    """As `caller_in`, for a statement that itself asks whether the caller `still_holds`."""
    if "caller" in session.info:
        caller: Caller = session.info["caller"]
        return caller
    if "author" in session.info:
        return INTERNAL
    raise PermissionError("the session has no caller")


@dataclass(frozen=True)
class Alike:
    """What decides how a question is written for a caller, of whom any will do."""

    sight: Sight
    stances: frozenset[Relation]
    unbounded: bool
    caller: Caller = field(compare=False)


@lru_cache(10_000)
def _alike(caller: Caller) -> Alike:
    return Alike(_sight(caller), may_stand_as(caller), caller.unbounded, caller)


@lru_cache(1_000)
def _first_of(alike: Alike) -> Caller:
    return alike.caller


def kin_of(caller: Caller) -> Caller:
    """The same for all who see alike: roles and scopes combine in many more ways than they see."""
    return _first_of(_alike(caller.kin))


def asked_by(caller: Caller) -> dict[str, Any]:
    """A county is only the county board's to coordinate, a municipality only its own."""
    at = caller.organisation
    return {
        "caller_id": at.id,
        "caller_county": at.county_code if at.is_board else None,
        "caller_municipality": at.municipality_code if at.kind is ActorKind.MUNICIPALITY else None,
        "caller_is_police": at.kind in POLICE,
        "caller_reviews": at.reviews,
        "today": today(),
        "principal_id": caller.id,
        "principal_version": caller.versions[0],
        "actor_version": caller.versions[1],
    }


def still_holds(caller: Caller) -> Condition:
    """That nothing has been granted, withdrawn or moved since the caller was looked up."""
    return true() if caller.unbounded else UNCHANGED


def visible(kind: type[Base], caller: Caller) -> Condition:
    """Whether the caller may know that the record exists."""
    return _visible(kind, caller.kin)


def seen_for(kind: type[Base], caller: Caller, operation: str) -> Condition:
    """Whether the caller stands to the record in a relation in which it may do the operation.

    Where what is missing is told, only of those from whom nothing of it would be hidden.
    """
    return stands_as_any(kind, stances_for(caller.kin, operation))


@lru_cache(1_000)
def _visible(kind: type[Base], caller: Caller) -> Condition:
    return stands_as_any(kind, seen_as(kind, caller))


def seen_as(kind: type[Base], caller: Caller) -> frozenset[Relation]:
    """The relations in which the caller sees records of the kind."""
    return dict(_sight(caller.kin))[kind]


def stances_for(caller: Caller, operation: str) -> frozenset[Relation]:
    """The relations in which the caller may do the operation and can stand to a record."""
    through = seen_through(caller, operation)
    return through if Relation.NONE in through else through & may_stand_as(caller)


def visible_in(table: Any, caller: Caller) -> Condition:
    """As `visible`, of a row in a table; a part is seen with the record that owns it."""
    kind = KINDS[table.name]
    if kind in NOUNS:
        return visible(kind, caller)
    column, owner = OWNERS[kind]
    return fulfils(column, owner, visible(owner, caller))


def told_to(question: Select[str, str], caller: Caller) -> Select[str, str]:
    """For a reader: it names no other records than those that the caller may see."""
    return _told(question, _sight(caller.kin), may_stand_as(caller))


def told_to_all(question: Select[str, str]) -> Select[str, str]:
    """For what is kept, whoever reads it: it names only what everybody knows."""
    return _told(question, COMMON_SIGHT, frozenset())


@lru_cache(1_000)
def _sight(caller: Caller) -> Sight:
    """Few differ, of the many ways to combine roles; statements are kept for each that does."""
    return frozenset((kind, stances_for(caller, f"read_{NOUNS[kind]}")) for kind in NOUNS)


def _told(
    question: Select[str, str], sight: Sight, stances: frozenset[Relation]
) -> Select[str, str]:
    """What is seen of each kind is said once, however many names hang on it."""
    through = dict(sight)
    seen = cache(lambda kind: _seen(kind, through[kind]))
    sees, stands = partial(_known, seen), partial(standing_in_json, stances)
    return for_reader(one_by_one(question), sees, stands)


def _seen(kind: Any, through: frozenset[Relation]) -> CTE | None:
    """The keys of what is seen, None for all; looked up one by one, and never all collected."""
    condition = stands_as_any(kind, through)
    if condition is true():
        return None
    keys = select(kind.id).where(one_by_one(condition)).cte(f"seen_{NOUNS[kind]}")
    return keys.prefix_with(EACH, dialect="sqlite").prefix_with(EACH, dialect="postgresql")


def _known(seen: Callable[[Any], CTE | None], kind: Any, key: ColumnElement[Any]) -> Condition:
    """Whether the row is; a part is known to those who may know of the record that owns it."""
    column, owner = OWNERS.get(kind, (None, kind))
    keys = seen(owner)
    if keys is None:
        return true()
    if column is None:
        seen_one = select(keys.c.id).where(keys.c.id == key).correlate_except(keys)
    else:
        of_part = select(keys.c.id).where(kind.id == key, keys.c.id == column)
        seen_one = of_part.correlate_except(keys, kind)
    return alone(seen_one)


@cache
def stands_as_any(kind: type[Base], relations: frozenset[Relation]) -> Condition:
    if Relation.NONE in relations:
        return true()
    found = standing(kind)
    return or_(false(), *(found[one] for one in sorted(relations) if one in found))


@cache
def standing_in_json(among: frozenset[Relation], kind: type[Base]) -> ColumnElement[Any]:
    """An object of these relations, those that the kind has, each true or false."""
    found = standing(kind)
    having = [one for one in sorted(among) if one in found]
    holds = {one: func.coalesce(one_by_one(found[one]), false()) for one in having}
    return json_object(*(part for one in holds for part in (quoted(one), json_value(holds[one]))))


def seen_whole(caller: Caller) -> Condition:
    """Of municipalities: those of whose signed agreements the caller sees every one.

    Only there a figure is right; elsewhere what others have would be counted as missing.
    """
    through = seen_through(caller, "read_agreement")
    submitted = select(AnnualReport.county_code).where(AnnualReport.submitted_at.is_not(None))
    territory = {
        Relation.NONE: true(),
        Relation.OWNER: Municipality.code == MY_MUNICIPALITY,
        Relation.COUNTY: Municipality.county_code == MY_COUNTY,
        Relation.NATIONAL: Municipality.county_code.in_(submitted),
    }
    return or_(false(), *(territory[one] for one in territory if one in through))


def sees_counties(caller: Caller) -> bool:
    """Whether the caller sees all of some county, and not only what is its own."""
    through = seen_through(caller, "read_agreement")
    return bool({Relation.NONE, Relation.NATIONAL} & through) or caller.organisation.is_board


def ours(form: type[Commitment]) -> Condition:
    """Those that the caller's organisation writes itself."""
    found = standing(form)
    return or_(found[Relation.OWNER], found[Relation.CONTRACTING])


# What a record of the class is called in the names of operations.
NOUNS: Mapping[type[Base], str] = {
    ActionPlan: "action_plan",
    Activity: "activity",
    Actor: "actor",
    Agreement: "agreement",
    AnnualReport: "annual_report",
    AreaCategory: "area_category",
    Calendar: "calendar",
    CitizenPromise: "citizen_promise",
    Commitment: "agreement",
    CouncilReport: "council_report",
    County: "county",
    Delivery: "delivery",
    Disposal: "disposal",
    FollowUp: "follow_up",
    Forum: "forum",
    Function: "function",
    IndicatorAnswer: "indicator_answer",
    Mailing: "mailing",
    Measure: "measure",
    Meeting: "meeting",
    Method: "method",
    Municipality: "municipality",
    NationalReport: "national_report",
    OperatingPlan: "operating_plan",
    Principal: "principal",
    PrioritisedArea: "prioritised_area",
    Review: "review",
    ReviewAssignment: "review_assignment",
    SituationPicture: "situation_picture",
    StateGrant: "state_grant",
    SupportNeed: "support_need",
}

OWNERS: Mapping[type[Base], tuple[Any, Any]] = {
    Party: (Party.commitment_id, Commitment),
    FollowUpRule: (FollowUpRule.commitment_id, Commitment),
    Cause: (Cause.prioritised_area_id, PrioritisedArea),
    Goal: (Goal.prioritised_area_id, PrioritisedArea),
    Indicator: (Indicator.prioritised_area_id, PrioritisedArea),
    ForumRhythm: (ForumRhythm.commitment_id, Commitment),
    Replacement: (Replacement.commitment_id, Commitment),
}
# By table, for what a body refers to; agreements and promises share one.
KINDS: Mapping[str, type[Base]] = {
    str(kind.__tablename__): kind
    for kind in (*OWNERS, *NOUNS)
    if kind not in {Agreement, CitizenPromise}
}
COMMON_SIGHT: Sight = frozenset(
    (kind, frozenset({Relation.NONE} if noun in KNOWN_TO_ALL else ()))
    for kind, noun in NOUNS.items()
)

"""What a caller may see, in SQL: by how it stands to a record, and what its roles see so.

Who asks is given by parameters, so that a statement is the same for everybody with equal rights:
`visible(Forum, caller)` with `asked_by(caller)`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
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
from app.documents import json_object, json_value, quoted
from app.models import (
    ActionPlan,
    Activity,
    Actor,
    Agreement,
    AnnualReport,
    AreaCategory,
    Base,
    Cause,
    CitizenPromise,
    Commitment,
    CouncilReport,
    County,
    Disposal,
    FollowUp,
    FollowUpRule,
    Forum,
    Function,
    Goal,
    Indicator,
    Measure,
    Meeting,
    Method,
    Municipality,
    OperatingPlan,
    Party,
    Principal,
    PrioritisedArea,
    Review,
    ReviewAssignment,
    SituationPicture,
    SupportNeed,
)
from app.models.actors import ActorKind
from app.models.base import Key
from app.permissions import INTERNAL, Caller, Relation, seen_through
from app.queries.standing import MY_COUNTY, MY_MUNICIPALITY, POLICE, Condition, standing

HOLDER, HOME = aliased(Principal), aliased(Actor)  # also where a question is about these

UNCHANGED = exists().where(
    HOLDER.id == bindparam("principal_id", type_=Key()),
    HOLDER.version == bindparam("principal_version", type_=Integer),
    HOLDER.ended_on.is_(None),
    HOME.id == HOLDER.actor_id,
    HOME.version == bindparam("actor_version", type_=Integer),
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


def asked_by(caller: Caller) -> dict[str, Any]:
    """A county is only the county board's to coordinate, a municipality only its own."""
    at = caller.organisation
    is_board = at.kind is ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    return {
        "caller_id": at.id,
        "caller_county": at.county_code if is_board else None,
        "caller_municipality": at.municipality_code if at.kind is ActorKind.MUNICIPALITY else None,
        "caller_is_police": at.kind in POLICE,
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
    return _through(kind, seen_through(caller, f"read_{NOUNS[kind]}"))


def visible_in(table: Any, caller: Caller) -> Condition:
    """As `visible`, of a row in a table; a part is seen with the record that owns it."""
    kind = KINDS[table.name]
    if kind in NOUNS:
        return visible(kind, caller)
    column, owner = OWNERS[kind]
    seen: Condition = column.in_(select(owner.id).where(visible(owner, caller)))
    return seen


@cache
def _through(kind: type[Base], relations: frozenset[Relation]) -> Condition:
    if Relation.NONE in relations:
        return true()
    found = standing(kind)
    return or_(false(), *(found[one] for one in sorted(relations) if one in found))


@cache
def relations(kind: type[Base]) -> ColumnElement[Any]:
    """An object of the relations that can be, each true or false."""
    found = standing(kind)
    holds = {name: func.coalesce(condition, false()) for name, condition in found.items()}
    return json_object(
        *(part for name in holds for part in (quoted(name), json_value(holds[name])))
    )


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
    is_board = caller.organisation.kind is ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    return bool({Relation.NONE, Relation.NATIONAL} & through) or is_board


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
    CitizenPromise: "citizen_promise",
    Commitment: "agreement",
    CouncilReport: "council_report",
    County: "county",
    Disposal: "disposal",
    FollowUp: "follow_up",
    Forum: "forum",
    Function: "function",
    Measure: "measure",
    Meeting: "meeting",
    Method: "method",
    Municipality: "municipality",
    OperatingPlan: "operating_plan",
    Principal: "principal",
    PrioritisedArea: "prioritised_area",
    Review: "review",
    ReviewAssignment: "review_assignment",
    SituationPicture: "situation_picture",
    SupportNeed: "support_need",
}

OWNERS: Mapping[type[Base], tuple[Any, Any]] = {
    Party: (Party.commitment_id, Commitment),
    FollowUpRule: (FollowUpRule.commitment_id, Commitment),
    Cause: (Cause.prioritised_area_id, PrioritisedArea),
    Goal: (Goal.prioritised_area_id, PrioritisedArea),
    Indicator: (Indicator.prioritised_area_id, PrioritisedArea),
}
# By table, for what a body refers to; agreements and promises share one.
KINDS: Mapping[str, type[Base]] = {
    str(kind.__tablename__): kind
    for kind in (*OWNERS, *NOUNS)
    if kind not in {Agreement, CitizenPromise}
}

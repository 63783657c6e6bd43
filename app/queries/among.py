"""Where to look for what a caller sees, so that a list does not ask it of every record there is.

What decides is as ever how the caller stands to the record (`standing`); this only says where the
indexes find those to which it may stand so.
"""

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, and_, or_, select, true, union_all

from app.documents import one_by_one
from app.models import AssignmentCommitment, Base, Commitment, Party, ReviewAssignment
from app.permissions import Caller, Relation
from app.queries.standing import I_REVIEW, ME, MY_COUNTY, UNDER, Condition, has_all_to_review
from app.queries.territory import commitments_in_county
from app.queries.visibility import NOUNS, seen_as, stances_for, stands_as_any, visible
from app.schemas.filters import Listing

Through = frozenset[Relation]

ONCE = "MATERIALIZED"
# Commitments: to ask of each of their records, a hundred or so of each, then takes less than to
# collect whatever the caller sees.
FEW = 20
# Through which any commitment may be seen, so that no index finds those.
UNBOUNDED = {Relation.NONE, Relation.NATIONAL}


def visible_among(kind: type[Base], caller: Caller) -> Condition:
    """As `visible`, for a list: true of the same records."""
    through = seen_as(kind, caller)
    if Relation.NONE in through or not (kind in UNDER or issubclass(kind, Commitment)):
        return visible(kind, caller)
    return _among(kind, through)


def visible_under(kind: type[Base], caller: Caller, *, few: bool) -> Condition:
    """As `visible`, of what belongs to commitments that are named: a few of them, or many."""
    return _asked_of_each(kind, caller.kin) if few else visible_among(kind, caller)


@lru_cache(1_000)
def _asked_of_each(kind: Any, caller: Caller) -> Condition:
    return one_by_one(visible(kind, caller))


@cache
def _among(kind: Any, through: Through) -> Condition:
    among: Condition = kind.id.in_(_keys(kind, through))
    return among


def asks_for_less(kind: type[Base], caller: Caller, filters: Listing) -> bool:
    """Whether what a county's board asks for is no more than what it would be looked for among.

    So it is of a county, most often its own, or of a municipality; then it is asked of each
    commitment that was found whether the caller sees it.
    """
    through = seen_as(kind, caller)
    told = ("county_code", "municipality_code")
    return (
        issubclass(kind, Commitment)
        and Relation.COUNTY in through
        and not through & UNBOUNDED
        and any(getattr(filters, name, None) is not None for name in told)
    )


def belongs_to_visible(kind: type[Base], caller: Caller) -> Condition:
    """As `visible_among`, where something else leaves few records to ask it of."""
    through = seen_as(kind, caller)
    return true() if Relation.NONE in through else or_(*_ways(kind, through))


def commitments_seen_for(caller: Caller, operation: str) -> Condition:
    """As `seen_for` of commitments, where something else leaves few to ask it of."""
    return _commitments_seen(stances_for(caller.kin, operation))


@cache
def _commitments_seen(through: Through) -> Condition:
    seen = stands_as_any(Commitment, through)
    if through & UNBOUNDED:
        return seen
    possible = once(_candidates(Relation.COUNTY in through), "possible_agreements")
    return and_(Commitment.id.in_(select(possible.c[0])), one_by_one(seen))


def _keys(kind: Any, through: Through) -> Any:
    """Of what belongs to other records, through those."""
    if kind in UNDER:
        return union_all(*(select(kind.id).where(way) for way in _ways(kind, through)))
    return select(_seen(kind, through).c.id)


def _ways(kind: Any, through: Through) -> list[Condition]:
    return [column.in_(_keys(owner, through)) for column, owner in UNDER[kind]]


@cache
def _seen(kind: Any, through: Through) -> Any:
    """Collected once, however much belongs to them."""
    seen = select(kind.id).where(stands_as_any(kind, through))
    if issubclass(kind, Commitment) and not through & UNBOUNDED:
        seen = seen.where(kind.id.in_(_candidates(Relation.COUNTY in through)))
    return once(seen, f"our_{NOUNS[kind]}")


def once(question: Any, name: str) -> Any:
    keys = question.cte(name)
    return keys.prefix_with(ONCE, dialect="sqlite").prefix_with(ONCE, dialect="postgresql")


def _candidates(for_county: bool) -> Any:
    """Every commitment that the caller can stand to in any relation, and maybe others."""
    joined = select(Party.commitment_id).where(Party.actor_id == ME)
    named = (
        select(AssignmentCommitment.commitment_id)
        .join(ReviewAssignment, ReviewAssignment.id == AssignmentCommitment.review_assignment_id)
        .where(ReviewAssignment.reviewer_id == ME)
    )
    found: list[Select[Any]] = [
        joined,
        named,
        select(Commitment.id).where(Commitment.owner_id == ME),
        select(Commitment.id).where(Commitment.parent_id.in_(joined)),
        select(Commitment.id).where(I_REVIEW, has_all_to_review(ME)),
    ]
    if for_county:
        found.append(select(commitments_in_county(MY_COUNTY).subquery().c[0]))
    return union_all(*found)

"""Where to look for what a caller sees, so that a list does not ask it of every record there is.

What decides is as ever how the caller stands to the record (`standing`); this only says where the
indexes find those to which it may stand so.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, select, union_all

from app.models import AssignmentCommitment, Base, Commitment, Party, ReviewAssignment
from app.permissions import Caller, Relation
from app.queries.standing import I_REVIEW_ALL, ME, MY_COUNTY, UNDER, Condition
from app.queries.territory import commitments_in_county
from app.queries.visibility import NOUNS, seen_as, stands_as_any, visible

Through = frozenset[Relation]

ONCE = "MATERIALIZED"


def visible_among(kind: type[Base], caller: Caller) -> Condition:
    """As `visible`, for a list: true of the same records."""
    through = seen_as(kind, caller)
    if Relation.NONE in through or not (kind in UNDER or issubclass(kind, Commitment)):
        return visible(kind, caller)
    return _among(kind, through)


@cache
def _among(kind: Any, through: Through) -> Condition:
    among: Condition = kind.id.in_(_keys(kind, through))
    return among


def _keys(kind: Any, through: Through) -> Any:
    """Of what belongs to other records, through those."""
    if kind in UNDER:
        ways = (column.in_(_keys(owner, through)) for column, owner in UNDER[kind])
        return union_all(*(select(kind.id).where(way) for way in ways))
    return select(_seen(kind, through).c.id)


@cache
def _seen(kind: Any, through: Through) -> Any:
    """Collected once, however much belongs to them."""
    seen = select(kind.id).where(stands_as_any(kind, through))
    if issubclass(kind, Commitment) and Relation.NATIONAL not in through:
        seen = seen.where(kind.id.in_(_candidates(Relation.COUNTY in through)))
    keys = seen.cte(f"our_{NOUNS[kind]}")
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
        select(Commitment.id).where(I_REVIEW_ALL),
    ]
    if for_county:
        found.append(select(commitments_in_county(MY_COUNTY).subquery().c[0]))
    return union_all(*found)

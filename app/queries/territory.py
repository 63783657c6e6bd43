"""The one definition of which county or municipality a record belongs to.

What all of a county or municipality is asked for gives the keys: `Forum.id.in_(forums_in_county(
code))`. Of one record it is asked whether it is there (`is_forum_in_county`), which looks up no
more than what hangs on that one. The day is `as_of`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    exists,
    func,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    Actor,
    ActorArea,
    Commitment,
    CommitmentCounty,
    CommitmentMunicipality,
    County,
    Forum,
    ForumMunicipality,
    Measure,
    Municipality,
    Party,
    StateGrant,
)
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import Level
from app.validity import DAY

# The municipality itself, whole or in part; what it owns or joins is not the municipality.
MUNICIPAL = (ActorKind.MUNICIPALITY, ActorKind.CITY_DISTRICT)

Keys = Select[UUID] | CompoundSelect[UUID]
Condition: TypeAlias = ColumnElement[bool]
Code: TypeAlias = str | ColumnElement[str]


def there_is(*kinds: Any, where: Sequence[Condition]) -> Condition:
    """Rows of these classes; whatever else the conditions name is what is asked about."""
    return exists().where(*where).correlate_except(*kinds)


def county_of(municipality_code: Any) -> ColumnElement[str]:
    """The first two of its four digits (SCB), as in the reference data that is shipped."""
    return func.substr(municipality_code, 1, 2)


def municipalities_in(county_code: Code) -> Select[str]:
    return select(Municipality.code).where(Municipality.county_code == county_code)


def actors_in_county(code: Code) -> Keys:
    """At home in the county, or at work in one of its municipalities on the day."""
    return _actors(Actor.county_code == code, municipalities_in(code))


def actors_in_municipality(code: Code) -> Keys:
    """At home in the municipality, or at work there on the day."""
    return _actors(None, code)


def commitments_in_county(code: Code) -> Keys:
    """By what the source states, the municipalities covered, and where the parties are at home.

    Areas of operation do not count: an agreement with a police region of three counties is not
    an agreement in all of them.
    """
    return union(
        *(select(way.commitment_id).where(way.is_in(code), *way.linked) for way in _county_ways())
    )


def is_commitment_in(commitment_id: Any, county: Callable[[Any], Condition]) -> Condition:
    """The same, asked of one commitment and of a county that fulfils a condition."""
    return or_(
        *(
            there_is(
                *way.tables,
                where=[way.commitment_id == commitment_id, county(way.county), *way.linked],
            )
            for way in _county_ways()
        )
    )


def counties_of(form: type[Commitment]) -> Select[str]:
    """The same, asked of one commitment; each county once, in order."""
    found = union_all(
        *(
            select(way.county).where(way.commitment_id == form.id, *way.linked).correlate(form)
            for way in _county_ways()
        )
    )
    return select(County.code).where(County.code.in_(found)).order_by(County.code)


def county_links() -> Subquery:
    """The same as pairs of commitment and county, each once."""
    return union(
        *(
            select(way.commitment_id, way.county).where(way.county.is_not(None), *way.linked)
            for way in _county_ways()
        )
    ).subquery()


def commitments_in_municipality(code: Code) -> Keys:
    """Those that cover it or have a party at home there; a county's agreement is not its own."""
    local = Commitment.level != Level.COUNTY
    covering = _covering(code).join(Commitment).where(local)
    return union(covering, _with_party(Actor.municipality_code == code))


def commitments_with_party(actor_id: UUID) -> Select[UUID]:
    """Those that the actor is or was a party in."""
    return select(Party.commitment_id).where(Party.actor_id == actor_id)


def own_municipalities() -> Subquery:
    """Which municipality has which commitment of its own: pairs, as of the day.

    It has what it is itself a contracting party in. Where no such party is known, the
    municipalities covered have it, but never by what was agreed at the level of the county.
    """
    by_party = (
        select(Party.commitment_id, Actor.municipality_code)
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.role == PartyRole.CONTRACTING,
            Actor.kind.in_(MUNICIPAL),
            Actor.municipality_code.is_not(None),
            or_(Party.joined_on.is_(None), Party.joined_on <= DAY),
            or_(Party.left_on.is_(None), Party.left_on > DAY),
        )
    )
    contracting = exists().where(
        Party.commitment_id == Commitment.id, Party.role == PartyRole.CONTRACTING
    )
    by_coverage = (
        select(CommitmentMunicipality.commitment_id, CommitmentMunicipality.municipality_code)
        .join(Commitment, Commitment.id == CommitmentMunicipality.commitment_id)
        .where(Commitment.level != Level.COUNTY, ~contracting)
    )
    return union(by_party, by_coverage).subquery()


def forums_in_county(code: Code) -> Keys:
    """The county's own forums, and those of its municipalities."""
    own = select(Forum.id).where(Forum.county_code == code)
    return union(own, _forums_for(municipalities_in(code)))


def is_forum_in_county(forum: Any, code: Code) -> Condition:
    """The same, asked of one forum."""
    return or_(
        forum.county_code == code,
        there_is(
            ForumMunicipality,
            where=[
                ForumMunicipality.forum_id == forum.id,
                county_of(ForumMunicipality.municipality_code) == code,
            ],
        ),
    )


def forums_in_municipality(code: Code) -> Keys:
    return _forums_for(code)


def state_grants_in_county(code: Code) -> Keys:
    """The county's own, and those of its municipalities."""
    own = select(StateGrant.id).where(StateGrant.county_code == code)
    local = StateGrant.municipality_code.in_(municipalities_in(code))
    return union(own, select(StateGrant.id).where(local))


def action_plans_in_county(code: Code) -> Keys:
    """By the municipality, else by the agreement behind it and the forum that adopts it."""
    local = select(ActionPlan.id).where(ActionPlan.municipality_code.in_(municipalities_in(code)))
    return union(local, _joint_plans(commitments_in_county(code), forums_in_county(code)))


def is_action_plan_in_county(code: Code) -> Condition:
    """The same, asked of one plan."""
    adopting = aliased(Forum)
    here = is_forum_in_county(adopting, code)
    adopted = there_is(adopting, where=[adopting.id == ActionPlan.adopted_by_forum_id, here])
    agreed = is_commitment_in(ActionPlan.commitment_id, lambda county: county == code)
    return or_(
        county_of(ActionPlan.municipality_code) == code,
        and_(ActionPlan.municipality_code.is_(None), or_(agreed, adopted)),
    )


def action_plans_in_municipality(code: Code) -> Keys:
    local = select(ActionPlan.id).where(ActionPlan.municipality_code == code)
    joint = _joint_plans(commitments_in_municipality(code), forums_in_municipality(code))
    return union(local, joint)


def measures_in_county(code: Code) -> Keys:
    return _measures(commitments_in_county(code), action_plans_in_county(code))


def measures_in_municipality(code: Code) -> Keys:
    return _measures(commitments_in_municipality(code), action_plans_in_municipality(code))


def _joint_plans(commitments: Keys, forums: Keys) -> Select[UUID]:
    theirs = ActionPlan.commitment_id.in_(commitments)
    adopted = ActionPlan.adopted_by_forum_id.in_(forums)
    return select(ActionPlan.id).where(ActionPlan.municipality_code.is_(None), or_(theirs, adopted))


def _measures(commitments: Keys, plans: Keys) -> Select[UUID]:
    return select(Measure.id).where(
        or_(Measure.commitment_id.in_(commitments), Measure.action_plan_id.in_(plans))
    )


def _actors(home: Any, codes: Any) -> Keys:
    working = select(ActorArea.actor_id).where(
        _is_among(ActorArea.municipality_code, codes),
        or_(ActorArea.valid_from.is_(None), ActorArea.valid_from <= DAY),
        or_(ActorArea.valid_to.is_(None), ActorArea.valid_to >= DAY),
    )
    at_home = _is_among(Actor.municipality_code, codes)
    own = at_home if home is None else or_(home, at_home)
    return union(select(Actor.id).where(own), working)


def _is_among(column: Any, codes: Any) -> Condition:
    """A code or a question for several: a list of one would make a statement for each code."""
    found: Condition = column.in_(codes) if isinstance(codes, Select) else column == codes
    return found


def _covering(codes: Any) -> Select[UUID]:
    covered = _is_among(CommitmentMunicipality.municipality_code, codes)
    return select(CommitmentMunicipality.commitment_id).where(covered)


def _with_party(home: Any) -> Select[UUID]:
    return select(Party.commitment_id).join(Actor, Actor.id == Party.actor_id).where(home)


def _forums_for(codes: Any) -> Select[UUID]:
    covered = _is_among(ForumMunicipality.municipality_code, codes)
    return select(ForumMunicipality.forum_id).where(covered)


@dataclass(frozen=True)
class Way:
    """One in which a commitment is in a county; `is_in` finds all of a county by an index."""

    tables: Sequence[Any]
    linked: Sequence[Condition]
    commitment_id: Any
    county: Any
    is_in: Callable[[Code], Condition]


@cache
def _county_ways() -> list[Way]:
    """By other names than the tables have, so that it can be asked beside them."""
    stated, covered = aliased(CommitmentCounty), aliased(CommitmentMunicipality)
    party, actor = aliased(Party), aliased(Actor)
    return [
        Way(
            [stated],
            [],
            stated.commitment_id,
            stated.county_code,
            lambda code: stated.county_code == code,
        ),
        Way(
            [covered],
            [],
            covered.commitment_id,
            county_of(covered.municipality_code).label("county_code"),
            lambda code: covered.municipality_code.in_(municipalities_in(code)),
        ),
        Way(
            [party, actor],
            [party.actor_id == actor.id],
            party.commitment_id,
            _home_of(actor).label("county_code"),
            lambda code: or_(
                actor.county_code == code, actor.municipality_code.in_(municipalities_in(code))
            ),
        ),
    ]


def _home_of(actor: Any) -> ColumnElement[str]:
    """An actor with both a county and a municipality is in a municipality of that county."""
    return func.coalesce(actor.county_code, county_of(actor.municipality_code))

"""The one definition of which county or municipality a record belongs to.

Each function gives the keys: `Forum.id.in_(forums_in_county(code))`. The day is `as_of`.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Select,
    Subquery,
    exists,
    join,
    or_,
    select,
    union,
    union_all,
)

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


def municipalities_in(county_code: str) -> Select[str]:
    return select(Municipality.code).where(Municipality.county_code == county_code)


def actors_in_county(code: str) -> Keys:
    """At home in the county, or at work in one of its municipalities on the day."""
    return _actors(Actor.county_code == code, municipalities_in(code))


def actors_in_municipality(code: str) -> Keys:
    """At home in the municipality, or at work there on the day."""
    return _actors(None, [code])


def commitments_in_county(code: str) -> Keys:
    """By what the source states, the municipalities covered, and where the parties are at home.

    Areas of operation do not count: an agreement with a police region of three counties is not
    an agreement in all of them.
    """
    return union(
        *(
            pairs.where(county == code).with_only_columns(commitment_id)
            for pairs, commitment_id, county in _county_pairs()
        )
    )


def counties_of(form: type[Commitment]) -> Select[str]:
    """The same, asked of one commitment; each county once, in order."""
    found = union_all(
        *(
            pairs.where(commitment_id == form.id).with_only_columns(county).correlate(form)
            for pairs, commitment_id, county in _county_pairs()
        )
    )
    return select(County.code).where(County.code.in_(found)).order_by(County.code)


def county_links() -> Subquery:
    """The same as pairs of commitment and county, each once."""
    return union(*(pairs for pairs, _, _ in _county_pairs())).subquery()


def commitments_in_municipality(code: str) -> Keys:
    """Those that cover it or have a party at home there; a county's agreement is not its own."""
    local = Commitment.level != Level.COUNTY
    covering = _covering([code]).join(Commitment).where(local)
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


def forums_in_county(code: str) -> Keys:
    """The county's own forums, and those of its municipalities."""
    own = select(Forum.id).where(Forum.county_code == code)
    return union(own, _forums_for(municipalities_in(code)))


def forums_in_municipality(code: str) -> Keys:
    return _forums_for([code])


def state_grants_in_county(code: str) -> Keys:
    """The county's own, and those of its municipalities."""
    own = select(StateGrant.id).where(StateGrant.county_code == code)
    local = StateGrant.municipality_code.in_(municipalities_in(code))
    return union(own, select(StateGrant.id).where(local))


def action_plans_in_county(code: str) -> Keys:
    """By the municipality, else by the agreement behind it and the forum that adopts it."""
    local = select(ActionPlan.id).where(ActionPlan.municipality_code.in_(municipalities_in(code)))
    return union(local, _joint_plans(commitments_in_county(code), forums_in_county(code)))


def action_plans_in_municipality(code: str) -> Keys:
    local = select(ActionPlan.id).where(ActionPlan.municipality_code == code)
    joint = _joint_plans(commitments_in_municipality(code), forums_in_municipality(code))
    return union(local, joint)


def measures_in_county(code: str) -> Keys:
    return _measures(commitments_in_county(code), action_plans_in_county(code))


def measures_in_municipality(code: str) -> Keys:
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
        ActorArea.municipality_code.in_(codes),
        or_(ActorArea.valid_from.is_(None), ActorArea.valid_from <= DAY),
        or_(ActorArea.valid_to.is_(None), ActorArea.valid_to >= DAY),
    )
    at_home = Actor.municipality_code.in_(codes)
    own = at_home if home is None else or_(home, at_home)
    return union(select(Actor.id).where(own), working)


def _covering(codes: Any) -> Select[UUID]:
    covered = CommitmentMunicipality.municipality_code.in_(codes)
    return select(CommitmentMunicipality.commitment_id).where(covered)


def _with_party(home: Any) -> Select[UUID]:
    return select(Party.commitment_id).join(Actor, Actor.id == Party.actor_id).where(home)


def _forums_for(codes: Any) -> Select[UUID]:
    covered = ForumMunicipality.municipality_code.in_(codes)
    return select(ForumMunicipality.forum_id).where(covered)


def _county_pairs() -> list[tuple[Select[UUID, Any], Any, Any]]:
    """The one rule, in its four ways: the question, and its two columns."""
    by_party = Party.actor_id == Actor.id
    at_home = Municipality.code == Actor.municipality_code
    covered = Municipality.code == CommitmentMunicipality.municipality_code
    ways: list[tuple[Any, Any, Any]] = [
        (CommitmentCounty, CommitmentCounty.commitment_id, CommitmentCounty.county_code),
        (
            join(CommitmentMunicipality, Municipality, covered),
            CommitmentMunicipality.commitment_id,
            Municipality.county_code,
        ),
        (join(Party, Actor, by_party), Party.commitment_id, Actor.county_code),
        (
            join(Party, Actor, by_party).join(Municipality, at_home),
            Party.commitment_id,
            Municipality.county_code,
        ),
    ]
    return [
        (select(key, county).select_from(tables).where(county.is_not(None)), key, county)
        for tables, key, county in ways
    ]

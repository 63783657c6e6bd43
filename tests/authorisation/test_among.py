"""A list finds by keys the very records that a caller would be shown one by one."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import validity
from app.clock import today
from app.models import (
    Actor,
    Agreement,
    CitizenPromise,
    Commitment,
    FollowUp,
    Measure,
    PrioritisedArea,
)
from app.permissions import Caller, Scope
from app.queries.among import (
    belongs_to_visible,
    commitments_seen_for,
    visible_among,
    visible_under,
)
from app.queries.grants import caller_with_id
from app.queries.standing import UNDER
from app.queries.visibility import asked_by, seen_for, visible
from tests import make
from tests.authorisation.world import World
from tests.databases import joined

LISTED = (Agreement, CitizenPromise, *UNDER)
OPERATIONS = ("read_agreement", "read_follow_up")


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: str(kind.__name__))
def test_they_are_the_same_for_everybody(world: World, kind: Any) -> None:
    _same_for_everybody(world, kind, visible, visible_among)


def test_they_are_the_same_where_few_are_asked_about(world: World) -> None:
    _same_for_everybody(world, Measure, visible, belongs_to_visible)


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize("kind", [PrioritisedArea, Measure, FollowUp])
def test_they_are_the_same_under_few_commitments_and_under_many(
    world: World, kind: Any, few: bool
) -> None:
    _same_for_everybody(world, kind, visible, partial(visible_under, few=few))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_they_are_the_same_for_an_operation(world: World, operation: str) -> None:
    _same_for_everybody(
        world,
        Commitment,
        lambda kind, caller: seen_for(kind, caller, operation),
        lambda _, caller: commitments_seen_for(caller, operation),
    )


def _same_for_everybody(world: World, kind: Any, alone: Any, among: Any) -> None:
    seen_by_somebody = set()
    with world.undone(), joined(world.connection).begin() as session:
        for name, asking in world.everybody.items():
            assert asking.principal is not None
            caller = caller_with_id(session, asking.principal.id, frozenset(Scope))
            assert caller is not None
            one_by_one = _keys(session, kind, caller, alone)
            assert _keys(session, kind, caller, among) == one_by_one, name
            seen_by_somebody |= one_by_one
    assert seen_by_somebody


def test_they_are_the_same_for_whoever_reviews_all_of_a_county(world: World) -> None:
    reviewer = world.first.principals["policeNotParty"]
    with world.undone(), joined(world.connection).begin() as session:
        before = caller_with_id(session, reviewer.id, frozenset(Scope))
        of_all = {"county_code": world.first.county, "covers_all": True}
        make.review_assignment(session, "Alla", reviewer_id=reviewer.actor_id, **of_all)
        after = caller_with_id(session, reviewer.id, frozenset(Scope))
        assert before is not None
        assert after is not None
        assert (before.organisation.reviews_all, after.organisation.reviews_all) == (False, True)
        seen = _keys(session, Agreement, after, visible_among)
        assert seen == _keys(session, Agreement, after, visible)
        assert seen > _keys(session, Agreement, before, visible)


def test_they_are_the_same_for_whoever_only_writes_it_or_agreed_what_stands_over_it(
    world: World,
) -> None:
    town = world.first.principals["ownMunicipality"]
    with world.undone(), joined(world.connection).begin() as session:
        over = make.agreement(session, "Den över")
        make.party(session, over, session.get_one(Actor, town.actor_id))
        under = make.agreement(session, "Den under", parent_id=over.id)
        own = make.agreement(session, "Den egna", owner_id=town.actor_id)
        caller = caller_with_id(session, town.id, frozenset(Scope))
        assert caller is not None
        seen = _keys(session, Agreement, caller, visible_among)
        assert {under.id, own.id} <= seen
        assert seen == _keys(session, Agreement, caller, visible)


def _keys(session: Session, kind: Any, caller: Caller, condition: Any) -> set[Any]:
    asked = validity.as_of(today()) | asked_by(caller)
    return set(session.scalars(select(kind.id).where(condition(kind, caller)), asked))

"""A list finds by keys the very records that a caller would be shown one by one."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

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
from app.queries.agreements import agreement_documents, agreements_matching
from app.queries.among import (
    asks_for_less,
    belongs_to_visible,
    commitments_seen_for,
    visible_among,
    visible_under,
)
from app.queries.citizen_promises import citizen_promise_documents, citizen_promises_matching
from app.queries.fetching import fetch_page
from app.queries.grants import caller_with_id
from app.queries.standing import UNDER
from app.queries.territory import commitments_in_county, commitments_in_municipality
from app.queries.visibility import asked_by, seen_for, visible
from app.schemas.agreements import AgreementFilters
from app.schemas.citizen_promises import CitizenPromiseFilters
from tests import make
from tests.authorisation.world import World
from tests.databases import joined

LISTED = (Agreement, CitizenPromise, *UNDER)
FILTERS: dict[Any, Any] = {Agreement: AgreementFilters, CitizenPromise: CitizenPromiseFilters}
QUESTIONS: dict[Any, Any] = {
    Agreement: (agreement_documents, agreements_matching),
    CitizenPromise: (citizen_promise_documents, citizen_promises_matching),
}
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


@pytest.mark.parametrize("where", ["countyCode", "municipalityCode"])
@pytest.mark.parametrize("kind", [Agreement, CitizenPromise])
def test_a_page_of_a_county_or_municipality_has_those_of_it_that_the_caller_sees(
    world: World, kind: Any, where: str
) -> None:
    """A board that coordinates is asked about one by one; its page is of what it asks for."""
    one_by_one = set()
    with world.undone(), joined(world.connection).begin() as session:
        for name, caller in _callers(world, session):
            seen = _keys(session, kind, caller, visible)
            for place in (world.first, world.second):
                asked = {"countyCode": place.county, "municipalityCode": place.home}
                filters = FILTERS[kind].model_validate({"limit": 100, where: asked[where]})
                there = _at(session, kind, where, asked[where])
                assert _on_page(session, kind, caller, filters) == seen & there, name
                one_by_one |= {asks_for_less(kind, caller, filters)}
    assert one_by_one == {True, False}


def _at(session: Session, kind: Any, where: str, code: str) -> set[Any]:
    found = commitments_in_county if where == "countyCode" else commitments_in_municipality
    return set(session.scalars(select(kind.id).where(kind.id.in_(found(code)))))


def _on_page(session: Session, kind: Any, caller: Caller, filters: Any) -> set[Any]:
    session.info["caller"] = caller
    documents, matching = QUESTIONS[kind]
    page = fetch_page(session, documents(), matching(filters), filters)
    assert page.total == len(page.documents)
    return {UUID(one.facts["id"]) for one in page.documents}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_they_are_the_same_for_an_operation(world: World, operation: str) -> None:
    _same_for_everybody(
        world,
        Commitment,
        lambda kind, caller: seen_for(kind, caller, operation),
        lambda _, caller: commitments_seen_for(caller, operation),
    )


def _callers(world: World, session: Session) -> Iterator[tuple[str, Caller]]:
    for name, asking in world.everybody.items():
        assert asking.principal is not None
        caller = caller_with_id(session, asking.principal.id, frozenset(Scope))
        assert caller is not None
        yield name, caller


def _same_for_everybody(world: World, kind: Any, alone: Any, among: Any) -> None:
    seen_by_somebody = set()
    with world.undone(), joined(world.connection).begin() as session:
        for name, caller in _callers(world, session):
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
        assert (before.organisation.reviews, after.organisation.reviews) == (False, True)
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

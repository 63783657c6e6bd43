"""How PostgreSQL finds the records of a list in a register of some size: by its indexes."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, insert, text
from starlette.testclient import TestClient

from app.audit.authors import acting
from app.database import connect, sessions_on
from app.http.dependencies import query_names
from app.main import create_app, routers
from app.models import (
    ActionPlan,
    Actor,
    Base,
    Commitment,
    CommitmentMunicipality,
    County,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumMunicipality,
    Function,
    IndicatorAnswer,
    Measure,
    Meeting,
    Municipality,
    Party,
    PrioritisedArea,
)
from app.models.actors import ActorKind
from app.models.commitments import Form
from app.models.principals import Role
from app.settings import Settings
from tests import make
from tests.callers import As, Known
from tests.databases import AUTHOR, fresh_postgres, migrated
from tests.make import API

COUNTIES, PLACES_IN_EACH, AGREEMENTS = range(10, 30), 50, 6_000
HOME = "14"
DAY = date(2024, 1, 1)
OPERATIONS: list[Any] = [one for router in routers() for one in router.routes]
LISTS = sorted(
    (one for one in OPERATIONS if one.name.startswith("list_")), key=lambda one: str(one.name)
)
ASKED: list[tuple[str, dict[str, str]]] = [
    (one.path, narrowed)
    for one in LISTS
    for narrowed in ({}, {"countyCode": HOME}, {"municipalityCode": f"{HOME}01"})
    if narrowed.keys() <= query_names(one.endpoint, one.path)
]
# Of the tables that are filled below, those that a list shows.
TABLES = {
    "/actors": "actors",
    "/agreements": "commitments",
    "/citizen-promises": "commitments",
    "/action-plans": "action_plans",
    "/follow-ups": "follow_ups",
    "/forums": "forums",
    "/functions": "functions",
    "/indicator-answers": "indicator_answers",
    "/measures": "measures",
    "/meetings": "meetings",
    "/prioritised-areas": "prioritised_areas",
}
LARGE = {*TABLES.values(), "parties", "commitment_municipalities", "forum_municipalities"}
Row = dict[str, Any]


def numbers(count: int) -> list[UUID]:
    return [uuid4() for _ in range(count)]


def rows() -> Iterator[tuple[type[Base], list[Row]]]:
    """Agreements of municipalities and their police, and what hangs on each of them."""
    codes = [f"{county}{place:02}" for county, place in product(COUNTIES, range(PLACES_IN_EACH))]
    councils, police, forums = numbers(len(codes)), numbers(len(codes)), numbers(len(codes))
    agreements, areas, plans = numbers(AGREEMENTS), numbers(2 * AGREEMENTS), numbers(AGREEMENTS)
    at = [place % len(codes) for place in range(AGREEMENTS)]
    yield County, [named(code=str(one), name=f"Län {one}", police_region="Öst") for one in COUNTIES]
    yield Municipality, [named(code=one, name=one, county_code=one[:2]) for one in codes]
    kinds = {"municipality": councils, "localPoliceArea": police}
    for kind, keys in {**kinds, **{one: numbers(len(codes)) for one in OTHERS}}.items():
        homes = zip(keys, codes, strict=True)
        yield Actor, [named(id=key, name=c, kind=kind, municipality_code=c) for key, c in homes]
    yield (
        Forum,
        [
            named(id=key, name=str(key), kind="localCouncil", leader_id=leader)
            for key, leader in zip(forums, councils, strict=True)
        ],
    )
    yield (
        ForumMunicipality,
        [
            {"forum_id": key, "municipality_code": code}
            for key, code in zip(forums, codes, strict=True)
        ],
    )
    yield Function, [named(actor_id=key, kind="coordinator", title="Chef") for key in councils]
    yield (
        IndicatorAnswer,
        [
            named(actor_id=key, indicator="I13c", year=2024, grade=3, answered_on=DAY)
            for key in councils
        ],
    )
    yield Meeting, [named(forum_id=key, held_on=DAY) for key in forums for _ in range(10)]
    yield (
        Commitment,
        [
            named(
                id=key, title=str(key), form=form_of(place), owner_id=councils[at[place]], **SIGNED
            )
            for place, key in enumerate(agreements)
        ],
    )
    yield (
        CommitmentMunicipality,
        [
            {"commitment_id": key, "municipality_code": codes[at[place]]}
            for place, key in enumerate(agreements)
        ],
    )
    yield (
        Party,
        [
            {"commitment_id": key, "actor_id": actors[at[place]], "role": "contracting"}
            for place, key in enumerate(agreements)
            for actors in (councils, police)
        ],
    )
    yield (
        FollowUpRule,
        [
            {"commitment_id": key, "as_stated": "Årligen.", "times_per_year": 1}
            for key in agreements
        ],
    )
    yield (
        PrioritisedArea,
        [
            named(id=key, commitment_id=agreements[place // 2], name="Stöld")
            for place, key in enumerate(areas)
        ],
    )
    yield (
        ActionPlan,
        [
            named(id=key, title="Plan", kind="statutory", municipality_code=codes[at[place]])
            for place, key in enumerate(plans)
        ],
    )
    yield (
        Measure,
        [
            named(name="Ljus", prioritised_area_id=key, action_plan_id=plan, ends_on=DAY)
            for key, plan in zip(areas, plans * 2, strict=True)
        ],
    )
    yield (
        FollowUp,
        [
            named(kind="process", commitment_id=key, done_on=DAY, summary="Gjort.")
            for key in agreements
            for _ in range(3)
        ],
    )


OTHERS = ("housingCompany", "publicTransport", "propertyOwners", "civilSociety", "other")
SIGNED = {"level": "municipality", "signing": "signed", "starts_on": DAY, "first_day": DAY}


def form_of(place: int) -> Form:
    return Form.CITIZEN_PROMISE if place % 2 else Form.AGREEMENT


def named(**values: Any) -> Row:
    """With some order among those that are alike."""
    return {"sort_key": str(values.get("id", uuid4())), **values}


NOTED: list[tuple[str, Any]] = []


class Noting(psycopg.RawCursor[Any]):
    """Of the driver, since it is also asked what the toolkit does not hear of."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        NOTED.append((query, params))
        return super().execute(query, params, **how)


def note_what_is_asked(connection: Any, _record: object) -> None:
    connection.cursor_factory = Noting


@pytest.fixture(scope="module")
def engine_of_many(postgres_url: str) -> Iterator[Engine]:
    with fresh_postgres(postgres_url) as url:
        engine = connect(Settings(database_url=url, pool_size=5)).engine
        event.listen(engine, "connect", note_what_is_asked)
        migrated(engine)
        with engine.begin() as connection:
            for kind, values in rows():
                table: Any = kind.__table__
                connection.execute(insert(table), values)
            connection.execute(text("ANALYZE"))
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def board(engine_of_many: Engine) -> As:
    """The coordinator of one county among many."""
    sessions = acting(sessions_on(engine_of_many), AUTHOR)
    with sessions.begin() as session:
        kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
        home = make.actor(session, "Länsstyrelsen", kind=kind, county_code=HOME)
        coordinator = make.principal(session, home, *Role)
    settings = Settings(heavy_requests_per_minute=0, requests_per_minute=0)
    client = TestClient(
        create_app(sessions, settings, identity=Known()), base_url="http://localhost"
    )
    return As(client, coordinator)


def plans_of(engine: Engine, board: As, path: str, query: dict[str, str]) -> list[Any]:
    """How each question is answered that is asked on the way to the list."""
    NOTED.clear()
    answer = board.get(f"{API}{path}", params=query)
    asked = [one for one in NOTED if one[0].startswith(("SELECT", "WITH"))]
    assert answer.status_code == 200, answer.text
    assert asked
    with engine.connect() as connection:
        return [plan_of(connection, *one) for one in asked]


def plan_of(connection: Connection, statement: str, parameters: Any = ()) -> Any:
    explained = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
    return explained.scalar_one()[0]["Plan"]


def nodes(plan: Any, looped: bool = False) -> Iterator[tuple[Any, bool]]:
    """Each step, and whether it is taken once for each row of another.

    A subplan that is hashed is run through once, wherever it stands.
    """
    yield plan, looped
    hashed = set(re.findall(r"hashed (SubPlan \d+)", json.dumps(plan)))
    for inner in plan.get("Plans", []):
        again = looped or is_looped(plan, inner)
        yield from nodes(inner, again and inner.get("Subplan Name") not in hashed)


def is_looped(outer: Any, inner: Any) -> bool:
    relationship = inner["Parent Relationship"]
    return relationship == "SubPlan" or (outer["Node Type"], relationship) == (
        "Nested Loop",
        "Inner",
    )


def read_again_and_again(plan: Any) -> list[str]:
    """The large tables that are read through for each row of another."""
    return [
        node["Relation Name"]
        for node, looped in nodes(plan)
        if looped and node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE
    ]


def without_subplans(plan: Any) -> Iterator[Any]:
    yield plan
    for inner in plan.get("Plans", []):
        if inner["Parent Relationship"] not in ("SubPlan", "InitPlan"):
            yield from without_subplans(inner)


def test_there_are_lists() -> None:
    assert len(LISTS) > 30


@pytest.mark.parametrize(("path", "query"), ASKED, ids=str)
def test_a_list_reads_through_no_large_table_for_each_record(
    engine_of_many: Engine, board: As, path: str, query: dict[str, str]
) -> None:
    for plan in plans_of(engine_of_many, board, path, query):
        assert read_again_and_again(plan) == []


@pytest.mark.parametrize("path", sorted(TABLES))
def test_the_documents_of_a_page_are_found_by_their_keys(
    engine_of_many: Engine, board: As, path: str
) -> None:
    *_, plan = plans_of(engine_of_many, board, path, {})

    assert f"pk_{TABLES[path]}" in {one.get("Index Name") for one in without_subplans(plan)}


SEEN = {
    "SELECT (SELECT count(*) FROM measures WHERE name = title) FROM commitments": ["measures"],
    "SELECT 1 FROM measures JOIN commitments ON name > title": ["commitments"],
    "SELECT 1 FROM commitments WHERE title IN (SELECT name FROM measures)": [],
    "SELECT 1 FROM commitments WHERE title = '' OR title IN (SELECT name FROM measures)": [],
}


@pytest.mark.parametrize("question", SEEN)
def test_a_table_that_is_read_through_for_each_record_is_told_from_one_that_is_read_once(
    engine_of_many: Engine, question: str
) -> None:
    with engine_of_many.connect() as connection:
        assert read_again_and_again(plan_of(connection, question)) == SEEN[question]

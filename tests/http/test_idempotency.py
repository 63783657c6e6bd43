"""A POST that is sent again under the same key does its work once and is answered alike."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import now
from app.database import Sessions, connect
from app.errors import RuleViolationError
from app.main import create_app
from app.models import Forum, IdempotencyKey
from app.services import idempotency
from app.services.idempotency import Claim
from app.settings import Settings
from tests import make
from tests.callers import Trusting
from tests.make import API

KEY = {"Idempotency-Key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
FORUM = {"kind": "network", "name": "Nätverket"}


def post(client: TestClient, body: Any = None, headers: dict[str, str] = KEY) -> Response:
    return client.post(f"{API}/forums", json=body or FORUM, headers=headers)


def forums(session: Session) -> int:
    return session.scalar(select(func.count(Forum.id))) or 0


def test_a_retry_is_answered_as_the_first_and_makes_nothing(
    client: TestClient, session: Session
) -> None:
    first, again = post(client), post(client)

    assert (again.status_code, again.content) == (201, first.content)
    for name in ("location", "etag", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert forums(session) == 1


def test_without_a_key_every_post_is_a_new_one(client: TestClient, session: Session) -> None:
    post(client, headers={}), post(client, headers={})

    assert forums(session) == 2


@pytest.mark.parametrize(
    "path, body",
    [("/forums", {"kind": "network", "name": "Rådet"}), ("/actors", FORUM), ("/forums?x=1", FORUM)],
)
def test_the_same_key_for_something_else_is_refused(
    client: TestClient, session: Session, path: str, body: dict[str, str]
) -> None:
    post(client)

    answer = client.post(f"{API}{path}", json=body, headers=KEY)

    assert answer.status_code in {422, 400}
    assert forums(session) == 1
    if answer.status_code == 422:
        assert [one["name"] for one in answer.json()["invalidParameters"]] == ["Idempotency-Key"]


def test_a_refused_request_leaves_its_key_free(client: TestClient, session: Session) -> None:
    refused = post(client, {"kind": "network"})
    unknown = post(client, FORUM | {"leaderId": "018f3b5e-0000-7000-8000-000000000000"})

    corrected = post(client)

    assert (refused.status_code, unknown.status_code, corrected.status_code) == (422, 422, 201)
    assert forums(session) == 1


def test_an_action_is_done_once(client: TestClient, session: Session) -> None:
    address = f"{API}/forums/{make.forum(session).id}/endings"
    ending = {"endedOn": "2024-12-31", "reason": "Felregistrerad."}

    first = client.post(address, json=ending, headers=KEY)
    again = client.post(address, json=ending, headers={**KEY, "If-Match": '"1-0123456789abcdef"'})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content


def test_a_report_is_ordered_once(client: TestClient, session: Session) -> None:
    make.county(session)
    order = {"countyCode": "04", "year": 2024}

    answers = [client.post(f"{API}/annual-reports", json=order, headers=KEY) for _ in range(2)]

    assert [one.status_code for one in answers] == [202, 202]
    assert answers[0].headers["location"] == answers[1].headers["location"]


@pytest.mark.parametrize("key", ["", "med blanksteg", "å", "x" * 101])
def test_a_key_that_is_none_is_refused(client: TestClient, session: Session, key: str) -> None:
    answer = post(client, headers={"Idempotency-Key": key.encode()})  # type: ignore[dict-item]

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["Idempotency-Key"]
    assert forums(session) == 0


def test_two_keys_are_refused(client: TestClient, session: Session) -> None:
    keys = [("Idempotency-Key", "en"), ("Idempotency-Key", "annan")]

    answer = client.post(f"{API}/forums", json=FORUM, headers=keys)

    assert (answer.status_code, forums(session)) == (400, 0)


def test_what_has_been_answered_is_not_released(client: TestClient, session: Session) -> None:
    """As when the answer could not be sent: the retry is to have it."""
    first = post(client)
    row = session.scalars(select(IdempotencyKey)).one()
    idempotency.release(session, Claim(row.caller, row.key, row.fingerprint, row.holder))

    assert post(client).content == first.content


def claimed(session: Session) -> Claim:
    """As another process has it that has begun the same request."""
    post_of_another = session.scalars(select(IdempotencyKey)).one()
    claim = Claim(post_of_another.caller, post_of_another.key, post_of_another.fingerprint)
    session.execute(update(IdempotencyKey).values(status=None, holder=claim.holder))
    return claim


def test_while_the_first_is_being_done_the_second_is_told_to_wait(
    client: TestClient, session: Session
) -> None:
    post(client)
    claimed(session)

    answer = post(client)

    assert (answer.status_code, answer.json()["detail"]) == (409, idempotency.RUNNING)
    assert forums(session) == 1


def test_what_a_dead_process_had_begun_is_taken_over(client: TestClient, session: Session) -> None:
    post(client)
    dead = claimed(session)
    begun = now() - idempotency.ABANDONED - timedelta(seconds=1)
    session.execute(update(IdempotencyKey).values(claimed_at=begun))

    answer = post(client)

    assert (answer.status_code, forums(session)) == (201, 2)
    with pytest.raises(RuleViolationError):
        idempotency.keep(session, dead, idempotency.Answer(201, None, None, "{}"))


def test_a_key_is_forgotten_after_a_day(client: TestClient, session: Session) -> None:
    post(client)
    session.execute(update(IdempotencyKey).values(claimed_at=now() - idempotency.REMEMBERED))
    time.sleep(0.002)  # instants are kept in whole milliseconds

    post(client)

    assert forums(session) == 2


@contextmanager
def serving(database_url: str) -> Iterator[tuple[TestClient, Sessions]]:
    sessions = connect(Settings(database_url=database_url))
    with TestClient(
        create_app(sessions, Settings(), identity=Trusting()), base_url="http://localhost"
    ) as client:
        yield client, sessions
    sessions.engine.dispose()


def test_of_fifty_at_once_one_does_the_work(database_url: str) -> None:
    with serving(database_url) as (client, sessions):
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: post(client), range(50)))
        last = post(client)
        with sessions.read() as session:
            assert forums(session) == 1

    assert {one.status_code for one in answers} <= {201, 409}
    assert {one.content for one in answers if one.status_code == 201} == {last.content}

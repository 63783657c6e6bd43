"""Two API processes on one PostgreSQL are one register: neither lets by what the other stops."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from uuid import uuid4

import httpx2 as httpx
import pytest
from sqlalchemy import func, select

from app.models import Forum, Principal
from app.models.principals import Role
from tests import make
from tests.databases import fresh_postgres
from tests.make import API
from tests.server import Client, Register, served

MOST, MOST_HEAVY = 400, 3
AT_ONCE = 16
LAG_S = 10  # far more than it takes
FORUM = {"kind": "network", "name": "Nätverket"}
HEAVY = "/statistics/agreements"


@pytest.fixture(scope="module")
def both(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sequence[Register]]:
    """They share the database, the keys and how they are reached, as behind one proxy."""
    chosen = {
        "public_url": "http://127.0.0.1",
        "keys_directory": str(tmp_path_factory.mktemp("keys")),
        "requests_per_minute": str(MOST),
        "heavy_requests_per_minute": str(MOST_HEAVY),
        "trusted_proxies": "127.0.0.1",
    }
    with fresh_postgres(postgres_url) as url, ExitStack() as stack:
        yield [stack.enter_context(served(url, 0, **chosen)) for _ in range(2)]


@pytest.fixture
def reader(both: Sequence[Register]) -> Client:
    """One of its own for each test."""
    with both[0].sessions.begin() as session:
        town = make.actor(session, "Kommunen")
    return both[0].client(town.id, Role.READER)


def signed_in(both: Sequence[Register], client: Client) -> dict[str, str]:
    return {"Authorization": f"Bearer {both[0].token(client)}"}


def at(address: str) -> dict[str, str]:
    return {"Forwarded": f"for={address}"}


def by_turns(
    both: Sequence[Register], ask: Callable[[Register], httpx.Response], times: int
) -> list[httpx.Response]:
    """All at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda turn: ask(both[turn % 2]), range(times)))


def in_a_new_minute() -> None:
    """What is counted in minutes is not counted over the edge of one."""
    left = 60 - time.time() % 60
    if left < 2 * LAG_S:
        time.sleep(left + 0.1)


def test_a_key_sent_to_both_at_once_does_its_work_once(both: Sequence[Register]) -> None:
    """Whichever does it, both give the same answer, which is the retry's as well."""
    key = {"Idempotency-Key": str(uuid4()), "Host": "127.0.0.1"}
    headers = {**signed_in(both, both[0].keeper), **key}

    def post(process: Register) -> httpx.Response:
        return process.http.post(f"{API}/forums", json=FORUM, headers=headers)

    answers = by_turns(both, post, AT_ONCE)
    afterwards = [post(one) for one in both]

    assert {one.status_code for one in answers} <= {201, 409}
    assert [one.status_code for one in afterwards] == [201, 201]
    done = [one for one in answers if one.status_code == 201]
    told = {(one.content, one.headers["location"]) for one in [*done, *afterwards]}
    assert len(told) == 1
    with both[0].sessions.read() as session:
        assert session.scalar(select(func.count(Forum.id))) == 1


def test_what_is_withdrawn_by_one_is_gone_at_the_other(
    both: Sequence[Register], reader: Client
) -> None:
    """Although the other one knows the caller, and would believe that all is as it was."""
    one, other = both
    headers = signed_in(both, reader)
    statuses = [other.get("/forums", headers=headers).status_code for _ in range(3)]
    with one.sessions.read() as session:
        who = session.scalars(select(Principal.id).filter_by(subject=reader.client_id)).one()
    address = f"/principals/{who}"
    tag = one.get(address).headers["etag"]
    ending = {"endedOn": "2025-01-31", "reason": "Slutat."}

    ended = one.http.post(f"{API}{address}/endings", json=ending, headers={"If-Match": tag})

    assert (statuses, ended.status_code) == ([200] * 3, 201)
    assert other.get("/forums", headers=headers).status_code == 401


def test_what_is_heavy_is_counted_by_both(both: Sequence[Register], reader: Client) -> None:
    headers = signed_in(both, reader)
    in_a_new_minute()

    answers = by_turns(both, lambda one: one.get(HEAVY, headers=headers), 2 * MOST_HEAVY + 2)

    statuses = sorted(one.status_code for one in answers)
    assert statuses == [200] * MOST_HEAVY + [429] * (MOST_HEAVY + 2)


def test_one_address_may_ask_both_as_much_as_one(both: Sequence[Register]) -> None:
    """The one learns within a second or two what the other has answered."""
    one, other = both
    in_a_new_minute()

    def ask(process: Register) -> int:
        return process.get("/finns-inte", headers=at("192.0.2.2")).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        used_up = list(pool.map(lambda _: ask(one), range(MOST)))
    asked_of_other = 0
    deadline = time.monotonic() + LAG_S
    while ask(other) != 429 and time.monotonic() < deadline:
        asked_of_other += 1
        time.sleep(0.1)

    assert 429 not in used_up
    assert asked_of_other < MOST / 4
    assert ask(other) == ask(one) == 429

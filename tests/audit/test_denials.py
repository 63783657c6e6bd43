"""Denials are put on record in a transaction of their own, and nobody fills the chain with them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from app.audit.authors import Author
from app.audit.denials import MOST_APART, ONE_BY_ONE, STRANGER, Denials
from app.audit.events import AuditEvent
from app.database import Sessions
from app.models import AuditEntry
from app.models.audit import EventKind
from tests.audit.stage import EDITOR, entries, opened, verdict

NOON = 29_000_000  # minutes since 1970


class Minutes:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def minutes() -> Minutes:
    return Minutes()


@pytest.fixture
def own(sessions: Sessions) -> Sessions:
    return sessions


@pytest.fixture
def denials(own: Sessions, minutes: Minutes) -> Denials:
    return Denials(own, minutes)


def denial(by: Author = EDITOR, reason: str = "outOfScope") -> AuditEvent:
    return AuditEvent(kind=EventKind.DENIAL, by=by, result=403, facts={"reason": reason})


def failed_token(reason: str = "expired") -> AuditEvent:
    by = Author("någon", "read_actor", trace_id=uuid4().hex)
    return AuditEvent(kind=EventKind.FAILED_TOKEN, by=by, result=401, facts={"reason": reason})


def counted(entry: AuditEntry) -> list[tuple[str, str, int]]:
    told: list[dict[str, Any]] = entry.facts["reasons"]
    return [(one["event"], one["reason"], one["count"]) for one in told]


def test_a_denial_is_an_entry_at_once(denials: Denials, own: Sessions) -> None:
    denials.note(denial())

    (entry,) = entries(own)
    assert (entry.event, entry.result) == (EventKind.DENIAL, 403)
    assert (entry.principal_id, entry.operation) == (EDITOR.principal_id, EDITOR.operation)
    assert entry.facts == {"reason": "outOfScope"}


def test_the_same_caller_is_written_sixty_times_a_minute_and_then_counted(
    denials: Denials, own: Sessions, minutes: Minutes
) -> None:
    for number in range(ONE_BY_ONE + 25):
        denials.note(denial(replace(EDITOR, token_id=str(number))))
    assert len(entries(own)) == ONE_BY_ONE

    minutes.now += 1
    denials.note(denial())

    *_, summary, last = entries(own)
    assert len(entries(own)) == ONE_BY_ONE + 2
    assert summary.event is EventKind.THROTTLED
    assert (summary.principal_id, summary.organisation_id) == (
        EDITOR.principal_id,
        EDITOR.organisation_id,
    )
    assert counted(summary) == [("denial", "outOfScope", 25)]
    assert last.event is EventKind.DENIAL


def test_each_caller_has_its_own_sixty(denials: Denials, own: Sessions) -> None:
    for _ in range(ONE_BY_ONE + 1):
        denials.note(denial())
    denials.note(denial(replace(EDITOR, principal_id=uuid4())))

    assert len(entries(own)) == ONE_BY_ONE + 1


def test_a_stranger_is_never_written_one_by_one(
    denials: Denials, own: Sessions, minutes: Minutes
) -> None:
    for _ in range(200):
        denials.note(failed_token("expired"))
    denials.note(failed_token("badSignature"))
    assert entries(own) == []

    minutes.now += 1
    denials.note(failed_token("expired"))

    (summary,) = entries(own)
    assert (summary.principal_title, summary.operation) == (STRANGER.name, STRANGER.operation)
    assert counted(summary) == [
        ("failedToken", "badSignature", 1),
        ("failedToken", "expired", 200),
    ]
    assert summary.facts["count"] == 201
    assert summary.facts["minute"] == "2025-02-19T21:20:00.000Z"


def test_what_is_counted_is_written_when_the_process_ends(denials: Denials, own: Sessions) -> None:
    denials.note(failed_token())
    denials.flush()
    denials.flush()

    assert [counted(one) for one in entries(own)] == [[("failedToken", "expired", 1)]]


def test_the_memory_is_bounded(denials: Denials, own: Sessions) -> None:
    """However many reasons and callers there are."""
    for number in range(MOST_APART + 50):
        denials.note(failed_token(f"reason {number}"))
    for _ in range(MOST_APART):
        denials.written[uuid4()] += 1
    denials.note(denial(replace(EDITOR, principal_id=uuid4())))

    assert len(denials.counted) == 1
    assert len(denials.counted[STRANGER]) <= MOST_APART + len(EventKind)
    denials.flush()
    assert entries(own)[0].facts["count"] == MOST_APART + 51


@pytest.fixture
def several(database_url: str) -> Iterator[Sessions]:
    with opened(database_url, pool_size=20) as sessions:
        yield sessions


def test_threads_lose_none_of_them(several: Sessions, minutes: Minutes) -> None:
    denials = Denials(several, minutes)

    def refuse(number: int) -> None:
        denials.note(denial() if number % 2 else failed_token())

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(refuse, range(200)))
    denials.flush()

    found = entries(several)
    single = [one for one in found if one.event is EventKind.DENIAL]
    totals = [one.facts["count"] for one in found if one.event is EventKind.THROTTLED]
    assert len(single) == ONE_BY_ONE
    assert sorted(totals) == [100 - ONE_BY_ONE, 100]
    assert verdict(several).sound == ONE_BY_ONE + 2

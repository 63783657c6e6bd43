"""Workers killed at random: no job is lost or done twice, and every date is kept once."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.chaos.siege import LEASE_S, Outcome, Siege

SECONDS = float(os.environ.get("CHAOS_SECONDS", "6"))
SEED = int(os.environ.get("CHAOS_SEED", random.randrange(10**6)))

Lay: TypeAlias = Callable[[int], Siege]


@pytest.fixture
def lay(database_url: str, tmp_path: Path) -> Iterator[Lay]:
    """`lay(3)`: a siege of three workers, on a database of its own."""
    laid: list[Siege] = []

    def a_siege_of(workers: int) -> Siege:
        laid.append(Siege(database_url, tmp_path, workers, SEED, counties=int(SECONDS / 6)))
        return laid[-1]

    yield a_siege_of
    for siege in laid:
        siege.sessions.engine.dispose()


@pytest.mark.timeout(SECONDS + 900)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_worker_loses_nothing_and_does_nothing_twice(lay: Lay) -> None:
    outlast(lay(1))


@pytest.mark.timeout(SECONDS + 900)
def test_three_workers_lose_nothing_and_do_nothing_twice(lay: Lay) -> None:
    outlast(lay(3))


def outlast(siege: Siege) -> None:
    """CHAOS_SECONDS says for how long they are killed, CHAOS_SEED draws who and how."""
    try:
        siege.last(SECONDS)
        outcome = Outcome(siege)
        sys.stdout.write(f"\n{siege.workers} workers, {outcome}\n")
        judge(outcome)
    except AssertionError:
        sys.stderr.write(f"CHAOS_SEED={siege.seed}\n")
        sys.stderr.writelines(log.read_text() for log in sorted(siege.directory.glob("*.log")))
        raise


def judge(outcome: Outcome) -> None:
    assert outcome.lost == []
    assert outcome.twice == []
    assert outcome.at_once == []
    assert outcome.orphans == []
    assert outcome.never_meant == []
    assert len(outcome.reports) >= 2 * 2
    assert outcome.unequal == []
    assert outcome.missed_dates == []
    assert outcome.longest_wait <= LEASE_S + 2
    assert outcome.usual_enqueue < 1

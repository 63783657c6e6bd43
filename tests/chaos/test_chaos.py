"""Workers killed at random: no job is lost or done twice, and every date is kept once."""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.chaos.siege import LEASE_S, Outcome, Siege

SECONDS = float(os.environ.get("CHAOS_SECONDS", "8"))
SEED = int(os.environ.get("CHAOS_SEED", random.randrange(10**6)))


@pytest.mark.timeout(SECONDS + 900)
@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_is_lost_or_done_twice_whoever_is_killed(
    database_url: str, tmp_path: Path, workers: int
) -> None:
    """CHAOS_SECONDS says for how long they are killed, CHAOS_SEED draws who and how."""
    siege = Siege(database_url, tmp_path, workers, SEED)
    try:
        siege.last(SECONDS)
    finally:
        sys.stderr.writelines(log.read_text() for log in sorted(tmp_path.glob("worker-*.log")))
    outcome = Outcome(siege)
    sys.stdout.write(f"\n{workers} workers, {outcome}\n")

    assert outcome.lost == []
    assert outcome.twice == []
    assert outcome.at_once == []
    assert outcome.orphans == []
    assert outcome.never_meant == []
    assert outcome.missed_dates == []
    assert outcome.longest_wait <= LEASE_S + 2
    assert sorted(siege.took)[len(siege.took) // 2] < 1

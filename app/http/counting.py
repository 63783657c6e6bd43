"""How much callers have asked for in this minute, of all processes on one database together.

Each process counts in memory. Once a second, in a thread of its own, it adds to the database what
those have asked for who ask much, and learns what the others have counted of them. So a limit holds
for all together, a second late and inexact by a hundredth; no request waits for it. Where the
database is away or has no connection to spare, a process counts alone.

A network address is personal data: what is written down is a digest, keyed with the address of the
database and its password, new each minute, and only of those who ask much.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping

from anyio import CapacityLimiter, to_thread

from app.database import Sessions
from app.services import minute_counts
from app.settings import Settings

LOG = logging.getLogger("samverkan.http")

EVERY_S = 1
UNTOLD = 100  # less than this part of the limit is not worth a row
MOST_TOLD = 100
MOST_CALLERS = 10_000
EVERYBODY_ELSE = "*"


class Counts:
    """Of one minute, `window`; only `tell` runs in another thread, and touches none of it."""

    def __init__(self, settings: Settings) -> None:
        self.most = settings.requests_per_minute
        self.secret = settings.database_url
        self.window = 0
        self.counts: Counter[str] = Counter()
        self.untold: Counter[str] = Counter()

    def add(self, caller: str, window: int) -> int:
        """How many there are with this one."""
        if window != self.window:
            self.window = window
            self.counts.clear()
            self.untold.clear()
        if caller not in self.counts and len(self.counts) >= MOST_CALLERS:
            caller = EVERYBODY_ELSE
        self.counts[caller] += 1
        self.untold[caller] += 1
        return self.counts[caller]

    async def share_for_ever(self, sessions: Sessions) -> None:
        alone = CapacityLimiter(1)  # apart from the threads that requests wait for
        while True:
            await asyncio.sleep(EVERY_S)
            await self.share(sessions, alone)

    async def share(self, sessions: Sessions, alone: CapacityLimiter) -> None:
        window, due = self.window, self.due()
        if not due:
            return
        self.untold -= Counter(due)
        try:
            totals = await to_thread.run_sync(
                self.tell, sessions, window, due, limiter=alone, abandon_on_cancel=True
            )
        except Exception:  # whatever is wrong with the database, requests are answered
            LOG.warning("counted alone", exc_info=True)
            totals = {}
        if window == self.window:
            self.learn(due, totals)

    def due(self) -> dict[str, int]:
        least = max(1, self.most // UNTOLD)
        return {one: count for one, count in self.untold.most_common(MOST_TOLD) if count >= least}

    def tell(self, sessions: Sessions, window: int, due: Mapping[str, int]) -> dict[str, int]:
        """What all processes have told of each, in an order in which none waits for another."""
        rows = sorted((self.asker(window, caller), caller) for caller in due)
        with sessions.begin() as session:
            return {
                caller: minute_counts.count(session, asker, due[caller]) for asker, caller in rows
            }

    def asker(self, window: int, caller: str) -> str:
        return minute_counts.disguised(caller, window, self.secret)

    def learn(self, told: Mapping[str, int], totals: Mapping[str, int]) -> None:
        """What could not be told is told another time."""
        for caller, count in told.items():
            if caller in totals:
                self.counts[caller] = totals[caller] + self.untold[caller]
            else:
                self.untold[caller] += count

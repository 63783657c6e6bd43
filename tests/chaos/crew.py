"""Workers that are killed, and replaced by others."""

import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from tests.chaos import diary
from tests.jobs.processes import offspring_of
from tests.jobs.stage import PATIENCE_S, until

How: TypeAlias = Literal["parent", "child", "both"]
SINCE = time.time() - time.monotonic()
HOWS: tuple[How, ...] = get_args(How)


@dataclass
class Hand:
    """One worker process: what it tells in its log, and when it was hit."""

    process: subprocess.Popen[bytes]
    log: Path
    hits: list[float] = field(default_factory=list)

    def is_up(self) -> bool:
        return any(ready for _, ready, _ in self.states()[-1:])

    def free(self) -> Iterator[tuple[float, float]]:
        """The spans of time in which it could take a job: ready for one, and at none."""
        for (start, ready, busy), (end, _, _) in pairwise(
            [*self.states(), (math.inf, False, False)]
        ):
            if ready and not busy:
                yield start, end

    def states(self) -> list[tuple[float, bool, bool]]:
        """From when on it had a nursery, and a job, or not."""
        states, ready, busy = [], False, False
        for at, event in sorted([*self.told(), *((at, "hit") for at in self.hits)]):
            ready = {"nursery_ready": True, "hit": False}.get(event, ready)
            busy = {"job_started": True, "job": False}.get(event, busy)
            states.append((at, ready, busy))
        return states

    def told(self) -> Iterator[tuple[float, str]]:
        """By the clock that all else here goes by; of a line that is being written nothing yet."""
        whole, _, _ = self.log.read_text().rpartition("\n")
        for line in map(json.loads, whole.splitlines()):
            yield datetime.fromisoformat(line["at"]).timestamp() - SINCE, line["event"]


@dataclass(frozen=True)
class Kill:
    how: How
    worker: int
    at: float
    children: tuple[int, ...]


@dataclass
class Crew:
    """So many workers at a time, on one database."""

    size: int
    directory: Path
    settings: dict[str, str]
    lot: random.Random
    hands: list[Hand] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    hows: list[How] = field(default_factory=list)

    @property
    def diary(self) -> Path:
        return self.directory / "diary"

    @contextmanager
    def at_work(self) -> Iterator[None]:
        try:
            self.fill_up()
            yield
        finally:
            for hand in self.living():
                hand.process.terminate()
            for hand in self.living():
                hand.process.wait(PATIENCE_S)

    def living(self) -> list[Hand]:
        return [hand for hand in self.hands if hand.process.poll() is None]

    def up(self) -> list[Hand]:
        return [hand for hand in self.living() if hand.is_up()]

    def fill_up(self) -> None:
        for _ in range(self.size - len(self.living())):
            log = self.directory / f"worker-{len(self.hands)}.log"
            command = [sys.executable, "-W", "error", "-m", "tests.chaos"]
            told = {**os.environ, **self.settings, diary.PLACE: str(self.diary)}
            with log.open("wb") as errors:
                self.hands.append(Hand(subprocess.Popen(command, stderr=errors, env=told), log))

    def kill_somebody(self) -> Kill:
        """Whatever it is at; where there are several, another one is up and may take over."""
        until(lambda: len(self.up()) >= min(self.size, 2))
        hand = self.lot.choice(self.up())
        how, worker = self.next_how(), hand.process.pid
        while not (children := list(offspring_of(worker))):
            time.sleep(0.05)  # it has lost its nursery, and opens another
        victims = {"parent": [worker], "child": children, "both": [worker, *children]}[how]
        if how == "child":
            victims = [self.lot.choice(children)]
        self.lot.shuffle(victims)
        takes_none = how != "child" or victims == children[:1]  # the nursery comes first
        for victim in victims:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        if how != "child":
            hand.process.wait()
        if takes_none:
            hand.hits.append(time.monotonic())
        self.kills.append(Kill(how, worker, time.monotonic(), tuple(children)))
        return self.kills[-1]

    def next_how(self) -> How:
        """Each of them once, before any comes again."""
        if not self.hows:
            self.hows = self.lot.sample(HOWS, len(HOWS))
        return self.hows.pop()

    def unmanned(self, start: float, end: float) -> float:
        """How long nobody was free to take a job in that time: down, or at another one."""
        free = sorted(span for hand in self.hands for span in hand.free())
        alone, reached = 0.0, start
        for up, down in free:
            alone += max(min(up, end) - reached, 0)
            reached = max(reached, min(down, end))
        return alone + end - reached

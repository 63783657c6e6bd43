"""A siege: jobs are ordered and worked at while workers are killed; afterwards all is counted."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.audit.authors import acting
from app.database import connect
from app.jobs import queue, schedules
from app.models import AnnualReport, Job
from app.models.jobs import JobState
from app.queries.annual_reports import report_snapshot, report_workbook
from app.settings import Settings
from tests import make
from tests.chaos import diary
from tests.chaos.crew import Crew
from tests.chaos.kinds import KINDS
from tests.databases import AUTHOR
from tests.jobs import ledger
from tests.jobs.processes import is_alive
from tests.jobs.stage import PATIENCE_S, until
from tests.workers.annual_report.a_county import YEAR, filled_county
from workers.annual_report.compile import compile_workbook
from workers.annual_report.render import rendered

LEASE_S = 3
MOST_WAITING = 8
MANY = 100
FEWEST_KILLS = 4
APPOINTMENT, EVERY_TWO_SECONDS = "appointment", "* * * * * */2"
OTHER_COUNTIES = tuple(f"{number:02}" for number in range(5, 26))
UNENDED = (JobState.QUEUED, JobState.RUNNING)
GONE_WITHIN_S = 0.5  # what a busy machine takes to carry out a kill


class Withdrawn(Exception):  # noqa: N818 - no error
    """Somebody ordered a job, and changed their mind."""


@dataclass(frozen=True)
class LeftBehind:
    """A job whose worker was killed."""

    job: UUID
    attempt: int
    at: float


@dataclass
class Siege:
    """Everything that happens is drawn by the seed; when it happens, the machine decides too."""

    database_url: str
    directory: Path
    workers: int
    seed: int
    counties: int = 1
    ordered: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    waiting: list[LeftBehind] = field(default_factory=list)
    taken_over: list[tuple[LeftBehind, float]] = field(default_factory=list)
    orphans: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sessions = connect(Settings(database_url=self.database_url, pool_size=10))
        told = {
            "SAMVERKAN_DATABASE_URL": self.database_url,
            "SAMVERKAN_LEASE_S": str(LEASE_S),
            "SAMVERKAN_POLL_S": "0.2",
        }
        self.lot = random.Random(self.seed)
        self.crew = Crew(self.workers, self.directory, told, self.lot)
        with acting(self.sessions, AUTHOR).begin() as session:
            ledger.make(session)
            schedules.ensure(session, APPOINTMENT, "keep_a_date", EVERY_TWO_SECONDS)
            filled_county(session)
            for code in OTHER_COUNTIES[: self.counties]:
                make.county(session, code, f"Län {code}")
            payload = {"due": f"{YEAR + 1}-01-01T05:00:00.000Z"}
            queue.enqueue(session, "annual_reports", payload)

    def last(self, seconds: float) -> None:
        """Kill for so long; then let those who live do what is left."""
        with self.crew.at_work():
            with self.at_once(self.order_some, self.look_after_the_left, self.be_patient):
                until(lambda: len(self.crew.up()) == self.workers)
                end = time.monotonic() + seconds
                while time.monotonic() < end or len(self.crew.kills) < FEWEST_KILLS:
                    time.sleep(self.lot.uniform(0, 1.2))
                    self.kill()
                    self.crew.fill_up()
            with self.sessions.begin() as session:
                schedules.remove(session, APPOINTMENT)
            with self.at_once(self.look_after_the_left, self.be_patient):
                until(lambda: not self.unended())

    @contextmanager
    def at_once(self, *doings: Any) -> Iterator[None]:
        """Each of them over and over, beside."""
        over = threading.Event()
        threads = [threading.Thread(target=self.repeat, args=(over, one)) for one in doings]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(PATIENCE_S)

    def repeat(self, over: threading.Event, doing: Any) -> None:
        lot = random.Random(self.seed)
        while not over.wait(0.05):
            doing(lot)

    def order_some(self, lot: random.Random) -> None:
        """Some twice, by the same key; some in a transaction that is taken back."""
        if len(self.unended()) >= MOST_WAITING:
            return
        entry = f"{self.seed}-{len(self.ordered)}-{len(self.withdrawn)}"
        seconds, withdrawn = lot.uniform(0, 0.6), lot.random() < 0.1
        start = time.monotonic()
        for _ in range(1 + (lot.random() < 0.1)):
            with suppress(Withdrawn), self.sessions.begin() as session:
                payload = {"entry": entry, "seconds": seconds}
                queue.enqueue(session, "keep", payload, dedupe_key=entry)
                if withdrawn:
                    raise Withdrawn
        self.took.append(time.monotonic() - start)
        (self.withdrawn if withdrawn else self.ordered).append(entry)

    def be_patient(self, _lot: random.Random) -> None:
        """It is not the jobs that kill their workers here."""
        if any(job.max_attempts < MANY for job in self.unended()):
            with self.sessions.begin() as session:
                session.execute(update(Job).values(max_attempts=MANY))

    def kill(self) -> None:
        kill = self.crew.kill_somebody()
        if kill.how == "child":
            return
        for job in self.unended():
            if job.state is JobState.RUNNING and f":{kill.worker}:" in str(job.owner):
                self.waiting.append(LeftBehind(job.id, job.attempt, kill.at))
        time.sleep(GONE_WITHIN_S)
        self.orphans += [child for child in kill.children if is_alive(child)]

    def look_after_the_left(self, _lot: random.Random) -> None:
        for left in list(self.waiting):
            with self.sessions.read() as session:
                job = session.get_one(Job, left.job)
            if job.state is not JobState.RUNNING or job.attempt > left.attempt:
                self.waiting.remove(left)
                self.taken_over.append((left, time.monotonic()))

    def unended(self) -> list[Job]:
        return [job for job in self.jobs() if job.state in UNENDED]

    def jobs(self) -> list[Job]:
        """Of the kinds that this is about."""
        with self.sessions.read() as session:
            return list(session.scalars(select(Job).where(Job.kind.in_(KINDS))))


@dataclass
class Outcome:
    """What a siege has shown, for the one who counts afterwards."""

    siege: Siege

    @cached_property
    def jobs(self) -> list[Job]:
        return self.siege.jobs()

    @cached_property
    def stored(self) -> Counter[str]:
        with self.siege.sessions.read() as session:
            return Counter(ledger.entries(session))

    @cached_property
    def written(self) -> list[diary.Line]:
        return list(diary.lines(self.siege.crew.diary))

    @property
    def lost(self) -> list[str]:
        """Ordered, but not done or without a result."""
        done = {entry_of(job) for job in self.jobs if job.state is JobState.DONE}
        asked = {*self.siege.ordered, *map(entry_of, self.jobs)}
        return sorted(entry for entry in asked if entry not in done or not self.stored[entry])

    @property
    def twice(self) -> list[str]:
        return [entry for entry, times in self.stored.items() if times > 1]

    @property
    def at_once(self) -> list[tuple[diary.Execution, diary.Execution]]:
        return diary.at_once(diary.executions(self.written))

    @property
    def orphans(self) -> list[int]:
        """Seen alive, or seen at work, after the worker had been killed."""
        gone = {one: kill.at for kill in self.siege.crew.kills for one in kill.children}
        late = {line.process for line in self.written if self._is_late(line, gone)}
        return [*self.siege.orphans, *late]

    def _is_late(self, line: diary.Line, gone: dict[int, float]) -> bool:
        return line.at > gone.get(line.process, line.at) + GONE_WITHIN_S

    @property
    def never_meant(self) -> list[str]:
        """Worked at or stored, though the order was taken back."""
        seen = {*self.stored, *(line.entry for line in self.written)}
        return [entry for entry in self.siege.withdrawn if entry in seen]

    @property
    def longest_wait(self) -> float:
        """From a worker's death to the next claim, as far as anybody was there to make it."""
        waits = [
            seen - left.at - self.siege.crew.unmanned(left.at, seen)
            for left, seen in self.siege.taken_over
        ]
        return max(waits, default=0)

    @property
    def missed_dates(self) -> list[datetime]:
        """Each date must be the first one to come when the one before it was fired."""
        kept = [job for job in self.jobs if job.kind == "keep_a_date"]
        dates = sorted((due_of(job), job.created_at) for job in kept)
        return [
            due for (_, fired), (due, _) in pairwise(dates) if (due - fired).total_seconds() > 2
        ]

    @cached_property
    def reports(self) -> list[AnnualReport]:
        with self.siege.sessions.read() as session:
            return list(session.scalars(select(AnnualReport)))

    @property
    def unequal(self) -> list[str]:
        """Reports that another reader of the same register would have compiled otherwise."""
        return [one.title for one in self.reports if not self._is_as_compiled_here(one)]

    def _is_as_compiled_here(self, report: AnnualReport) -> bool:
        with self.siege.sessions.read() as session:
            stored = report_snapshot(session, report.id)
            bytes_stored = session.scalars(report_workbook(report.id)).one()
        _, here = compile_workbook(
            self.siege.sessions, report.county_code, report.year, report.known_at
        )
        own = {"compiledAt": stored.head["compiledAt"]}
        as_stored = replace(here, head={**here.head, **own})
        return stored == as_stored and rendered(as_stored) == bytes_stored

    @property
    def usual_enqueue(self) -> float:
        """The median, beside workers at work."""
        return median(self.siege.took)

    def __str__(self) -> str:
        kills = Counter(kill.how for kill in self.siege.crew.kills)
        return (
            f"seed {self.siege.seed}: {len(self.jobs)} jobs, {len(self.reports)} real reports, "
            f"{dict(kills)} killed, "
            f"{len(self.lost)} lost, {len(self.twice)} stored twice, "
            f"{len(self.at_once)} done at once, {len(self.orphans)} orphans, "
            f"{len(self.siege.taken_over)} taken over in {self.longest_wait:.1f} s at most, "
            f"enqueued in {self.usual_enqueue * 1000:.0f} ms (median), "
            f"{max(self.siege.took) * 1000:.0f} ms at most"
        )


def entry_of(job: Job) -> str:
    return str(job.payload.get("entry") or job.payload.get("due") or job.payload["annualReportId"])


def due_of(job: Job) -> datetime:
    return datetime.fromisoformat(job.payload["due"])

"""What was refused: written one by one while that is bearable, else counted.

Nobody can make the chain grow without bound, and a stranger writes to it at most once a minute.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID

from app.audit.authors import Author
from app.audit.events import AuditEvent
from app.audit.recording import note
from app.clock import now
from app.database import Sessions
from app.models.audit import EventKind
from app.models.base import instant_text

ONE_BY_ONE = 60
# Callers, and reasons of each, that are told apart in a minute; a stranger cannot choose a reason.
MOST_APART = 1_000
STRANGER = Author("okänd", "anonymous")
OTHERS = "other"

Reason = tuple[EventKind, str]


class Denials:
    """Of one process; thread safe. Whatever is counted is written when the minute has turned."""

    def __init__(self, sessions: Sessions, minute: Callable[[], int] | None = None) -> None:
        self.sessions = sessions
        self.minute = minute or _this_minute
        self.lock = Lock()
        self.since = self.minute()
        self.written: Counter[UUID] = Counter()
        self.counted: dict[Author, Counter[Reason]] = {}

    def note(self, event: AuditEvent) -> None:
        """In a transaction of its own: the one that was refused is rolled back."""
        with self.lock:
            due = self._turned()
            if self._is_one_too_many(event):
                self._count(event)
            else:
                due.append(event)
        self._write(due)

    def flush(self) -> None:
        """What has been counted so far, as when the process ends."""
        with self.lock:
            due = self._summaries()
        self._write(due)

    def _write(self, events: list[AuditEvent]) -> None:
        if events:
            note(self.sessions, *events)

    def _turned(self) -> list[AuditEvent]:
        minute = self.minute()
        if minute == self.since:
            return []
        due = self._summaries()
        self.since = minute
        self.written.clear()
        return due

    def _is_one_too_many(self, event: AuditEvent) -> bool:
        key = event.by.principal_id
        if key is None or (key not in self.written and len(self.written) >= MOST_APART):
            return True
        self.written[key] += 1
        return self.written[key] > ONE_BY_ONE

    def _count(self, event: AuditEvent) -> None:
        reasons = self.counted.setdefault(self._counted_as(event.by), Counter())
        reason = (event.kind, str(event.facts.get("reason", event.result or OTHERS)))
        known = reason in reasons or len(reasons) < MOST_APART
        reasons[reason if known else (event.kind, OTHERS)] += 1

    def _counted_as(self, by: Author) -> Author:
        """Whatever its operation, token and trace; those past the bound are strangers together."""
        if by.principal_id is None or by.principal_id not in self.written:
            return STRANGER
        return replace(by, operation="several", token_id=None, trace_id=None)

    def _summaries(self) -> list[AuditEvent]:
        due = [self._summary(by, reasons) for by, reasons in self.counted.items()]
        self.counted = {}
        return due

    def _summary(self, by: Author, reasons: Counter[Reason]) -> AuditEvent:
        facts = {
            "minute": instant_text(_begin_of(self.since)),
            "count": reasons.total(),
            "reasons": list(_told(reasons)),
        }
        return AuditEvent(kind=EventKind.THROTTLED, by=by, facts=facts)


def _told(reasons: Counter[Reason]) -> Iterator[dict[str, object]]:
    for (kind, reason), count in sorted(reasons.items()):
        yield {"event": kind, "reason": reason, "count": count}


def _this_minute() -> int:
    return int(now().timestamp()) // 60


def _begin_of(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)

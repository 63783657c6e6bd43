"""What an entry says of a change: how it reads off the documents before and after."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from app.audit.authors import Author
from app.audit.events import AuditEvent
from app.models import FalseAlarm
from app.models.audit import EventKind
from app.models.base import Resource
from app.queries.kinds import KINDS

Read = dict[str, Any]

# Parts that carry the reason for which they were made.
REASONED = ("corrections", "amendments", "terminations", "prolongations")
ALWAYS_CHANGED = frozenset({"version", "updatedAt"})


def described(
    author: Author,
    identity: tuple[type[Resource], UUID],
    before: str | None,
    after: str | None,
    alarms: Sequence[FalseAlarm] = (),
) -> AuditEvent:
    kind, key = identity
    old, new = _read(before), _read(after)
    return AuditEvent(
        kind=EventKind.CHANGE,
        by=author,
        record_kind=KINDS[kind].name,
        record_id=key,
        record_version=(new or old)["version"],
        facts=dict(_facts(old, new, alarms)),
        reason=_reason(old, new, alarms),
        before=before,
        after=after,
    )


def _read(text: str | None) -> Read:
    found: Read = json.loads(text) if text is not None else {}
    return found


def _facts(old: Read, new: Read, alarms: Iterable[FalseAlarm]) -> Iterator[tuple[str, Any]]:
    """Names of fields, never what they say."""
    if old and new:
        yield "fields", sorted(_different(old, new))
    if not old:
        yield "registered", True
    if not new or new["endedOn"] is not None:
        yield "ended", True
    fields = sorted({name for one in alarms for name in one.fields})
    if fields:
        yield "falseAlarms", fields


def _different(old: Read, new: Read) -> set[str]:
    return {name for name in new if new[name] != old.get(name)} - ALWAYS_CHANGED


def _reason(old: Read, new: Read, alarms: Iterable[FalseAlarm]) -> str | None:
    """The change's own; else, of a text that was let through, why that was."""
    if new and new["endedOn"] is not None and not old.get("endedOn"):
        return str(new["endedReason"])
    given = [*_reasons_of_new_parts(old, new), *(one.reason for one in alarms)]
    return given[0] if given else None


def _reasons_of_new_parts(old: Read, new: Read) -> Iterator[str]:
    for name in REASONED:
        known = {one["id"] for one in old.get(name, ())}
        for part in new.get(name, ()):
            if part["id"] not in known and part["reason"] is not None:
                yield part["reason"]

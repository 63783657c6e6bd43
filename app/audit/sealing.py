"""The one form in which an entry is hashed, the same on both engines.

SHA-256 over the JSON array of every column but `digest`, in the alphabetical order of their names,
as they are stored: an instant as `2026-01-31T09:30:00.000Z`, a list or object as its JSON text.
A payload is the array of seq, salt and the length in characters of each text, and then the texts.
"""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.audit.events import AuditEvent
from app.models.audit import AuditEntry, AuditPayload
from app.models.base import instant_text

GENESIS = "0" * 64
LONGEST = 300
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
SEALED = tuple(sorted(one.name for one in AuditEntry.__table__.c if one.name != "digest"))
PAYLOAD = tuple(one.name for one in AuditPayload.__table__.c)

Row = dict[str, Any]


def sealed(event: AuditEvent, seq: int, previous: str, at: datetime) -> tuple[Row, Row | None]:
    """The entry, and the payload when there is one."""
    payload = _payload(event, seq) if event.has_payload else None
    digest = payload and payload_digest([payload[name] for name in PAYLOAD])
    row = _header(event) | {
        "seq": seq,
        "at": at,
        "payload_digest": digest,
        "previous_digest": previous,
    }
    return row | {"digest": entry_digest([_as_stored(row[name]) for name in SEALED])}, payload


def entry_digest(values: Sequence[Any]) -> str:
    """Of the values of SEALED, as stored."""
    return _sha256(COMPACT.encode(list(values)))


def payload_digest(values: Sequence[Any]) -> str:
    """Of the values of PAYLOAD."""
    seq, salt, *texts = values
    lengths = [None if text is None else len(text) for text in texts]
    return _sha256("".join([COMPACT.encode([seq, salt, *lengths]), *filter(None, texts)]))


def _payload(event: AuditEvent, seq: int) -> Row:
    salt = secrets.token_hex(16)
    texts = {"reason": event.reason, "before": event.before, "after": event.after}
    return {"seq": seq, "salt": salt, **texts}


def _header(event: AuditEvent) -> Row:
    return {
        "event": event.kind,
        "operation": _readable(event.by.operation),
        "record_kind": event.record_kind,
        "record_id": event.record_id,
        "record_version": event.record_version,
        "principal_id": event.by.principal_id,
        "principal_title": _readable(event.by.name),
        "organisation_id": event.by.organisation_id,
        "roles": list(event.by.roles),
        "token_id": _readable(event.by.token_id),
        "trace_id": _readable(event.by.trace_id),
        "result": event.result,
        "facts": dict(event.facts),
    }


def _readable(text: str | None) -> str | None:
    """A token's words are a stranger's: no length or character of theirs may stop the chain."""
    if text is None:
        return None
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)[
        :LONGEST
    ]


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value if value is None or isinstance(value, int) else str(value)


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()

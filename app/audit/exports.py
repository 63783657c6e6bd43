"""Files that a command on the host takes out of the register, and a checksum to know them by."""

from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from app.audit.authors import author_in
from app.audit.events import AuditEvent
from app.audit.recording import record
from app.models.audit import EventKind


def note_export(session: Session, content: bytes, **facts: Any) -> None:
    known_by = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    by = author_in(session)
    record(session, AuditEvent(kind=EventKind.EXPORT, by=by, facts={**facts, **known_by}))

"""Files that leave the register: who took which, and a checksum to know it by."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.audit.authors import author_in
from app.audit.events import AuditEvent
from app.audit.recording import record
from app.models.audit import EventKind


def note_download(session: Session, content: bytes, report_id: UUID, result: int = 200) -> None:
    """Of a report's file by a caller; answered only when the transaction has committed."""
    record(
        session,
        AuditEvent(
            kind=EventKind.DOWNLOAD,
            by=author_in(session),
            record_kind="annual-reports",
            record_id=report_id,
            result=result,
            facts=_facts(content),
        ),
    )


def note_export(session: Session, content: bytes, **facts: Any) -> None:
    """By a command on the host, straight to a file."""
    event = AuditEvent(
        kind=EventKind.EXPORT, by=author_in(session), facts={**facts, **_facts(content)}
    )
    record(session, event)


def _facts(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}

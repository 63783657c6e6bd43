"""What is refused leaves a trace, and so does every file that is fetched."""

import logging
from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import SQLAlchemyError

from app.audit.authors import Author
from app.audit.denials import STRANGER
from app.audit.events import AuditEvent
from app.audit.recording import note
from app.http.identity import author_of
from app.models.audit import EventKind

LOG = logging.getLogger("samverkan.http")


async def note_refusal(request: Request, status: int, reason: str) -> None:
    """By whom, of what, why. That it cannot be written lets nobody in, so it only makes a noise."""
    by = _author(request)
    if by is None:
        return
    kind = EventKind.FAILED_TOKEN if by is STRANGER else EventKind.DENIAL
    event = AuditEvent(kind=kind, by=by, result=status, facts={"reason": reason}, **_where(request))
    try:
        await run_in_threadpool(request.app.state.denials.note, event)
    except SQLAlchemyError:
        LOG.exception("unnoted refusal")


def note_download(request: Request, **facts: Any) -> None:
    """Before the file is handed out: what cannot be noted is not handed out."""
    by = _author(request)
    if by is not None:
        of = _where(request)
        event = AuditEvent(kind=EventKind.DOWNLOAD, by=by, result=200, facts=facts, **of)
        note(request.app.state.sessions, event)


def _author(request: Request) -> Author | None:
    """None when it is the register itself, which is refused nothing by right."""
    caller = getattr(request.state, "caller", None)
    if caller is None:
        return STRANGER
    if caller.unbounded:
        return None
    return author_of(request, caller, request.scope["route"].name)


def _where(request: Request) -> dict[str, Any]:
    key = next(iter(request.path_params.values()), None)
    try:
        record_id = UUID(str(key))
    except ValueError:
        return {}
    return {"record_kind": _collection(request), "record_id": record_id}


def _collection(request: Request) -> str:
    return str(request.scope["route"].path).split("/")[1]

"""The audit trail over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import paged
from app.http.asking import AskDep
from app.http.dependencies import ReadDep
from app.http.routing import Router
from app.schemas.audit_entries import AuditEntryFilters, AuditEntryRead
from app.schemas.pages import Page
from app.services import histories

router = Router(prefix="/audit-entries", tags=["audit-entries"])


@router.get("", response_model=Page[AuditEntryRead])
def list_audit_entries(
    filters: Annotated[AuditEntryFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Lista händelser i loggen: vem, när och vad. / List who did what and when.

    För revisorn och systemadministratören hela loggen, för en organisations administratör den
    egna organisationens. Vad som stod i posterna visas inte här, utan i varje posts historik.

    All of it for the auditor and the system administrator, of its own organisation for an
    organisation's administrator. What records said is not here but in the history of each.
    """
    with read() as session:
        found, total = histories.audit_entries(session, filters)
        items = [one.model_dump_json(by_alias=True) for one in found]
        return paged(ask, "", items, total, filters)

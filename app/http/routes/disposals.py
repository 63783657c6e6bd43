"""Disposals over HTTP: ordered here after a decision, carried out by the worker."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import created, listed, shown
from app.http.asking import AskDep, PostDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.queries.disposals import disposal_documents, disposals_matching
from app.queries.fetching import document, fetch_page
from app.schemas.disposals import DisposalCreate, DisposalFilters, DisposalRead
from app.schemas.pages import Page
from app.services import disposals

router = Router(prefix="/disposals", tags=["disposals"])

DisposalId = Annotated[Key, key_in_path("disposalId", "Gallringen")]


@router.get("", response_model=Page[DisposalRead])
def list_disposals(
    filters: Annotated[DisposalFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista gallringar och hur långt de kommit. / List disposals and their progress."""
    with look() as session:
        matching = disposals_matching(filters)
        return listed(ask, fetch_page(session, disposal_documents(), matching, filters))


@router.post("", status_code=202, response_model=DisposalRead)
def order_disposal(ask: PostDep, body: DisposalCreate, begin: BeginDep) -> Response:
    """Beställ gallring efter ett beslut; den görs i bakgrunden. / Order a disposal.

    Det som ändringsloggen säger om tiden före dagen tas bort för gott: hur posterna löd och
    skälen till ändringarna. Vem som ändrade vad och när står kvar. Läget följs på adressen i
    Location (state, progress).

    What the log of changes says of the time before the day is removed for good: how the records
    read, and the reasons for the changes. Who changed what and when stays. Follow it at the
    address in Location (state, progress).
    """
    with begin() as session:
        disposal = disposals.order(session, body, ask.request.state.trace.traceparent)
        found = document(session, disposal_documents(), disposal.id)
        return created(ask, session, found, 202)


@router.get("/{disposalId}", response_model=DisposalRead)
def read_disposal(disposal_id: DisposalId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en gallring, dess läge och framsteg. / Show a disposal, its state and progress."""
    with look() as session:
        return shown(ask, session, disposal_documents(), disposal_id, at)

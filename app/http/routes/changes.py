"""The change feed over HTTP, for systems that keep a copy."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import computed, with_links
from app.http.asking import AskDep
from app.http.dependencies import ReadDep
from app.http.links import link
from app.http.routing import Router
from app.schemas.changes import ChangeFilters, ChangesRead
from app.services import histories

router = Router(prefix="/changes", tags=["changes"])


@router.get("", response_model=ChangesRead)
def list_changes(
    filters: Annotated[ChangeFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Hämta det som har hänt sedan sist. / Fetch what has happened since.

    Fråga med `after` = förra svarets lastSequence. Inget hoppas över, också det som någon höll på
    att skriva då kommer senare i ordningen. Avslutade poster står kvar i registret.

    Ask with `after` = lastSequence of the answer before. Nothing is skipped: what somebody was
    writing then comes later in the order. Ended records stay in the register.
    """
    with read() as session:
        found = histories.changes(session, filters, ask.base)
    address = f"{ask.base}/changes"
    after = f"{address}?after={found.last_sequence}&limit={filters.limit}"
    itself = f"{address}?after={filters.after}&limit={filters.limit}"
    links = f"[{link(itself, 'self')},{link(after, 'next')}]"
    return computed(ask, with_links(links, found.model_dump_json(by_alias=True)))

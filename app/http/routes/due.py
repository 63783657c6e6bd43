"""What is due over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import paged
from app.http.asking import AskDep
from app.http.dependencies import ReadDep
from app.http.routing import Router
from app.schemas.due import DueFilters, DueRead
from app.schemas.pages import Page
from app.services import due

router = Router(prefix="/due", tags=["due"])


@router.get("", response_model=Page[DueRead])
def list_due(filters: Annotated[DueFilters, Query()], ask: AskDep, read: ReadDep) -> Response:
    """Lista vad som behöver göras, och senast när. / List what is due, and by when.

    Räknas ur de poster som du får läsa: vad som löper ut, lagens tvåårsklockor, uppföljningar och
    möten enligt överenskommelserna, löften som inte återkopplats. Det som skulle göras en gång
    visas i ett år efter sin dag; det som återkommer visas tills det är gjort. Det registret inte
    vet något om står inte här.

    Reckoned from the records that you may read: what runs out, the law's clocks of two years,
    follow-ups and meetings as agreed, promises not fed back. What was to be done once is shown for
    a year after its day, what comes again until it is done. What the register knows nothing of
    does not stand here.
    """
    with read() as session:
        found, total = due.page(session, filters, ask.base)
        return paged(ask, "", [one.model_dump_json(by_alias=True) for one in found], total, filters)

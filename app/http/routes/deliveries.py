"""Deliveries over HTTP: the log of which reports went where, written by the worker."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answers import listed, shown
from app.http.asking import AskDep
from app.http.dependencies import Key, MomentQuery, ReadDep, key_in_path
from app.queries.deliveries import deliveries_matching, delivery_documents
from app.queries.fetching import fetch_page
from app.schemas.deliveries import DeliveryFilters, DeliveryRead
from app.schemas.pages import Page

router = APIRouter(prefix="/deliveries", tags=["deliveries"])

DeliveryId = Annotated[Key, key_in_path("deliveryId", "Leveransen")]


@router.get("", response_model=Page[DeliveryRead])
def list_deliveries(
    filters: Annotated[DeliveryFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Lista leveranser: vad som gick vart, och hur det gick. / List what was delivered where.

    Av det egna länets redovisningar; för Brå av de nationella; för systemadministratören alla.

    Of the reports of the own county; to Brå of the national ones; to the system administrator all.
    """
    with read() as session:
        matching = deliveries_matching(filters)
        return listed(ask, fetch_page(session, delivery_documents(), matching, filters))


@router.get("/{deliveryId}", response_model=DeliveryRead)
def read_delivery(delivery_id: DeliveryId, at: MomentQuery, ask: AskDep, read: ReadDep) -> Response:
    """Visa en leverans och alla försök. / Show a delivery and every attempt at it."""
    with read() as session:
        return shown(ask, session, delivery_documents(), delivery_id, at)

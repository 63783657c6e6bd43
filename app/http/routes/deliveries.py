"""Deliveries over HTTP: the log of which reports went where, and making one once more."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Delivery
from app.queries.deliveries import deliveries_matching, delivery_documents
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.deliveries import DeliveryFilters, DeliveryRead, RepetitionCreate
from app.schemas.pages import Page
from app.services import deliveries

router = Router(prefix="/deliveries", tags=["deliveries"])

DeliveryId = Annotated[Key, key_in_path("deliveryId", "Leveransen")]


@router.get("", response_model=Page[DeliveryRead])
def list_deliveries(
    filters: Annotated[DeliveryFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista leveranser: vad som gick vart, och hur det gick. / List what was delivered where.

    Av det egna länets redovisningar; för Brå av de nationella; för systemadministratören alla.

    Of the reports of the own county; to Brå of the national ones; to the system administrator all.
    """
    with look() as session:
        matching = deliveries_matching(filters)
        return listed(ask, fetch_page(session, delivery_documents(), matching, filters))


@router.get("/{deliveryId}", response_model=DeliveryRead)
def read_delivery(delivery_id: DeliveryId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en leverans och alla försök. / Show a delivery and every attempt at it."""
    with look() as session:
        return shown(ask, session, delivery_documents(), delivery_id, at)


@router.post("/{deliveryId}/repetitions", status_code=202, response_model=DeliveryRead)
def repeat_delivery(
    ask: PostDep, delivery_id: DeliveryId, body: RepetitionCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Gör om en leverans: samma utgåva till samma mål. / Make a delivery once more.

    För systemadministratören, när målet har varit borta eller mottagaren inte finner filen. Den får
    en egen post, med sitt skäl, och följs på adressen i Location. Det nekas (409) medan en leverans
    till målet pågår, och om målet inte längre finns i inställningarna.

    For the system administrator, when the target was away or the receiver cannot find the file. It
    has a record of its own, with its reason; follow it at the address in Location. It is refused
    (409) while a delivery to the target is under way, and when the settings know it no more.
    """
    with begin() as session:
        delivery = fetch_current(session, Delivery, delivery_id, seen)
        made = deliveries.repeat(session, delivery, body, ask.request.state.trace.traceparent)
        found = document(session, delivery_documents(), made.id)
        return created(ask, session, found, 202, collection="/deliveries")

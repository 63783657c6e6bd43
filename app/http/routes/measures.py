"""Measures over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import Measure
from app.queries.fetching import document, fetch, fetch_page
from app.queries.measures import measure_documents, measures_matching
from app.schemas.base import EndingCreate, Page
from app.schemas.measures import MeasureCreate, MeasureFilters, MeasureRead, MeasureUpdate
from app.services import changing, measures

router = APIRouter(prefix="/measures", tags=["measures"])

MeasureId = Annotated[Key, key_in_path("measureId", "Åtgärden")]


@router.get("", response_model=Page[MeasureRead])
def list_measures(filters: Annotated[MeasureFilters, Query()], read: ReadDep) -> Response:
    """Lista åtgärder. / List measures."""
    with read() as session:
        return listed(fetch_page(session, measure_documents(), measures_matching(filters), filters))


@router.post("", status_code=201, response_model=MeasureRead)
def register_measure(request: Request, body: MeasureCreate, begin: BeginDep) -> Response:
    """Registrera en åtgärd. / Register a measure."""
    with begin() as session:
        measure = measures.register(session, body)
        return created(request, document(session, measure_documents(), measure.id), measure.id)


@router.get("/{measureId}", response_model=MeasureRead)
def read_measure(measure_id: MeasureId, at: AsOfQuery, read: ReadDep) -> Response:
    """Visa en åtgärd. / Show a measure."""
    with read() as session:
        return shown(document(session, measure_documents(), measure_id, at.as_of))


@router.patch("/{measureId}", response_model=MeasureRead)
def change_measure(measure_id: MeasureId, body: MeasureUpdate, begin: BeginDep) -> Response:
    """Ändra en åtgärd. / Change a measure."""
    with begin() as session:
        measures.change(session, fetch(session, Measure, measure_id), body)
        return shown(document(session, measure_documents(), measure_id))


@router.post("/{measureId}/endings", status_code=201, response_model=MeasureRead)
def end_measure(
    request: Request, measure_id: MeasureId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta en åtgärd; den står kvar som avslutad. / End a measure; it stays readable."""
    with begin() as session:
        changing.end(session, fetch(session, Measure, measure_id), body)
        return acted(request, document(session, measure_documents(), measure_id))

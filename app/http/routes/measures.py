"""Measures over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Measure
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.measures import measure_documents, measures_matching
from app.schemas.bodies import EndingCreate
from app.schemas.measures import MeasureCreate, MeasureFilters, MeasureRead, MeasureUpdate
from app.schemas.pages import Page
from app.services import measures

router = Router(prefix="/measures", tags=["measures"])

MeasureId = Annotated[Key, key_in_path("measureId", "Åtgärden")]


@router.get("", response_model=Page[MeasureRead])
def list_measures(
    filters: Annotated[MeasureFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista åtgärder. / List measures."""
    with look() as session:
        return listed(
            ask, fetch_page(session, measure_documents(), measures_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=MeasureRead)
def register_measure(ask: PostDep, body: MeasureCreate, begin: BeginDep) -> Response:
    """Registrera en åtgärd. / Register a measure.

    Kan läggas till även i en undertecknad överenskommelse: arbetet går vidare, det avtalade
    står kvar.

    May be added to a signed agreement too: work goes on, what was agreed stands.
    """
    with begin() as session:
        measure = measures.register(session, body)
        return created(ask, session, document(session, measure_documents(), measure.id))


@router.get("/{measureId}", response_model=MeasureRead)
def read_measure(measure_id: MeasureId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en åtgärd. / Show a measure."""
    with look() as session:
        return shown(ask, session, measure_documents(), measure_id, at)


@router.patch("/{measureId}", response_model=MeasureRead)
def change_measure(
    ask: AskDep, measure_id: MeasureId, body: MeasureUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en åtgärd. / Change a measure.

    I en undertecknad överenskommelse följs åtgärden (läge, dagar, resurser, aktörer), men vad
    den är kan inte skrivas om.

    In a signed agreement the measure is followed (progress, days, resources, actors), but what
    it is cannot be reworded.
    """
    with begin() as session:
        measures.change(session, fetch_current(session, Measure, measure_id, seen), body)
        return answered(ask, document(session, measure_documents(), measure_id))


@router.post("/{measureId}/endings", status_code=201, response_model=MeasureRead)
def end_measure(
    ask: PostDep, measure_id: MeasureId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en åtgärd; den står kvar som avslutad. / End a measure; it stays readable."""
    with begin() as session:
        measures.end(session, fetch_current(session, Measure, measure_id, seen), body)
        return created(ask, session, document(session, measure_documents(), measure_id))

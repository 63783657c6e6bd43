"""Functions over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Function
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.functions import function_documents, functions_matching
from app.schemas.bodies import EndingCreate
from app.schemas.functions import FunctionCreate, FunctionFilters, FunctionRead, FunctionUpdate
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/functions", tags=["functions"])

FunctionId = Annotated[Key, key_in_path("functionId", "Funktionen")]


@router.get("", response_model=Page[FunctionRead])
def list_functions(
    filters: Annotated[FunctionFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista funktioner: samordnare, kommunpoliser och andra. / List functions."""
    with look() as session:
        return listed(
            ask, fetch_page(session, function_documents(), functions_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=FunctionRead)
def register_function(ask: PostDep, body: FunctionCreate, begin: BeginDep) -> Response:
    """Registrera en funktion hos en aktör. / Register a function at an actor."""
    with begin() as session:
        function = changing.add(session, Function, body)
        return created(ask, session, document(session, function_documents(), function.id))


@router.get("/{functionId}", response_model=FunctionRead)
def read_function(function_id: FunctionId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en funktion. / Show a function."""
    with look() as session:
        return shown(ask, session, function_documents(), function_id, at)


@router.patch("/{functionId}", response_model=FunctionRead)
def change_function(
    ask: AskDep, function_id: FunctionId, body: FunctionUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en funktion. / Change a function."""
    with begin() as session:
        changing.change(session, fetch_current(session, Function, function_id, seen), body)
        return answered(ask, document(session, function_documents(), function_id))


@router.post("/{functionId}/endings", status_code=201, response_model=FunctionRead)
def end_function(
    ask: PostDep, function_id: FunctionId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en funktion; den står kvar som avslutad. / End a function; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Function, function_id, seen), body)
        return created(ask, session, document(session, function_documents(), function_id))

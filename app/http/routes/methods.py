"""Methods over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answers import acted, created, listed, shown
from app.http.dependencies import AsOfQuery, BeginDep, Key, ReadDep, key_in_path
from app.models import Method
from app.queries.fetching import document, fetch, fetch_page
from app.queries.methods import method_documents, methods_matching
from app.schemas.base import EndingCreate, Page
from app.schemas.methods import MethodCreate, MethodFilters, MethodRead, MethodUpdate
from app.services import changing

router = APIRouter(prefix="/methods", tags=["methods"])

MethodId = Annotated[Key, key_in_path("methodId", "Metoden")]


@router.get("", response_model=Page[MethodRead])
def list_methods(filters: Annotated[MethodFilters, Query()], read: ReadDep) -> Response:
    """Lista metoder i katalogen. / List the methods of the catalogue."""
    with read() as session:
        return listed(fetch_page(session, method_documents(), methods_matching(filters), filters))


@router.post("", status_code=201, response_model=MethodRead)
def register_method(request: Request, body: MethodCreate, begin: BeginDep) -> Response:
    """Registrera en metod. / Register a method."""
    with begin() as session:
        method = changing.add(session, Method, body)
        return created(request, document(session, method_documents(), method.id), method.id)


@router.get("/{methodId}", response_model=MethodRead)
def read_method(method_id: MethodId, at: AsOfQuery, read: ReadDep) -> Response:
    """Visa en metod. / Show a method."""
    with read() as session:
        return shown(document(session, method_documents(), method_id, at.as_of))


@router.patch("/{methodId}", response_model=MethodRead)
def change_method(method_id: MethodId, body: MethodUpdate, begin: BeginDep) -> Response:
    """Ändra en metod. / Change a method."""
    with begin() as session:
        changing.change(session, fetch(session, Method, method_id), body)
        return shown(document(session, method_documents(), method_id))


@router.post("/{methodId}/endings", status_code=201, response_model=MethodRead)
def end_method(
    request: Request, method_id: MethodId, body: EndingCreate, begin: BeginDep
) -> Response:
    """Avsluta en metod; den står kvar som avslutad. / End a method; it stays readable."""
    with begin() as session:
        changing.end(session, fetch(session, Method, method_id), body)
        return acted(request, document(session, method_documents(), method_id))

"""Methods over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Method
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.methods import method_documents, methods_matching
from app.schemas.bodies import EndingCreate
from app.schemas.methods import MethodCreate, MethodFilters, MethodRead, MethodUpdate
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/methods", tags=["methods"])

MethodId = Annotated[Key, key_in_path("methodId", "Metoden")]


@router.get("", response_model=Page[MethodRead])
def list_methods(
    filters: Annotated[MethodFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista metoder i katalogen. / List the methods of the catalogue."""
    with look() as session:
        return listed(
            ask, fetch_page(session, method_documents(), methods_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=MethodRead)
def register_method(ask: PostDep, body: MethodCreate, begin: BeginDep) -> Response:
    """Registrera en metod. / Register a method."""
    with begin() as session:
        method = changing.add(session, Method, body)
        return created(ask, session, document(session, method_documents(), method.id))


@router.get("/{methodId}", response_model=MethodRead)
def read_method(method_id: MethodId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa en metod. / Show a method."""
    with look() as session:
        return shown(ask, session, method_documents(), method_id, at)


@router.patch("/{methodId}", response_model=MethodRead)
def change_method(
    ask: AskDep, method_id: MethodId, body: MethodUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra en metod. / Change a method."""
    with begin() as session:
        changing.change(session, fetch_current(session, Method, method_id, seen), body)
        return answered(ask, document(session, method_documents(), method_id))


@router.post("/{methodId}/endings", status_code=201, response_model=MethodRead)
def end_method(
    ask: PostDep, method_id: MethodId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en metod; den står kvar som avslutad. / End a method; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Method, method_id, seen), body)
        return created(ask, session, document(session, method_documents(), method_id))

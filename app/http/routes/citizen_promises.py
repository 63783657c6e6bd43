"""Citizen promises over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import CitizenPromise
from app.queries.citizen_promises import citizen_promise_documents, citizen_promises_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.bodies import EndingCreate
from app.schemas.citizen_promises import (
    CitizenPromiseCreate,
    CitizenPromiseFilters,
    CitizenPromiseRead,
    CitizenPromiseUpdate,
)
from app.schemas.pages import Page
from app.services import changing, commitments

router = Router(prefix="/citizen-promises", tags=["citizen-promises"])

CitizenPromiseId = Annotated[Key, key_in_path("citizenPromiseId", "Medborgarlöftet")]


@router.get("", response_model=Page[CitizenPromiseRead])
def list_citizen_promises(
    filters: Annotated[CitizenPromiseFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista medborgarlöften. / List citizen promises."""
    with look() as session:
        question = citizen_promise_documents()
        return listed(
            ask, fetch_page(session, question, citizen_promises_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=CitizenPromiseRead)
def register_citizen_promise(ask: PostDep, body: CitizenPromiseCreate, begin: BeginDep) -> Response:
    """Registrera ett medborgarlöfte. / Register a citizen promise.

    Blir ett utkast som ändras fritt tills den första parten signerar.

    Becomes a draft that changes freely until the first party signs.
    """
    with begin() as session:
        promise = commitments.register(session, CitizenPromise, body)
        return created(ask, session, document(session, citizen_promise_documents(), promise.id))


@router.get("/{citizenPromiseId}", response_model=CitizenPromiseRead)
def read_citizen_promise(
    citizen_promise_id: CitizenPromiseId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett medborgarlöfte. / Show a citizen promise."""
    with look() as session:
        return shown(ask, session, citizen_promise_documents(), citizen_promise_id, at)


@router.patch("/{citizenPromiseId}", response_model=CitizenPromiseRead)
def change_citizen_promise(
    ask: AskDep,
    citizen_promise_id: CitizenPromiseId,
    body: CitizenPromiseUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett utkast, eller hur löftet gick. / Change a draft, or its outcome."""
    with begin() as session:
        commitments.change(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return answered(ask, document(session, citizen_promise_documents(), citizen_promise_id))


@router.post("/{citizenPromiseId}/endings", status_code=201, response_model=CitizenPromiseRead)
def end_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta ett medborgarlöfte; det står kvar. / End a citizen promise; it stays."""
    with begin() as session:
        changing.end(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )

"""What is done with citizen promises over HTTP: signed, prolonged, changed, terminated."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.http.answers import created
from app.http.asking import PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, key_in_path
from app.models import CitizenPromise
from app.queries.citizen_promises import citizen_promise_documents
from app.queries.fetching import document, fetch_current
from app.schemas.citizen_promises import (
    CitizenPromiseAmendmentCreate,
    CitizenPromiseCorrectionCreate,
    CitizenPromiseRead,
)
from app.schemas.commitment_actions import ProlongationCreate, SignatureCreate, TerminationCreate
from app.services import commitments, revising, signing

router = APIRouter(prefix="/citizen-promises", tags=["citizen-promises"])

CitizenPromiseId = Annotated[Key, key_in_path("citizenPromiseId", "Medborgarlöftet")]


@router.post("/{citizenPromiseId}/signatures", status_code=201, response_model=CitizenPromiseRead)
def sign_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: SignatureCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Signera ett medborgarlöfte för en part. / Sign a citizen promise on behalf of one party."""
    with begin() as session:
        signing.sign(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )


@router.post(
    "/{citizenPromiseId}/prolongations", status_code=201, response_model=CitizenPromiseRead
)
def prolong_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: ProlongationCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Förläng ett medborgarlöfte. / Prolong a citizen promise."""
    with begin() as session:
        commitments.prolong(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )


@router.post("/{citizenPromiseId}/amendments", status_code=201, response_model=CitizenPromiseRead)
def amend_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: CitizenPromiseAmendmentCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett undertecknat medborgarlöfte med ett tillägg. / Amend a citizen promise."""
    with begin() as session:
        revising.amend(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )


@router.post("/{citizenPromiseId}/corrections", status_code=201, response_model=CitizenPromiseRead)
def correct_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: CitizenPromiseCorrectionCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Rätta registreringen av ett medborgarlöfte. / Correct a citizen promise."""
    with begin() as session:
        revising.correct(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )


@router.post("/{citizenPromiseId}/terminations", status_code=201, response_model=CitizenPromiseRead)
def terminate_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: TerminationCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Säg upp ett medborgarlöfte. / Terminate a citizen promise."""
    with begin() as session:
        commitments.terminate(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )

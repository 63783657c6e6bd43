"""What is done with citizen promises over HTTP: signed, prolonged, changed, terminated."""

from typing import Annotated

from fastapi import Response

from app.http.answers import created
from app.http.asking import PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, key_in_path
from app.http.routing import Router
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

router = Router(prefix="/citizen-promises", tags=["citizen-promises"])

CitizenPromiseId = Annotated[Key, key_in_path("citizenPromiseId", "Medborgarlöftet")]


@router.post("/{citizenPromiseId}/signatures", status_code=201, response_model=CitizenPromiseRead)
def sign_citizen_promise(
    ask: PostDep,
    citizen_promise_id: CitizenPromiseId,
    body: SignatureCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Signera ett medborgarlöfte för en part. / Sign a citizen promise on behalf of one party.

    Varje part signerar för sig. När alla som tecknar (contracting) har signerat är löftet
    undertecknat. Saknas något som behövs (vad som lovas, part, giltighetstid) svarar 409 med
    allt som saknas.

    Each party signs for itself. When all contracting parties have signed, the promise is
    signed. If something needed is missing (what is promised, a party, the period), the answer
    is 409 and names all of it.
    """
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
    """Förläng ett medborgarlöfte. / Prolong a citizen promise.

    Flyttar den sista dagen framåt; den tidigare dagen sparas. Går inte om löftet är uppsagt
    eller saknar känd sista dag.

    Moves the last day forward and keeps the earlier one. Not possible when the promise has been
    terminated or has no known last day.
    """
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
    """Ändra ett undertecknat medborgarlöfte med ett tillägg. / Amend a citizen promise.

    Parterna har formellt beslutat om en ändring. Löftet får nästa revision under samma id, och
    det som gällde förut sparas i tillägget. Registreras när tillägget har börjat gälla.

    The parties have formally decided on a change. The promise gets its next revision under the
    same id, and what held before is kept in the amendment. Registered once the amendment has
    taken effect.
    """
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
    """Rätta registreringen av ett medborgarlöfte. / Correct a citizen promise.

    Registreringen var fel, inte löftet. Ange skälet; det som stod förut sparas i rättelsen.

    The registration was wrong, not the promise. State the reason; what stood before is kept in
    the correction.
    """
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
    """Säg upp ett medborgarlöfte. / Terminate a citizen promise.

    En part, eller alla, har sagt upp löftet. Det gäller inte från och med terminatedOn, men
    står kvar.

    One party, or all, has terminated the promise. It no longer holds from terminatedOn, but
    stays readable.
    """
    with begin() as session:
        commitments.terminate(
            session, fetch_current(session, CitizenPromise, citizen_promise_id, seen), body
        )
        return created(
            ask, session, document(session, citizen_promise_documents(), citizen_promise_id)
        )

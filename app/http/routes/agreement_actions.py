"""What is done with agreements over HTTP: signed, prolonged, changed, terminated."""

from typing import Annotated

from fastapi import Response

from app.http.answers import created
from app.http.asking import PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, key_in_path
from app.http.routing import Router
from app.models import Agreement
from app.queries.agreements import agreement_documents
from app.queries.fetching import document, fetch_current
from app.schemas.agreements import (
    AgreementAmendmentCreate,
    AgreementCorrectionCreate,
    AgreementRead,
)
from app.schemas.commitment_actions import ProlongationCreate, SignatureCreate, TerminationCreate
from app.services import commitments, revising, signing

router = Router(prefix="/agreements", tags=["agreements"])

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]


@router.post("/{agreementId}/signatures", status_code=201, response_model=AgreementRead)
def sign_agreement(
    ask: PostDep, agreement_id: AgreementId, body: SignatureCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Signera en överenskommelse för en part. / Sign an agreement on behalf of one party.

    Varje part signerar för sig. När alla som tecknar (contracting) har signerat är
    överenskommelsen undertecknad, och ändras sedan bara genom rättelse, tillägg, förlängning
    eller uppsägning. Saknas något som lagen kräver (syfte, område, parter, giltighetstid)
    svarar 409 med allt som saknas.

    Each party signs for itself. When all contracting parties have signed, the agreement is
    signed, and is then changed only by correction, amendment, prolongation or termination. If
    something the law asks for is missing, the answer is 409 and names all of it.
    """
    with begin() as session:
        signing.sign(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/prolongations", status_code=201, response_model=AgreementRead)
def prolong_agreement(
    ask: PostDep,
    agreement_id: AgreementId,
    body: ProlongationCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Förläng en överenskommelse. / Prolong an agreement.

    Flyttar den sista dagen framåt; den tidigare dagen sparas. Går inte om överenskommelsen är
    uppsagd eller saknar känd sista dag.

    Moves the last day forward and keeps the earlier one. Not possible when the agreement has
    been terminated or has no known last day.
    """
    with begin() as session:
        commitments.prolong(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/amendments", status_code=201, response_model=AgreementRead)
def amend_agreement(
    ask: PostDep,
    agreement_id: AgreementId,
    body: AgreementAmendmentCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en undertecknad överenskommelse med ett tillägg. / Amend an agreement.

    Parterna har formellt beslutat om en ändring. Överenskommelsen får nästa revision under
    samma id, och det som gällde förut sparas i tillägget. Registreras när tillägget har börjat
    gälla.

    The parties have formally decided on a change. The agreement gets its next revision under
    the same id, and what held before is kept in the amendment. Registered once the amendment
    has taken effect.
    """
    with begin() as session:
        revising.amend(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/corrections", status_code=201, response_model=AgreementRead)
def correct_agreement(
    ask: PostDep,
    agreement_id: AgreementId,
    body: AgreementCorrectionCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Rätta registreringen av en överenskommelse. / Correct the registration of an agreement.

    Registreringen var fel, inte överenskommelsen. Ange skälet; det som stod förut sparas i
    rättelsen.

    The registration was wrong, not the agreement. State the reason; what stood before is kept
    in the correction.
    """
    with begin() as session:
        revising.correct(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/terminations", status_code=201, response_model=AgreementRead)
def terminate_agreement(
    ask: PostDep, agreement_id: AgreementId, body: TerminationCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Säg upp en överenskommelse. / Terminate an agreement.

    En part, eller alla, har sagt upp överenskommelsen. Den gäller inte från och med
    terminatedOn, men står kvar.

    One party, or all, has terminated the agreement. It no longer holds from terminatedOn, but
    stays readable.
    """
    with begin() as session:
        commitments.terminate(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))

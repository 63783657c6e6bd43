"""What is done with agreements over HTTP: signed, prolonged, changed, terminated."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.http.answers import acted
from app.http.dependencies import BeginDep, Key, key_in_path
from app.models import Agreement
from app.queries.agreements import agreement_documents
from app.queries.fetching import document, fetch
from app.schemas.agreements import (
    AgreementAmendmentCreate,
    AgreementCorrectionCreate,
    AgreementRead,
)
from app.schemas.commitment_actions import ProlongationCreate, SignatureCreate, TerminationCreate
from app.services import commitments, revising, signing

router = APIRouter(prefix="/agreements", tags=["agreements"])

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]


@router.post("/{agreementId}/signatures", status_code=201, response_model=AgreementRead)
def sign_agreement(
    request: Request, agreement_id: AgreementId, body: SignatureCreate, begin: BeginDep
) -> Response:
    """Signera en överenskommelse för en part. / Sign an agreement on behalf of one party."""
    with begin() as session:
        signing.sign(session, fetch(session, Agreement, agreement_id), body)
        return acted(request, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/prolongations", status_code=201, response_model=AgreementRead)
def prolong_agreement(
    request: Request, agreement_id: AgreementId, body: ProlongationCreate, begin: BeginDep
) -> Response:
    """Förläng en överenskommelse. / Prolong an agreement."""
    with begin() as session:
        commitments.prolong(session, fetch(session, Agreement, agreement_id), body)
        return acted(request, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/amendments", status_code=201, response_model=AgreementRead)
def amend_agreement(
    request: Request, agreement_id: AgreementId, body: AgreementAmendmentCreate, begin: BeginDep
) -> Response:
    """Ändra en undertecknad överenskommelse med ett tillägg. / Amend an agreement."""
    with begin() as session:
        revising.amend(session, fetch(session, Agreement, agreement_id), body)
        return acted(request, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/corrections", status_code=201, response_model=AgreementRead)
def correct_agreement(
    request: Request, agreement_id: AgreementId, body: AgreementCorrectionCreate, begin: BeginDep
) -> Response:
    """Rätta registreringen av en överenskommelse. / Correct the registration of an agreement."""
    with begin() as session:
        revising.correct(session, fetch(session, Agreement, agreement_id), body)
        return acted(request, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/terminations", status_code=201, response_model=AgreementRead)
def terminate_agreement(
    request: Request, agreement_id: AgreementId, body: TerminationCreate, begin: BeginDep
) -> Response:
    """Säg upp en överenskommelse. / Terminate an agreement."""
    with begin() as session:
        commitments.terminate(session, fetch(session, Agreement, agreement_id), body)
        return acted(request, document(session, agreement_documents(), agreement_id))

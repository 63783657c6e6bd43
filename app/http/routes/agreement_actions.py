"""What is done with agreements over HTTP: signed, prolonged, changed, terminated."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.http.answers import created
from app.http.asking import PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, key_in_path
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

router = APIRouter(prefix="/agreements", tags=["agreements"])

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]


@router.post("/{agreementId}/signatures", status_code=201, response_model=AgreementRead)
def sign_agreement(
    ask: PostDep, agreement_id: AgreementId, body: SignatureCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Signera en överenskommelse för en part. / Sign an agreement on behalf of one party."""
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
    """Förläng en överenskommelse. / Prolong an agreement."""
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
    """Ändra en undertecknad överenskommelse med ett tillägg. / Amend an agreement."""
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
    """Rätta registreringen av en överenskommelse. / Correct the registration of an agreement."""
    with begin() as session:
        revising.correct(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/terminations", status_code=201, response_model=AgreementRead)
def terminate_agreement(
    ask: PostDep, agreement_id: AgreementId, body: TerminationCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Säg upp en överenskommelse. / Terminate an agreement."""
    with begin() as session:
        commitments.terminate(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))

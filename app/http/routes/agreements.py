"""Agreements over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Agreement
from app.queries.agreements import agreement_documents, agreements_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.agreements import (
    AgreementCreate,
    AgreementFilters,
    AgreementRead,
    AgreementUpdate,
)
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.services import changing, commitments

router = Router(prefix="/agreements", tags=["agreements"])

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]


@router.get("", response_model=Page[AgreementRead])
def list_agreements(
    filters: Annotated[AgreementFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista överenskommelser. / List agreements."""
    with look() as session:
        question = agreement_documents()
        return listed(ask, fetch_page(session, question, agreements_matching(filters), filters))


@router.post("", status_code=201, response_model=AgreementRead)
def register_agreement(ask: PostDep, body: AgreementCreate, begin: BeginDep) -> Response:
    """Registrera en överenskommelse. / Register an agreement.

    Blir ett utkast som ändras fritt tills den första parten signerar. En överenskommelse som
    redan är undertecknad på papper registreras med registeredAfterwards och sin källa.

    Becomes a draft that changes freely until the first party signs. An agreement that has been
    signed on paper already is registered with registeredAfterwards and its source.
    """
    with begin() as session:
        agreement = commitments.register(session, Agreement, body)
        return created(ask, session, document(session, agreement_documents(), agreement.id))


@router.get("/{agreementId}", response_model=AgreementRead)
def read_agreement(
    agreement_id: AgreementId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en överenskommelse. / Show an agreement."""
    with look() as session:
        return shown(ask, session, agreement_documents(), agreement_id, at)


@router.patch("/{agreementId}", response_model=AgreementRead)
def change_agreement(
    ask: AskDep, agreement_id: AgreementId, body: AgreementUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra ett utkast; en undertecknad överenskommelse ändras på andra sätt. / Change a draft.

    Gäller utkast. En undertecknad överenskommelse ändras med corrections, amendments,
    prolongations eller terminations; bara externa nycklar kan fortfarande ändras här.

    For drafts. A signed agreement is changed by corrections, amendments, prolongations or
    terminations; only external keys can still be changed here.
    """
    with begin() as session:
        commitments.change(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return answered(ask, document(session, agreement_documents(), agreement_id))


@router.post("/{agreementId}/endings", status_code=201, response_model=AgreementRead)
def end_agreement(
    ask: PostDep, agreement_id: AgreementId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta en överenskommelse; den står kvar. / End an agreement; it stays."""
    with begin() as session:
        changing.end(session, fetch_current(session, Agreement, agreement_id, seen), body)
        return created(ask, session, document(session, agreement_documents(), agreement_id))

"""Mailings over HTTP: the log of the weekly digest, written by the worker."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Mailing
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.mailings import mailing_documents, mailings_matching
from app.schemas.mailings import BounceCreate, MailingFilters, MailingRead
from app.schemas.pages import Page
from app.services import mailings

router = Router(prefix="/mailings", tags=["mailings"])

MailingId = Annotated[Key, key_in_path("mailingId", "Brevet")]


@router.get("", response_model=Page[MailingRead])
def list_mailings(
    filters: Annotated[MailingFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista veckobrev: vad som gick till vem. / List the digests that went to whom.

    För den egna organisationen; för systemadministratören alla. Vad brevet sade visas inte.

    Of the own organisation; to the system administrator all. What they said is not shown.
    """
    with look() as session:
        matching = mailings_matching(filters)
        return listed(ask, fetch_page(session, mailing_documents(), matching, filters))


@router.get("/{mailingId}", response_model=MailingRead)
def read_mailing(mailing_id: MailingId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa ett veckobrev och hur det gick. / Show a digest and how it went."""
    with look() as session:
        return shown(ask, session, mailing_documents(), mailing_id, at)


@router.post("/{mailingId}/bounces", status_code=201, response_model=MailingRead)
def note_mailing_bounce(
    ask: PostDep, mailing_id: MailingId, body: BounceCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Notera att ett brev studsade i efterhand. / Note that a digest bounced afterwards.

    Det som e-postservern nekar genast noteras av sig självt. En studs som kommer senare går till
    tjänstens avsändarbrevlåda; den som läser den, eller ett program, noterar den här.

    What the mail server refuses at once is noted by itself. A bounce that comes later goes to the
    mailbox that the service sends from; whoever reads that, or a program, notes it here.
    """
    with begin() as session:
        mailing = fetch_current(session, Mailing, mailing_id, seen)
        mailings.note_bounce(session, mailing, body)
        return created(ask, session, document(session, mailing_documents(), mailing_id))

"""Questions about mailings: the log, and to whom the digest of a week goes."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.documents import documents, relations
from app.models import Actor, Function, Mailing
from app.models.functions import FunctionKind
from app.models.mailings import MailingState
from app.queries.narrowing import Conditions, narrowed
from app.queries.written import made_once
from app.schemas.mailings import MailingFilters, MailingRead
from app.validity import record_status

COORDINATORS = (FunctionKind.COORDINATOR, FunctionKind.REGIONAL_COORDINATOR)
MEANINGS: Conditions = {
    "week": lambda week: Mailing.week == week,
    "actor_id": lambda key: Mailing.actor_id == key,
    "state": lambda state: Mailing.state == state,
}


@made_once
def mailing_documents() -> Select[str, str]:
    return documents(
        MailingRead, Mailing, {}, {"relations": relations(Mailing), "state": Mailing.state}
    )


def mailings_matching(filters: MailingFilters) -> Select[Any]:
    return narrowed(Mailing, filters, MEANINGS)


def role_mailboxes() -> Select[Actor, str | None]:
    """Of the coordinators that are in office on the day; two of them may share one."""
    return (
        select(Actor, Function.mailbox)
        .join(Function, Function.actor_id == Actor.id)
        .where(
            Function.kind.in_(COORDINATORS),
            Function.mailbox.is_not(None),
            record_status(Function) == "valid",
            record_status(Actor) == "valid",
        )
        .order_by(Actor.sort_key, Actor.id, Function.mailbox)
    )


def mailings_of(week: str, state: MailingState) -> Select[Mailing]:
    return select(Mailing).where(Mailing.week == week, Mailing.state == state).order_by(Mailing.id)


def mailing_to(week: str, actor_id: UUID, mailbox: str) -> Select[Mailing]:
    """The line of the log, which nobody else may change meanwhile."""
    return (
        select(Mailing)
        .where(Mailing.week == week, Mailing.actor_id == actor_id, Mailing.mailbox == mailbox)
        .with_for_update()
    )


def mailing_attempted(message_id: str, attempts: int) -> Select[Mailing]:
    return (
        select(Mailing)
        .where(Mailing.message_id == message_id, Mailing.attempts == attempts)
        .with_for_update()
    )

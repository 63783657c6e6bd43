"""Shapes of mailings."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.mailings import MailingState
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Outgoing
from app.schemas.values import At, Coded, Id, Line, Mailbox, Name, Text, Whole

Week = Annotated[str, Coded(r"^[0-9]{4}-W[0-9]{2}$")]
ReplyCode = Annotated[int, Field(ge=400, le=599)]
WEEK = "Veckan enligt ISO 8601 (ÅÅÅÅ-Wvv)."
STATE = (
    "queued = väntar, sending = lämnas just nu till e-postservern, sent = mottaget av "
    "e-postservern, failed = gick inte att lämna eller är ovisst (se reason), bounced = studsade, "
    "nothingDue = inget sändes, eftersom inget behövde göras"
)
REPLY_CODE = "Svarskod från e-postservern (SMTP, RFC 5321), 400-599; null = ingen."
REASON = "Varför det studsade, inte gick att lämna eller får försökas igen; null = inget sådant."


class MailingRead(Outgoing):
    """Ett veckobrev till en funktionsbrevlåda, och hur det gick."""

    title: Name = Field(description="Brevets ämne.", examples=["Att göra vecka 48: 3 saker"])
    week: Week = Field(description=WEEK, examples=["2026-W48"])
    actor_id: UUID = Field(description="Organisationen (aktörens id) som brevet gällde.")
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Organisationens namn.", examples=["Oxelösunds kommun"]
    )
    mailbox: Mailbox = Field(
        description="Funktionsbrevlådan.", examples=["samordnare@oxelosund.example.se"]
    )
    state: MailingState = Field(description=f"Läget: {STATE}.", examples=["sent"])
    attempts: Whole = Field(description="Hur många gånger det har försökts.", examples=[1])
    item_count: Whole = Field(description="Hur många saker som brevet tog upp.", examples=[3])
    overdue_count: Whole = Field(description="Hur många av dem som var försenade.", examples=[1])
    message_id: Line | None = Field(
        description="Brevets Message-ID, att söka på i e-postserverns logg; null = inget brev.",
        examples=["<018f3b5e@samverkan.example.se>"],
    )
    sent_at: At | None = Field(
        description="När e-postservern tog emot det (UTC); null = inte mottaget."
    )
    reply_code: ReplyCode | None = Field(description=REPLY_CODE, examples=[550])
    reason: Text | None = Field(description=REASON, examples=["Brevlådan finns inte."])


class BounceCreate(Body):
    """Ett brev som studsade efter att e-postservern tagit emot det."""

    reply_code: ReplyCode | None = Field(default=None, description=REPLY_CODE, examples=[550])
    reason: Line = Field(
        description="Vad studsen säger, utan personuppgifter.", examples=["Brevlådan finns inte."]
    )


class MailingFilters(Filters):
    week: Week | None = Field(default=None, description=WEEK, examples=["2026-W48"])
    actor_id: Id | None = Field(default=None, description="Organisationen (aktörens id).")
    state: MailingState | None = Field(default=None, description=f"Läget: {STATE}.")

"""What happens to a mailing after the worker has handed it over."""

from sqlalchemy.orm import Session

from app.errors import RuleViolationError
from app.models import Mailing
from app.models.mailings import MailingState
from app.schemas.mailings import BounceCreate
from app.services import changing

NOT_SENT = "Bara ett brev som e-postservern har tagit emot (sent) kan ha studsat."


def note_bounce(session: Session, mailing: Mailing, body: BounceCreate) -> None:
    if mailing.state is not MailingState.SENT:
        raise RuleViolationError(NOT_SENT)
    mailing.state = MailingState.BOUNCED
    mailing.reply_code, mailing.reason = body.reply_code, body.reason
    changing.touch(session, mailing)
    changing.log_false_alarm(session, mailing, body)

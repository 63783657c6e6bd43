"""The way to the mail server, and what it may answer."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from app.models.mailings import MailingState
from app.settings import Settings

TIMEOUT_S = 30
LONGEST_REASON = 300
UNREACHABLE = "E-postservern svarade inte, eller nekade tjänsten ({what})."
IN_DOUBT = (
    "Förbindelsen bröts medan brevet lämnades. Det är ovisst om det kom fram, och det sänds inte "
    "igen."
)
NOT_SUPPORTED = "E-postservern kan inte ta emot brev till en sådan adress."


class UnreachableError(Exception):
    """No letter was begun, so it may be tried again."""


@dataclass(frozen=True)
class Reply:
    """How it ended: QUEUED is to be tried again later."""

    state: MailingState
    code: int | None = None
    reason: str | None = None


def handed_over(mail: EmailMessage, mailbox: str, settings: Settings) -> Reply:
    """On a connection of its own, so that what befalls one letter says nothing of the next."""
    try:
        server = _opened(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise UnreachableError(UNREACHABLE.format(what=type(error).__name__)) from error
    reply = _answered(server, mail, mailbox)
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()
    return reply


def _opened(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_tls == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    try:
        _introduce(server, settings)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    server.ehlo_or_helo_if_needed()  # one that will not know us has refused no mailbox
    if settings.smtp_tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user and settings.smtp_password:
        server.login(settings.smtp_user, settings.smtp_password.get_secret_value())


def _answered(server: smtplib.SMTP, mail: EmailMessage, mailbox: str) -> Reply:
    """What is refused for good has bounced; what is refused for now may be tried again."""
    try:
        server.send_message(mail, to_addrs=[mailbox])
    except smtplib.SMTPRecipientsRefused as refused:
        ((code, text),) = refused.recipients.values()
        return _refused(code, text, MailingState.BOUNCED)
    except smtplib.SMTPSenderRefused as refused:
        return _refused(refused.smtp_code, refused.smtp_error, MailingState.FAILED)
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, refused.smtp_error, MailingState.BOUNCED)
    except smtplib.SMTPNotSupportedError:
        return Reply(MailingState.FAILED, None, NOT_SUPPORTED)
    except (OSError, smtplib.SMTPException):
        return Reply(MailingState.FAILED, None, IN_DOUBT)
    return Reply(MailingState.SENT)


def _refused(code: int, text: bytes | str, for_good: MailingState) -> Reply:
    """421 and 451 say later, 550 says never; the server's own words, on one line."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    reason = " ".join("".join(one if one.isprintable() else " " for one in said).split())
    state = for_good if code >= 500 else MailingState.QUEUED
    return Reply(state, code, reason[:LONGEST_REASON] or None)

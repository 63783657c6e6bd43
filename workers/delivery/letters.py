"""A delivery as a letter, in Swedish: with the files, or with a link to where they are."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from app.clock import now
from app.settings import CONTRACT_PATH, Settings
from app.settings.targets import DeliveryTarget
from workers.delivery.contents import Contents

SUBTYPES = {
    "json": "json",
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ATTACHED = "Arbetsboken och samma uppgifter som JSON är bifogade."
LINKED = "Arbetsboken och uppgifterna hämtas i registret (kräver inloggning):"
AGAIN = "Utgåvan levereras på nytt (gång {round}): {reason}"
FOOT = "Brevet är sänt av registret Samverkan. Frågor: {contact}."


def message(
    contents: Contents, target: DeliveryTarget, message_id: str, again: str | None, known: Settings
) -> EmailMessage:
    """Marked as made by a machine (RFC 3834), so that nobody's absence is answered to us."""
    mail = EmailMessage()
    mail["From"] = known.mail_from
    mail["To"] = Address(addr_spec=str(target.mailbox))
    mail["Subject"] = subject_of(contents)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(contents, target, again, known), cte="quoted-printable")
    if target.mailed_as == "attachment":
        for file in contents.files:
            subtype = SUBTYPES[file.name.rpartition(".")[2]]
            mail.add_attachment(
                file.content, maintype="application", subtype=subtype, filename=file.name
            )
    mail["Content-Language"] = "sv"  # of the whole, and not of the first part
    return mail


def subject_of(contents: Contents) -> str:
    return " ".join(f"{contents.title}, utgåva {contents.issue}".split())


def again_in_words(round: int, reason: str | None) -> str | None:
    return AGAIN.format(round=round, reason=reason) if reason and round > 1 else None


def _text(contents: Contents, target: DeliveryTarget, again: str | None, known: Settings) -> str:
    linked = [LINKED, f"{known.public_url}{CONTRACT_PATH}{contents.path}"]
    lines = [
        f"{subject_of(contents)}.",
        *([again] if again else []),
        "",
        *([ATTACHED] if target.mailed_as == "attachment" else linked),
        "",
        *(f"{one.name}: SHA-256 {one.checksum}" for one in contents.files),
        "",
        FOOT.format(contact=known.contact_email),
        "",
    ]
    return "\n".join(lines)

"""The digest of one organisation as a letter: plain text and HTML, in Swedish."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from app.clock import now
from app.due.rules import Due
from app.settings import CONTRACT_PATH, Settings
from app.words import DUE_KIND, DUE_STATE

# Everything stands in the letter itself: nothing is fetched, so that opening it tells nobody.
PAGE = """<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
<p>{lead}</p>
{parts}
<p>{foot}</p>
</body>
</html>
"""


@dataclass(frozen=True)
class Letter:
    """What is due for one organisation in one week."""

    week: str
    organisation: str
    days: int
    due: tuple[Due, ...]

    @property
    def overdue(self) -> list[Due]:
        return [one for one in self.due if one.overdue]

    @property
    def upcoming(self) -> list[Due]:
        return [one for one in self.due if not one.overdue]

    @property
    def title(self) -> str:
        number = int(self.week.rpartition("W")[2])
        things = "1 sak" if len(self.due) == 1 else f"{len(self.due)} saker"
        return f"Att göra vecka {number}: {things}"

    @property
    def lead(self) -> str:
        late = len(self.overdue)
        return (
            f"{on_one_line(self.organisation)}, enligt registret: försenat {late}, "
            f"de närmaste {self.days} dagarna {len(self.upcoming)}."
        )


def message(letter: Letter, mailbox: str, message_id: str, settings: Settings) -> EmailMessage:
    """Marked as made by a machine (RFC 3834), so that nobody's absence is answered to us.

    ValueError where the mailbox is no address, such as two of them.
    """
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = Address(addr_spec=mailbox)
    mail["Subject"] = letter.title
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(as_text(letter, settings), cte="quoted-printable")
    mail.add_alternative(as_html(letter, settings), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = "sv"  # of the whole, and not of the first part
    return mail


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def foot(settings: Settings) -> str:
    return (
        "Brevet räknas ut ur registret och innehåller inga personuppgifter. Länkarna kräver "
        f"inloggning. Frågor: {settings.contact_email}."
    )


def as_text(letter: Letter, settings: Settings) -> str:
    lines = [letter.title, "", letter.lead, ""]
    for state, items in _parts(letter):
        lines += [f"{state} ({len(items)})", ""]
        for one in items:
            lines += [
                f"{one.day} {DUE_KIND[one.kind]}: {on_one_line(one.title)}",
                f"  {one.action}",
                *(f"  {address}" for address in _addresses(one, settings)),
                "",
            ]
    return "\n".join([*lines, foot(settings), ""])


def as_html(letter: Letter, settings: Settings) -> str:
    parts = [
        f"<h2>{escape(state)} ({len(items)})</h2>\n<ul>\n"
        + "".join(_item(one, settings) for one in items)
        + "</ul>"
        for state, items in _parts(letter)
    ]
    return PAGE.format(
        title=escape(letter.title),
        lead=escape(letter.lead),
        parts="\n".join(parts),
        foot=escape(foot(settings)),
    )


def _item(one: Due, settings: Settings) -> str:
    said = f"{one.day} {DUE_KIND[one.kind]}: {on_one_line(one.title)}"
    links = "".join(
        f'<br><a href="{escape(address)}">Posten i registret</a>'
        for address in _addresses(one, settings)
    )
    return f"<li><strong>{escape(said)}</strong><br>{escape(one.action)}{links}</li>\n"


def _parts(letter: Letter) -> Iterable[tuple[str, list[Due]]]:
    named = (("overdue", letter.overdue), ("upcoming", letter.upcoming))
    return [(DUE_STATE[state], items) for state, items in named if items]


def _addresses(one: Due, settings: Settings) -> list[str]:
    if one.record is None:
        return []
    return [f"{settings.public_url}{CONTRACT_PATH}/{one.record.collection}/{one.record.id}"]

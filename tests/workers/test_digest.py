"""The weekly digest: to whom it goes, what it says, and that it never goes twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import now, today
from app.database import Sessions, connect
from app.due.rules import Due
from app.evidence import Record
from app.jobs import queue
from app.models import Actor, Agreement, Job, Mailing, Schedule
from app.models.functions import FunctionKind
from app.models.mailings import MailingState
from app.schemas.due import DueKind
from app.settings import Settings, settings
from tests import make
from tests.conftest import Sets
from tests.databases import AUTHOR
from tests.workers.post_office import PostOffice, closed, opened
from workers import supervisor
from workers.digest.letters import Letter, as_html, as_text, message
from workers.digest.sending import AGAIN_AFTER_S, INTERRUPTED, MOST_ATTEMPTS
from workers.supervisor import drain

WEEK = "2026-W48"
MAILBOX = "samordnare@oxelosund.example.se"
FROM = "samverkan@register.example.se"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with opened() as office:
        yield office


def told(office: PostOffice) -> dict[str, object]:
    return {
        "DIGEST": True,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": office.port,
        "SMTP_TLS": "none",
        "MAIL_FROM": FROM,
        "PUBLIC_URL": "https://register.test",
    }


@pytest.fixture
def turned_on(sets: Sets, office: PostOffice) -> None:
    sets(**told(office))


def town_with(session: Session, mailbox: str | None = MAILBOX, **values: Any) -> Actor:
    """A municipality with a coordinator."""
    make.municipality(session, "0481")
    actor = make.actor(session, municipality_code="0481")
    make.function(session, actor, mailbox=mailbox, **values)
    return actor


def ending(session: Session, actor: Actor, days: int = 30, title: str = "Trygg stad") -> Agreement:
    row = make.agreement(session, title, ends_on=today() + timedelta(days=days))
    make.party(session, row, actor)
    return row


def send(sessions: Sessions, week: str = WEEK) -> int:
    with sessions.begin() as session:
        queue.enqueue(session, "digest", {"week": week})
    return drain(sessions)


def lines(sessions: Sessions) -> list[Mailing]:
    with sessions.read() as session:
        return list(session.scalars(select(Mailing).order_by(Mailing.mailbox)))


def states(sessions: Sessions) -> dict[str, str]:
    return {one.mailbox: one.state for one in lines(sessions)}


def parts(mail: EmailMessage) -> tuple[str, str]:
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def test_a_coordinator_is_sent_what_is_due(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    town = town_with(session, person_name="Namn Namnsson")
    soon, late = ending(session, town), ending(session, town, -3, "Gamla")

    assert send(sessions) == 1

    ((mailbox, mail),) = office.letters
    assert (mailbox, mail["To"], mail["From"]) == (MAILBOX, MAILBOX, FROM)
    assert mail["Subject"] == "Att göra vecka 48: 2 saker"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "sv")
    for text in parts(mail):
        assert "Oxelösunds kommun, enligt registret: försenat 1, de närmaste 60 dagarna 1." in text
        assert "▲ försenat (1)" in text
        assert f"{late.ends_on} överenskommelse löper ut: Gamla" in text
        assert f"{soon.ends_on} överenskommelse löper ut: Trygg stad" in text
        assert "Besluta om överenskommelsen ska förlängas" in text
        assert f"https://register.test/samverkan/v1/agreements/{soon.id}" in text
        assert "Namnsson" not in text
    (line,) = lines(sessions)
    assert (line.state, line.attempts, line.item_count, line.overdue_count) == ("sent", 1, 2, 1)
    assert (line.week, line.actor_id, line.message_id) == (WEEK, town.id, mail["Message-ID"])
    assert line.sent_at is not None


def test_nobody_is_sent_the_same_week_twice(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    ending(session, town_with(session))

    for week in (WEEK, WEEK, "2026-W49"):
        send(sessions, week)

    assert office.mailboxes() == [MAILBOX, MAILBOX]
    assert [one.week for one in lines(sessions)] == [WEEK, "2026-W49"]


def test_where_nothing_is_due_nothing_is_sent_and_the_log_says_so(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    town_with(session)

    send(sessions)

    assert office.letters == []
    (line,) = lines(sessions)
    assert (line.state, line.attempts, line.sent_at) == ("nothingDue", 0, None)
    assert line.reason == "Inget behövde göras, så inget brev sändes."


@pytest.mark.parametrize(
    "values",
    [
        {"mailbox": None},
        {"kind": FunctionKind.OTHER},
        {"valid_to": today() - timedelta(days=1)},
        {"valid_from": today() + timedelta(days=1)},
        {"ended_on": today() - timedelta(days=1), "ended_reason": "Slut."},
    ],
)
def test_only_coordinators_in_office_with_a_mailbox_are_written_to(
    session: Session,
    sessions: Sessions,
    office: PostOffice,
    turned_on: None,
    values: dict[str, Any],
) -> None:
    ending(session, town_with(session, **values))

    send(sessions)

    assert (office.letters, lines(sessions)) == ([], [])


def test_each_mailbox_of_an_organisation_gets_it_once(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    town = town_with(session)
    make.function(session, town, mailbox=MAILBOX)
    regional = FunctionKind.REGIONAL_COORDINATOR
    make.function(session, town, mailbox="b@kommun.se", kind=regional)
    ending(session, town)

    send(sessions)

    assert office.mailboxes() == ["b@kommun.se", MAILBOX]


def test_each_organisation_is_told_of_its_own(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    ending(session, town_with(session))
    other = make.actor(session, "Nyköpings kommun")
    make.function(session, other, mailbox="b@kommun.se")
    ending(session, other, title="Andras")

    send(sessions)

    said = {mailbox: "".join(parts(mail)) for mailbox, mail in office.letters}
    assert "Andras" in said["b@kommun.se"]
    assert "Andras" not in said[MAILBOX]
    assert "Trygg stad" not in said["b@kommun.se"]


def test_it_is_off_until_it_is_turned_on(
    session: Session, sessions: Sessions, office: PostOffice, sets: Sets
) -> None:
    sets(**told(office) | {"DIGEST": False})
    ending(session, town_with(session))

    assert send(sessions) == 1

    assert (office.letters, lines(sessions)) == ([], [])


@pytest.mark.parametrize(
    ("whose", "reply", "state"),
    [
        (MAILBOX, "550 5.1.1 No such mailbox", "bounced"),
        (MAILBOX, "451 4.7.1 Try again later", "queued"),
        ("*", "552 5.3.4 Too big", "bounced"),
        ("*", "452 4.3.1 Full", "queued"),
    ],
)
@pytest.mark.usefixtures("turned_on")
def test_what_the_server_refuses_stands_in_the_log_and_the_others_get_theirs(
    session: Session, sessions: Sessions, office: PostOffice, whose: str, reply: str, state: str
) -> None:
    office.refusals = {whose: reply}
    town = town_with(session)
    make.function(session, town, mailbox="b@kommun.se")
    ending(session, town)

    send(sessions)

    other, refused = lines(sessions)
    code, said = reply.split(" ", 1)
    assert (refused.state, refused.reply_code, refused.reason) == (state, int(code), said)
    assert (refused.attempts, refused.sent_at) == (1, None)
    assert other.state == (state if whose == "*" else "sent")


def due_again(sessions: Sessions) -> int:
    """What waits for later is done now."""
    with sessions.begin() as session:
        session.execute(update(Job).values(run_after=now() - timedelta(hours=1)))
    return drain(sessions)


def test_what_was_refused_for_now_is_tried_again_later_and_given_up_at_last(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    office.refusals = {MAILBOX: "451 later"}
    ending(session, town_with(session))

    send(sessions)
    with sessions.read() as reading:
        (waiting,) = reading.scalars(select(Job).where(Job.state == "queued"))
    assert timedelta(seconds=AGAIN_AFTER_S - 60) < waiting.run_after - now()
    for attempts in range(2, MOST_ATTEMPTS + 1):
        assert due_again(sessions) == 1
        assert [one.attempts for one in lines(sessions)] == [attempts]
    assert states(sessions) == {MAILBOX: "failed"}
    assert due_again(sessions) == 0
    assert office.letters == []


def test_what_was_refused_for_now_arrives_when_it_is_taken(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    office.refusals = {MAILBOX: "451 later"}
    ending(session, town_with(session))
    send(sessions)
    office.refusals = {}

    assert due_again(sessions) == 1

    (line,) = lines(sessions)
    assert (line.state, line.attempts, line.reason, line.reply_code) == ("sent", 2, None, None)
    assert office.mailboxes() == [MAILBOX]
    assert due_again(sessions) == 0


def test_a_server_that_is_away_is_asked_once_and_everybody_waits(
    session: Session, sessions: Sessions, office: PostOffice, sets: Sets
) -> None:
    town = town_with(session)
    make.function(session, town, mailbox="b@kommun.se")
    ending(session, town)

    with closed() as (port, callers):
        sets(**told(office) | {"SMTP_PORT": port})
        send(sessions)

    assert len(callers) == 1
    assert states(sessions) == {"b@kommun.se": "queued", MAILBOX: "queued"}
    assert {one.reason for one in lines(sessions)} == {
        "E-postservern svarade inte, eller nekade tjänsten (SMTPServerDisconnected)."
    }


def test_a_server_without_protection_gets_nothing_where_that_is_asked_for(
    session: Session, sessions: Sessions, office: PostOffice, sets: Sets
) -> None:
    sets(**told(office) | {"SMTP_TLS": "starttls"})
    ending(session, town_with(session))

    send(sessions)

    assert (office.letters, states(sessions)) == ([], {MAILBOX: "queued"})


@pytest.mark.parametrize("mailbox", ["a,b@kommun.se", "<a@kommun.se", "a@[kommun.se"])
def test_what_is_no_mailbox_is_said_to_be_none(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None, mailbox: str
) -> None:
    ending(session, town_with(session, mailbox))

    send(sessions)

    (line,) = lines(sessions)
    assert (line.state, line.reason) == (
        "failed",
        "Funktionsbrevlådan är ingen giltig e-postadress.",
    )
    assert office.letters == []


def test_words_in_a_letter_stay_words() -> None:
    record = Record("agreements", UUID(int=1), 1, "x")
    title = '<script>"&\nBcc: c@d.se'
    one = Due(DueKind.AGREEMENT_ENDS, "k", date(2025, 6, 1), title, "Gör.", record, overdue=True)
    none = Due(DueKind.REPORT_DUE, "k", date(2025, 7, 1), "Utan post", "Gör.", None, overdue=False)
    letter = Letter(WEEK, "A\r\nBcc: c@d.se <b>", 60, (one, none))
    known = Settings(mail_from=FROM)

    html, text = as_html(letter, known), as_text(letter, known)
    mail = message(letter, MAILBOX, "<1@register.test>", known)

    assert "<script>" not in html
    assert "&lt;script&gt;&quot;&amp; Bcc: c@d.se" in html
    assert "<b>" not in html
    assert '2025-06-01 överenskommelse löper ut: <script>"& Bcc: c@d.se\n' in text
    assert "\nBcc" not in text
    assert mail["Bcc"] is None
    assert html.count("<a href=") == 1


def test_one_thing_is_one_thing() -> None:
    one = Due(DueKind.REPORT_DUE, "k", date(2025, 7, 1), "Redovisning", "Gör.", None, overdue=False)

    assert Letter("2026-W01", "A", 60, (one,)).title == "Att göra vecka 1: 1 sak"


def test_the_schedule_follows_the_setting(
    sessions: Sessions, office: PostOffice, sets: Sets
) -> None:
    def planned() -> tuple[str, str] | None:
        supervisor.schedule(sessions, settings())
        with sessions.read() as session:
            found = session.get(Schedule, "digest")
            return (found.cron, found.time_zone) if found else None

    assert planned() is None
    sets(**told(office), DIGEST_SCHEDULE="30 6 * * 2")
    assert planned() == ("30 6 * * 2", "Europe/Stockholm")
    sets(DIGEST=False)
    assert planned() is None


def test_the_week_is_that_of_the_day_it_was_due(
    session: Session, sessions: Sessions, office: PostOffice, turned_on: None
) -> None:
    """Monday 00:30 in Sweden is Sunday in UTC."""
    ending(session, town_with(session))
    with sessions.begin() as ordering:
        queue.enqueue(ordering, "digest", {"due": "2026-11-22T23:30:00.000Z"})

    drain(sessions)

    assert [one.week for one in lines(sessions)] == ["2026-W48"]


def worker(url: str, office: PostOffice, *arguments: str) -> "subprocess.Popen[bytes]":
    known = {f"SAMVERKAN_{name}": str(value) for name, value in told(office).items()}
    known |= {"SAMVERKAN_DATABASE_URL": url, "SAMVERKAN_LEASE_S": "2", "SAMVERKAN_POLL_S": "0.3"}
    return subprocess.Popen(
        [sys.executable, "-m", "workers", *arguments],
        env={**os.environ, **known},
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_that_is_killed_while_it_sends_does_not_send_again(
    database_url: str, office: PostOffice
) -> None:
    """The server had taken the letter; nobody can know, and the log says that."""
    sessions = connect(Settings(database_url=database_url))
    with sessions.begin() as session:
        session.info["author"] = AUTHOR
        ending(session, town_with(session))
        queue.enqueue(session, "digest", {"week": WEEK})
    office.slow = True
    first = worker(database_url, office)
    assert office.reached.wait(60)
    assert states(sessions) == {MAILBOX: "sending"}

    first.send_signal(signal.SIGKILL)
    first.wait(60)
    office.slow = False
    office.go.set()
    assert worker(database_url, office, "--once").wait(120) == 0

    (line,) = lines(sessions)
    with sessions.read() as session:
        (job,) = session.scalars(select(Job).where(Job.kind == "digest"))
    sessions.engine.dispose()
    assert (job.state, job.attempt) == ("done", 2)
    assert office.mailboxes() == [MAILBOX]
    assert (line.state, line.attempts, line.reason) == ("failed", 1, INTERRUPTED)
    assert line.state is MailingState.FAILED

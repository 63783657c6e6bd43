"""`samverkan digest send`: shown without being sent, ordered of the worker, or turned off."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.database import connect
from app.models import Job, Mailing
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR

ON = {
    "SAMVERKAN_DIGEST": "true",
    "SAMVERKAN_SMTP_HOST": "127.0.0.1",
    "SAMVERKAN_MAIL_FROM": "samverkan@register.example.se",
}


@pytest.fixture
def register(database_url: str) -> str:
    sessions = connect(Settings(database_url=database_url))
    with sessions.begin() as session:
        session.info["author"] = AUTHOR
        town, idle = make.actor(session), make.actor(session, "Nyköpings kommun")
        make.party(session, make.agreement(session, ends_on=today() + timedelta(days=9)), town)
        make.function(session, town, mailbox="a@kommun.se")
        make.function(session, idle, mailbox="b@kommun.se")
    sessions.engine.dispose()
    return database_url


def digest(url: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "digest", *arguments],
        env={**os.environ, "SAMVERKAN_DATABASE_URL": url, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def kept(url: str) -> tuple[list[str], int]:
    """The kinds of jobs that were ordered, and how many lines the log has."""
    sessions = connect(Settings(database_url=url))
    with sessions.read() as session:
        found = list(session.scalars(select(Job.kind))), len(session.scalars(select(Mailing)).all())
    sessions.engine.dispose()
    return found


def test_a_dry_run_shows_the_letters_and_keeps_nothing(register: str) -> None:
    shown = digest(register, "send", "--dry-run")

    assert shown.returncode == 0, shown.stderr
    assert "a@kommun.se\n\nAtt göra vecka " in shown.stdout
    assert "överenskommelse löper ut: Samverkansöverenskommelse" in shown.stdout
    assert "b@kommun.se\n\nInget behövde göras" in shown.stdout
    assert kept(register) == ([], 0)


def test_it_is_ordered_of_the_worker_where_it_is_on(register: str) -> None:
    refused = digest(register, "send")
    ordered = digest(register, "send", **ON)

    assert refused.returncode == 1
    assert refused.stderr == "Veckobrevet är avstängt; sätt SAMVERKAN_DIGEST.\n"
    assert ordered.returncode == 0, ordered.stderr
    assert kept(register) == (["digest"], 0)

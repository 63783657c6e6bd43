"""The commands about a person, as an operator runs them."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.audit.authors import acting
from app.audit.verifying import verify
from app.database import connect
from app.models import AuditEntry, Function
from app.models.audit import EventKind
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR

NAME = "Åsa Öberg-Ek"
GROUND = ("--decision", "KS 2024/9", "--reason", "Har slutat.")


def samverkan(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env={**os.environ, "SAMVERKAN_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_person_is_extracted_erased_and_then_not_found(database_url: str, tmp_path: Path) -> None:
    sessions = acting(connect(Settings(database_url=database_url, pool_size=5)), AUTHOR)
    with sessions.begin() as session:
        key = make.function(session, person_name=NAME, valid_from=date(2024, 1, 1)).id
    file = tmp_path / "utdrag.json"

    written = samverkan(
        "person", "extract", "--name", NAME.upper(), "--out", str(file), url=database_url
    )
    assert written.returncode == 0, written.stderr
    found = json.loads(file.read_text(encoding="utf-8"))
    erased = samverkan("person", "erase", "--name", NAME, *GROUND, url=database_url)
    shown = samverkan("person", "extract", "--name", NAME, url=database_url)

    assert [one["id"] for one in found["functions"]] == [str(key)]
    assert [one["recordId"] for one in found["auditEntries"]] == [str(key)]
    assert erased.returncode == 0, erased.stderr
    assert erased.stdout.splitlines()[:3] == [
        "Funktioner utan namn nu: 1",
        "Underskrifter utan namn nu: 0",
        "Händelser i loggen vars innehåll gallrades: 2",
    ]
    assert json.loads(shown.stdout)["functions"] == []
    with sessions.read() as session:
        assert session.get_one(Function, key).person_name is None
        assert verify(session).bad is None
        kinds = session.scalars(select(AuditEntry.event).order_by(AuditEntry.seq)).all()
    sessions.engine.dispose()
    assert kinds[-4:] == [
        EventKind.EXPORT,
        EventKind.CHANGE,
        EventKind.DISPOSAL,
        EventKind.EXPORT,
    ]
    said = erased.stdout + erased.stderr + written.stdout + written.stderr + shown.stderr
    assert "berg" not in said


def test_what_is_wrong_is_one_sentence_without_the_name(database_url: str) -> None:
    for arguments, sentence in (
        (("--decision", " ", "--reason", "Har slutat."), "decision: "),
        (("--decision", "KS 1", "--reason", f"{NAME} har slutat."), "Varken beslutet eller "),
        (("--decision", "KS 811218-9876", "--reason", "Slutat."), "decision: Innehåller något "),
    ):
        stopped = samverkan("person", "erase", "--name", NAME, *arguments, url=database_url)

        assert stopped.returncode == 1
        (line,) = stopped.stderr.splitlines()
        assert line.startswith(sentence)
        assert "berg" not in line
        assert "811218" not in line


def test_a_name_that_is_not_given_is_asked_for(database_url: str) -> None:
    """Where others see which commands are run, it need not stand in one."""
    asked = subprocess.run(
        [sys.executable, "-m", "app.cli", "person", "extract"],
        env={**os.environ, "SAMVERKAN_DATABASE_URL": database_url},
        input=f"{NAME}\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout.partition("Namn: ")[2])["functions"] == []

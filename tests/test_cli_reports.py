"""`samverkan report`: from compiling to verifying, by an operator and in a client's name."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.audit.authors import acting
from app.database import Sessions, connect
from app.models import AnnualReport, AnnualReportAnswer, AnnualReportFile, AuditEntry
from app.models.actors import ActorKind
from app.models.principals import Role
from app.report_form import QUESTIONS
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR

WRITER, APPROVER = "writer", "approver"


class Desk:
    """The command line on a register with one county, its board and two clients of the board's."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sessions: Sessions = acting(connect(Settings(database_url=url)), AUTHOR)
        with self.sessions.begin() as session:
            make.municipality(session, "0481", "Oxelösund")
            board = make.actor(
                session,
                "Länsstyrelsen",
                kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
                county_code="04",
            )
            make.principal(session, board, Role.COORDINATOR, Role.APPROVER, subject=WRITER)
            make.principal(session, board, Role.APPROVER, subject=APPROVER)

    def run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "app.cli", "report", *arguments],
            env={**os.environ, "SAMVERKAN_DATABASE_URL": self.url, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def compiled(self, *more: str) -> str:
        made = self.run("compile", "--county", "04", "--year", "2024", *more)
        assert made.returncode == 0, made.stderr
        return made.stdout.split()[-1]

    def answer(self) -> None:
        with self.sessions.begin() as session:
            row = session.scalars(select(AnnualReport)).one()
            row.answered_at = row.compiled_at
            for one in QUESTIONS:
                answer = {"annual_report_id": row.id, "question": one.id, "text": "Svar."}
                session.add(AnnualReportAnswer(**answer))

    def submitted(self) -> str:
        key = self.compiled()
        self.answer()
        approved = self.run("approve", key, "--by", APPROVER, "--function", "länsråd")
        assert approved.returncode == 0, approved.stderr
        assert self.run("submit", key).returncode == 0
        return key

    def tamper(self, change: Any) -> None:
        """As nobody but the owner of the database can."""
        sqlite = self.sessions.engine.dialect.name == "sqlite"
        with self.sessions.begin() as session:
            for table in ("annual_report_files", "annual_report_sheets"):
                name = f"{table}_no_update" if sqlite else f"{table}_fixed ON {table}"
                session.execute(text(f"DROP TRIGGER {name}"))
            change(session)


@pytest.fixture
def desk(database_url: str) -> Any:
    desk = Desk(database_url)
    yield desk
    desk.sessions.engine.dispose()


def test_a_report_goes_all_the_way_and_is_verified(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "utkast.xlsx"
    key = desk.compiled("--out", str(out))
    assert load_workbook(out).sheetnames[0] == "Försättsblad"
    assert "sammanställd, frågorna är inte besvarade" in desk.run("list").stdout
    desk.answer()
    refused = desk.run("approve", key, "--by", "nobody", "--function", "länsråd")
    assert refused.stderr == "Det finns ingen klient med det id:t; de finns i client list.\n"
    assert desk.run("approve", key, "--by", APPROVER, "--function", "länsråd").returncode == 0
    assert desk.run("submit", key).returncode == 0

    verified = desk.run("verify", key)

    assert (verified.returncode, verified.stdout) == (0, "bra-redovisning-04-2024-v1.xlsx: lika\n")
    assert f"{key}\t04\t2024\tv1\tinlämnad" in desk.run("list", "--county", "04").stdout
    with desk.sessions.begin() as session:
        (by,) = session.scalars(
            select(AuditEntry.organisation_id).where(AuditEntry.operation == "report approve")
        )
        row = session.scalars(select(AnnualReport)).one()
        assert by is not None
        assert (row.approved_as, str(row.id)) == ("länsråd", key)


def test_nobody_approves_in_the_name_of_the_one_who_wrote_it(desk: Desk) -> None:
    key = desk.compiled()
    desk.answer()
    with desk.sessions.begin() as session:
        report, answer = (
            session.scalars(select(AnnualReport)).one(),
            session.scalars(select(AnnualReportAnswer)).first(),
        )
        assert answer is not None
        report.narrated_by_id = _principal(session, WRITER)

    refused = desk.run("approve", key, "--by", WRITER, "--function", "länsråd")

    assert refused.returncode == 1
    assert refused.stderr.startswith("Den som beställde eller sammanställde redovisningen")


def _principal(session: Session, subject: str) -> Any:
    return session.execute(
        text("SELECT id FROM principals WHERE subject = :subject"), {"subject": subject}
    ).scalar_one()


def test_verifying_says_which_cell_is_another(desk: Desk) -> None:
    key = desk.submitted()

    def change(session: Session) -> None:
        file = session.scalars(select(AnnualReportFile)).one()
        book = load_workbook(BytesIO(file.workbook))
        book["Försättsblad"]["B5"] = "Ett annat län"
        changed = BytesIO()
        book.save(changed)
        file.workbook = changed.getvalue()

    desk.tamper(change)
    verified = desk.run("verify", key)

    assert verified.returncode == 1
    assert (
        "bladet Försättsblad, rad 5, kolumn 2: sparad ”Ett annat län”, ur ögonblicksbilden "
        in verified.stdout
    )


def test_verifying_says_that_the_figures_are_not_those_that_were_submitted(desk: Desk) -> None:
    key = desk.submitted()

    def change(session: Session) -> None:
        file = session.scalars(select(AnnualReportFile)).one()
        file.head = {**file.head, "countyName": "Ett annat län"}

    desk.tamper(change)
    verified = desk.run("verify", key)

    assert verified.returncode == 1
    assert "kontrollsumman är " in verified.stdout
    assert "bladet Försättsblad, rad 5, kolumn 2" in verified.stdout


def test_what_cannot_be_done_is_one_sentence(desk: Desk) -> None:
    key = desk.compiled()

    assert desk.run("verify", key).stderr == (
        "Redovisningen är inte inlämnad; det finns inget att hålla den mot.\n"
    )
    assert desk.run("submit", key).stderr.startswith("Redovisningen är sammanställd, frågorna är ")
    assert desk.run("submit", "nr 1").stderr == (
        "Ange redovisningens id, som report list visar det.\n"
    )


def test_who_is_late_is_seen_in_the_list(desk: Desk) -> None:
    desk.compiled()
    due = json.dumps({"2024": "2025-03-01"})

    late = desk.run("list", "--year", "2024", SAMVERKAN_REPORT_DUE_DAYS=due)

    assert late.stdout.rstrip().endswith("sen, skulle lämnas 2025-03-01")

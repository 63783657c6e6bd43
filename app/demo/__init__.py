"""The demonstration: real agreements, a report ordered and compiled by the worker, the API."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import typer

from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.demo import clients
from app.demo.clients import Player
from app.errors import RuleViolationError
from app.imports import supplement
from app.imports.agreements import import_agreements
from app.models import AnnualReport
from app.queries.annual_reports import latest_issue, report_workbook
from app.reference.loading import load
from app.report_form import file_name
from app.schemas.annual_reports import AnnualReportCreate, CompilationCreate
from app.services import annual_reports
from app.serving import serve
from app.settings import CONTRACT_PATH, Settings

COUNTY, YEAR = "04", 2024
AGREEMENTS = Path(__file__).parents[1] / "imports" / "data" / "agreements-sodermanland.json"
WORKBOOK = Path(file_name(COUNTY, YEAR, 1))
PATIENCE_S = 120

READY = """
Arbetsboken: {workbook}
Swagger UI:  {host}/docs

Tryck på Logga in i Swagger UI och fyll i client_id och client_secret för den du vill vara:

{players}

Hemligheterna visas bara nu; nästa gång ges nya.

Så hämtar ett eget system en token, som gäller i fem minuter, och frågar med den:

  TOKEN=$(curl -s -u {client} -d grant_type=client_credentials {host}/oauth2/token |
          sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
  curl -H "Authorization: Bearer $TOKEN" '{host}{root}/agreements?limit=3'

Avsluta med Ctrl-C.
"""


def run(settings: Settings, port: int) -> None:
    """Everything a newcomer wants to see; run again, it carries on with the data it has."""
    host = f"http://127.0.0.1:{port}"
    told = {"public_url": host, "embedded_issuer": True, "client_secrets": True}
    here = settings.model_copy(update=told)
    sessions = acting(connect(settings), Author("demonstrationen", "demo"))
    load_data(sessions)
    with working():
        WORKBOOK.write_bytes(compiled_workbook(sessions))
        typer.echo(introduction(host, clients.players(sessions)))
        serve(here, "127.0.0.1", port)


def introduction(host: str, players: list[Player]) -> str:
    first = players[0]
    return READY.format(
        workbook=WORKBOOK.absolute(),
        host=host,
        root=CONTRACT_PATH,
        client=f"{first.client_id}:{first.secret}",
        players="\n".join(map(described, players)),
    )


def described(player: Player) -> str:
    part = player.part
    roles = ", ".join(part.roles)
    return f"  {part.title} ({roles})\n    {player.client_id}\n    {player.secret}"


def load_data(sessions: Sessions) -> None:
    with sessions.begin() as session:
        typer.echo(load(session))
    typer.echo(import_agreements(sessions, AGREEMENTS))
    with sessions.begin() as session:
        typer.echo(supplement.load(session))


@contextmanager
def working() -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, as in real use; it ends with us, also on SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    process = subprocess.Popen([sys.executable, "-m", "workers"])
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def compiled_workbook(sessions: Sessions) -> bytes:
    """Of the county's report as it now is; one that has been submitted stays as it was."""
    key, before = _requested(sessions)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with sessions.read() as session:
            report = session.get_one(AnnualReport, key)
            if report.compiled_at != before:
                return session.execute(report_workbook(key)).one()[0]
        time.sleep(0.2)
    raise typer.Exit(_say("Arbetaren hann inte sammanställa redovisningen; se dess logg ovan."))


def _requested(sessions: Sessions) -> tuple[UUID, datetime | None]:
    """The report, and when it was compiled last; again if that may be done."""
    with sessions.begin() as session:
        known = session.scalars(latest_issue(COUNTY, YEAR)).one_or_none()
        if known is None:
            body = AnnualReportCreate.model_validate({"countyCode": COUNTY, "year": YEAR})
            return annual_reports.request(session, body).id, None
        before = known.compiled_at
        try:
            annual_reports.compile_again(session, known, CompilationCreate())
        except RuleViolationError:  # approved, or submitted: it is what it is
            return known.id, None
        return known.id, before


def _say(sentence: str) -> int:
    typer.echo(sentence, err=True)
    return 1

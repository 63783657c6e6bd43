"""The commands that are no part of a group, and how what goes wrong in any is told."""

import errno
import re
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from app import migrating
from app.cli.audit import audit
from app.cli.clients import client
from app.cli.digest import digest
from app.cli.opening import by_operator, register
from app.cli.persons import person
from app.cli.reports import report
from app.cli.tokens import keys, token
from app.database import connect
from app.errors import DomainError
from app.logs import configure
from app.schemas.sentences import faults_in
from app.settings import settings

cli = typer.Typer(
    help="Registret över samverkansöverenskommelser.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="Databasen.", no_args_is_help=True)
reference = typer.Typer(help="Referensdata.", no_args_is_help=True)
cli.add_typer(db, name="db")
cli.add_typer(reference, name="reference")
cli.add_typer(report, name="report")
cli.add_typer(audit, name="audit")
cli.add_typer(client, name="client")
cli.add_typer(token, name="token")
cli.add_typer(keys, name="keys")
cli.add_typer(person, name="person")
cli.add_typer(digest, name="digest")

Port = Annotated[int, typer.Option(min=1, max=65_535, help="Porten som tjänsten svarar på.")]


def main() -> None:
    """What an operator can mend is one sentence, never a trace."""
    try:
        configure(settings().log_level)
        cli()
    except ValidationError as error:
        errors = [{**one, "loc": ("settings", *one["loc"])} for one in error.errors()]
        wrong = [f"{variable(one.name)}: {one.reason}" for one in faults_in(errors)]
        sys.exit(f"Felaktig inställning. {' '.join(wrong)} Alla inställningar står i README.")
    except OperationalError as error:
        sys.exit(f"Databasen svarar inte: {error.orig}")
    except DomainError as error:
        sys.exit(error.detail)
    except OSError as error:
        sys.exit(f"Filen kan inte läsas eller skrivas: {error.filename}: {error.strerror}")


def variable(name: str) -> str:
    """SAMVERKAN_ISSUERS[0].jwksUrl from `issuers[0].jwksUrl`."""
    return re.sub(r"^\w+", lambda setting: f"SAMVERKAN_{setting[0].upper()}", name)


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Adressen att lyssna på.")] = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Servera API:et och Swagger UI."""
    from app.serving import serve as run  # noqa: PLC0415 - only this command pays for the server

    refuse_busy(host, port)
    register()
    run(settings(), host, port)


@cli.command()
def worker(
    once: Annotated[bool, typer.Option(help="Sluta efter ett jobb.")] = False,
    drain: Annotated[bool, typer.Option(help="Sluta när inget jobb väntar.")] = False,
) -> None:
    """Utför jobben i bakgrunden tills processen stoppas."""
    from workers.supervisor import run_worker  # noqa: PLC0415

    register()
    run_worker(settings(), once=once, drain=drain)


@db.command("upgrade")
def upgrade_database() -> None:
    """Ge databasen de tabeller som den här versionen väntar sig."""
    migrating.upgrade(connect(settings()).engine)


@reference.command("load")
def load_reference() -> None:
    """Läs in län, kommuner, myndigheter, metoder och kategorier; kan upprepas."""
    from app.reference.loading import load  # noqa: PLC0415

    with by_operator("reference load").begin() as session:
        typer.echo(load(session))


@cli.command("import-agreements")
def import_agreements_file(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="JSON-fil; formen står i docs/import-format.md."
        ),
    ],
) -> None:
    """Läs in överenskommelser och löften ur en fil; kan upprepas."""
    from app.imports.agreements import import_agreements  # noqa: PLC0415

    imported = import_agreements(by_operator("import-agreements"), file)
    typer.echo(imported)
    if imported.refused:
        raise typer.Exit(1)


@cli.command()
def demo(port: Port = 8000) -> None:
    """Förbered databasen, läs in verkliga överenskommelser, sammanställ och servera."""
    from app.demo import run  # noqa: PLC0415

    refuse_busy("127.0.0.1", port)
    upgrade_database()
    run(settings(), port)


def refuse_busy(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = f"PORT={port + 1} (make) eller --port {port + 1}"
                sys.exit(f"Porten {port} är upptagen. Välj en annan: {other}.")
            sys.exit(f"Det går inte att lyssna på {host}:{port}: {error.strerror}.")

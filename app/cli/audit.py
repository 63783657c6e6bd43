"""Commands for the audit chain: whether it is whole, and where it stands."""

from pathlib import Path
from typing import Annotated

import typer

from app.audit import checkpoints
from app.audit.verifying import Checkpoint, verify
from app.cli.opening import register
from app.errors import NotFoundError
from app.settings import settings

audit = typer.Typer(help="Loggen över vem som gjort vad.", no_args_is_help=True)

NO_FILE = "Filen med kontrollpunkter finns inte: {path}."
NO_CHECKPOINTS = "Inga kontrollpunkter finns än; gör en med samverkan audit checkpoint."


@audit.command("verify")
def verify_chain(
    file: Annotated[
        Path | None,
        typer.Option("--checkpoints", help="Filen med kontrollpunkter.", dir_okay=False),
    ] = None,
) -> None:
    """Kontrollera att ingenting i loggen har ändrats, lagts till eller tagits bort."""
    signed = signed_in(file)
    with register().read() as session:
        found = verify(session, signed)
    if found.bad is not None:
        typer.echo(found.sentence, err=True)
        raise typer.Exit(1)
    typer.echo(f"Loggen är hel: {found.sound} poster, {len(signed)} kontrollpunkter.")


@audit.command("checkpoint")
def write_checkpoint() -> None:
    """Underteckna var loggen står nu, i en fil utanför databasen."""
    kept = settings()
    with register().read() as session:
        point = checkpoints.write(session, kept.keys_directory, kept.checkpoints)
    typer.echo(f"Post {point.seq} är undertecknad i {kept.checkpoints}")


def signed_in(file: Path | None) -> list[Checkpoint]:
    """Of the file that is named, or of the one in the settings when there is one yet."""
    path = file or settings().checkpoints
    if path.exists():
        return checkpoints.read(path, settings().keys_directory)
    if file is not None:
        raise NotFoundError(NO_FILE.format(path=path))
    typer.echo(NO_CHECKPOINTS, err=True)
    return []

"""Commands for the weekly digest."""

from typing import Annotated

import typer

from app.cli.opening import register
from app.clock import today
from app.errors import InvalidError
from app.jobs import queue
from app.settings import settings

digest = typer.Typer(help="Veckobrevet med det som behöver göras.", no_args_is_help=True)

TURNED_OFF = "Veckobrevet är avstängt; sätt SAMVERKAN_DIGEST."


@digest.callback()
def of_digest() -> None:
    """With one command alone, its name would not have to be said."""


@digest.command("send")
def send(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Visa breven, sänd och spara ingenting.")
    ] = False,
) -> None:
    """Beställ veckans brev av arbetaren; den som redan har fått det får det inte igen."""
    from workers.digest import letters, sending  # noqa: PLC0415

    week, sessions = sending.week_at(today()), register()
    if dry_run:
        for actor, mailbox in sending.mailboxes(sessions):
            letter = sending.letter_to(sending.Round(sessions, week, settings()), actor)
            sent = letters.as_text(letter, settings()) if letter.due else sending.NOTHING_DUE
            typer.echo(f"{mailbox}\n\n{sent}\n")
        return
    if not settings().digest:
        raise InvalidError(TURNED_OFF)
    with sessions.begin() as session:
        queue.enqueue(session, sending.KIND, {"week": week})
    typer.echo(f"Veckobrevet för {week} är beställt.")

"""Commands for clients: who may ask for tokens, for which organisation and in which roles."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.opening import by_operator, register, shaped
from app.clock import STOCKHOLM, today
from app.errors import InvalidError
from app.models import Principal
from app.models.principals import Role
from app.queries.principals import own_clients
from app.schemas.bodies import EndingCreate
from app.schemas.principals import PrincipalCreate
from app.services import principals
from app.services.client_secrets import Secret
from app.settings import settings

client = typer.Typer(help="Klienter: system som får anropa.", no_args_is_help=True)

SECRETS_OFF = (
    "Hemligheter är avstängda; sätt SAMVERKAN_CLIENT_SECRETS, eller ange klientens öppna nycklar"
    " med --jwks."
)
ONE_WAY = "Ange antingen --jwks eller --secret."
NO_JSON = "Filen med nycklar är inte JSON."

ClientId = Annotated[str, typer.Argument(help="Klientens id, som det visades när den lades till.")]


@client.command("add")
def add_client(
    actor: Annotated[
        str,
        typer.Option(help="Kommunkod, länskod (länsstyrelsen), organisationsnummer eller id."),
    ],
    role: Annotated[list[Role], typer.Option(help="Rollen; kan upprepas.")],
    title: Annotated[str, typer.Option(help="Klientens namn i ord.")],
    jwks: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Fil med dess öppna nycklar (JWKS)."),
    ] = None,
    secret: Annotated[bool, typer.Option("--secret", help="Ge den en hemlighet.")] = False,
) -> None:
    """Lägg till en klient; en hemlighet visas bara nu."""
    if secret == (jwks is not None):
        raise InvalidError(ONE_WAY)
    with by_operator("client add").begin() as session:
        told = {"title": title, "roles": role, "keySet": jwks and read_keys(jwks)}
        told["actorId"] = str(principals.actor_called(session, actor).id)
        added = principals.register(session, shaped(PrincipalCreate, told))
        made = principals.renew_secret(session, added, lifetime()) if secret else None
    show(added, made)


@client.command("list")
def list_clients() -> None:
    """Visa klienterna: id, organisation, roller och hur de visar vilka de är."""
    with register().read() as session:
        for one in session.scalars(own_clients()):
            typer.echo("\t".join(described(one)))


@client.command("rotate")
def rotate_secret(client_id: ClientId) -> None:
    """Ge klienten en ny hemlighet; den förra gäller tills vidare, äldre tas bort."""
    with by_operator("client rotate").begin() as session:
        found = principals.client_called(session, client_id)
        made = principals.renew_secret(session, found, lifetime())
    show(found, made)


@client.command("disable")
def disable_client(
    client_id: ClientId, reason: Annotated[str, typer.Option(help="Varför den stängs av.")]
) -> None:
    """Stäng av klienten; den kommer inte åt något från och med nästa anrop."""
    body = shaped(EndingCreate, {"endedOn": today().isoformat(), "reason": reason})
    with by_operator("client disable").begin() as session:
        principals.disable(session, principals.client_called(session, client_id), body)
    typer.echo(f"Stängde av {client_id}")


def lifetime() -> int:
    if not settings().client_secrets:
        raise InvalidError(SECRETS_OFF)
    return settings().secret_lifetime_days


def show(shown: Principal, secret: Secret | None) -> None:
    typer.echo(f"client_id: {shown.subject}")
    if secret is not None:
        until = secret.expires_at.astimezone(STOCKHOLM).date()
        typer.echo(f"client_secret: {secret.text}")
        typer.echo(f"Hemligheten visas bara nu och gäller till {until}.", err=True)


def described(one: Principal) -> Iterator[str]:
    yield from (one.subject, one.title, one.actor.name, ",".join(sorted(one.roles)))
    yield "nycklar" if one.key_set else ", ".join(secret.hint for secret in one.secrets)
    yield f"avstängd {one.ended_on}" if one.ended_on else "i bruk"


def read_keys(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise InvalidError(NO_JSON) from None

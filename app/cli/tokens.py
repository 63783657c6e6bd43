"""Commands for tokens, and for the keys that they are signed with."""

import re
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from app.audit.authors import author_in
from app.audit.events import AuditEvent
from app.audit.recording import record
from app.cli.opening import by_operator
from app.errors import InvalidError
from app.models import Principal
from app.models.audit import EventKind
from app.services import principals
from app.services.client_tokens import RefusedScopeError, scopes_for
from app.settings import Settings, settings
from app.tokens.minting import Mint
from app.tokens.own_keys import LONGEST_LIFE_S, OwnKeys

token = typer.Typer(help="Åtkomstintyg.", no_args_is_help=True)
keys = typer.Typer(help="Nycklarna som åtkomstintyg signeras med.", no_args_is_help=True)

ISSUER_OFF = "Tjänsten utfärdar inga egna åtkomstintyg; SAMVERKAN_EMBEDDED_ISSUER är av."
WRONG_TTL = "Ange giltighetstiden som 90s eller 15m; den får vara högst 15m."
WRONG_SCOPE = "Klientens roller tillåter inte den behörigheten (--scope)."
SECONDS = {"s": 1, "m": 60}


@token.command("mint")
def mint_token(
    client: Annotated[str, typer.Option(help="Klientens id.")],
    ttl: Annotated[str, typer.Option(help="Hur länge det gäller, högst 15m.")] = "15m",
    scope: Annotated[
        str | None, typer.Option(help="Behörigheter, med blanksteg emellan; annars alla.")
    ] = None,
) -> None:
    """Skriv ut ett åtkomstintyg för en klient, till exempel att klistra in i Swagger UI."""
    life_s, mint = seconds(ttl), Mint(issuing())
    with by_operator("token mint").begin() as session:
        found = principals.client_called(session, client)
        principals.refuse_ended(found)
        try:
            scopes = scopes_for(found.roles, scope)
        except RefusedScopeError:
            raise InvalidError(WRONG_SCOPE) from None
        made = mint.token(found.subject, scopes, life_s)
        note_issue(session, found, tokenId=made.token_id, scope=made.scope, lifeSeconds=life_s)
    typer.echo(made.text)


@keys.command("rotate")
def rotate_keys() -> None:
    """Gör en ny nyckel; de åtkomstintyg som redan finns gäller tiden ut."""
    own = OwnKeys(issuing().keys_directory)
    with by_operator("keys rotate").begin() as session:
        made = own.rotate()
        note_issue(session, keyId=made.kid)
    typer.echo(f"Signerar nu med {made.kid}")


def note_issue(session: Session, to: Principal | None = None, **facts: Any) -> None:
    """In the transaction that must end before anything is printed."""
    event = AuditEvent(
        kind=EventKind.ISSUED,
        by=author_in(session),
        record_kind="principals" if to else None,
        record_id=to.id if to else None,
        facts=facts,
    )
    record(session, event)


def issuing() -> Settings:
    if not settings().embedded_issuer:
        raise InvalidError(ISSUER_OFF)
    return settings()


def seconds(ttl: str) -> int:
    match = re.fullmatch(r"([0-9]{1,3})([sm])", ttl)
    life_s = int(match[1]) * SECONDS[match[2]] if match else 0
    if not 0 < life_s <= LONGEST_LIFE_S:
        raise InvalidError(WRONG_TTL)
    return life_s

"""How clients of our own are registered, given secrets and shut out."""

import re
import secrets
from collections.abc import Collection
from typing import Any
from unicodedata import normalize
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import (
    Fault,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    RuleViolationError,
)
from app.models import Actor, Principal
from app.models.actors import ActorKind
from app.models.principals import EMBEDDED, PrincipalKind, Role
from app.permissions import Caller, may_grant
from app.queries.principals import actors_called, clients_named
from app.queries.visibility import caller_in
from app.schemas.bodies import EndingCreate
from app.schemas.principals import PrincipalCreate, PrincipalUpdate
from app.services import changing, client_secrets
from app.services.client_secrets import Secret
from app.tokens.key_sets import usable

ONLY_AT = {
    Role.COORDINATOR: ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
    Role.APPROVER: ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
    Role.RECEIVER: ActorKind.NATIONAL_AUTHORITY,
}
MISPLACED = {
    ActorKind.COUNTY_ADMINISTRATIVE_BOARD: "Rollen {role} finns bara vid en länsstyrelse.",
    ActorKind.NATIONAL_AUTHORITY: "Rollen {role} finns bara vid en nationell myndighet.",
}
MOST_KEYS = 5
NO_ACTOR = (
    "Det finns ingen sådan aktör. Ange kommunkod, länskod (länsstyrelsen), organisationsnummer"
    " eller aktörens id."
)
NO_SUCH_ACTOR = "Hänvisar till något som inte finns i registret."
NAMED_BY_US = "Klienter hos embedded får sitt namn av registret; utelämna subject."
NAMED_BY_ISSUER = "Ange vad utfärdaren kallar den (client_id eller sub)."
NOT_YOURS_TO_GIVE = (
    "Rollerna auditor, archivist, receiver och systemAdministrator ges och tas bara av en "
    "systemadministratör."
)
NO_CLIENT_OF_OURS = "Bara klienter hos embedded har hemligheter; andra får dem av sin utfärdare."
SEVERAL_ACTORS = "Flera aktörer svarar mot detta. Ange aktörens id."
NO_CLIENT = "Det finns ingen klient med detta id."
ENDED = "Klienten är avstängd."
NO_KEY_SET = 'Nyckelmängden ska vara ett JWKS med 1-5 nycklar: {{"keys": [...]}}.'
PRIVATE_KEY = "Nyckelmängden innehåller en privat nyckel. Behåll den, och ange bara den öppna."
WEAK_KEY = "Nyckelmängden har en nyckel som inte godtas; använd EC P-256 eller RSA 2048-8192 bitar."
SAME_KEY = "Två nycklar i nyckelmängden har samma kid."


def register(session: Session, body: PrincipalCreate) -> Principal:
    actor = actor_of(session, body.actor_id)
    refuse_beyond(caller_in(session), body.roles)
    refuse_misplaced(actor, body.roles)
    client = Principal(
        title=body.title,
        kind=body.kind,
        issuer=body.issuer,
        subject=subject_of(actor, body),
        actor_id=actor.id,
        external_references=[],
        key_set=None if body.key_set is None else public_keys(body.key_set),
        roles=list(dict.fromkeys(body.roles)),
        secrets=[],
    )
    session.add(client)
    session.flush()
    changing.log_false_alarm(session, client, body)
    return client


def subject_of(actor: Actor, body: PrincipalCreate) -> str:
    """Our own clients are named by us, all others by their issuer."""
    if (body.issuer == EMBEDDED) == (body.subject is not None):
        reason = NAMED_BY_US if body.subject else NAMED_BY_ISSUER
        raise InvalidError(reason, [Fault("subject", reason)])
    return body.subject or client_id_for(actor, body.roles[0])


def actor_of(session: Session, key: UUID) -> Actor:
    found = session.get(Actor, key)
    if found is None:
        raise InvalidError(NO_SUCH_ACTOR, [Fault("actorId", NO_SUCH_ACTOR)])
    return found


def change(session: Session, principal: Principal, body: PrincipalUpdate) -> None:
    """A role that is taken away is gone from the next request."""
    refuse_beyond(caller_in(session), principal.roles)
    if "roles" in body.model_fields_set:
        refuse_beyond(caller_in(session), body.roles)
        refuse_misplaced(actor_of(session, principal.actor_id), body.roles)
    if body.key_set is not None:
        body.key_set = public_keys(body.key_set)
    changing.change(session, principal, body)


def refuse_beyond(caller: Caller, roles: Collection[Role]) -> None:
    """Nobody gives, takes or takes over what only the system's own administrators may."""
    if not may_grant(caller, roles):
        raise ForbiddenError(NOT_YOURS_TO_GIVE, [Fault("roles", NOT_YOURS_TO_GIVE)])


def renew_secret(session: Session, client: Principal, lifetime_days: int) -> Secret:
    refuse_ended(client)
    refuse_beyond(caller_in(session), client.roles)
    if client.issuer != EMBEDDED or client.kind is not PrincipalKind.CLIENT:
        raise RuleViolationError(NO_CLIENT_OF_OURS)
    secret = client_secrets.renew(client, lifetime_days)
    changing.touch(session, client)
    return secret


def disable(session: Session, client: Principal, body: EndingCreate) -> None:
    """Nothing that it holds is good any longer, from the very next request."""
    refuse_beyond(caller_in(session), client.roles)
    changing.end(session, client, body)


def refuse_ended(client: Principal) -> None:
    if client.ended_on is not None:
        raise RuleViolationError(ENDED)


def refuse_misplaced(actor: Actor, roles: Collection[Role]) -> None:
    for role in roles:
        kind = ONLY_AT.get(role)
        if kind is not None and actor.kind != kind:
            reason = MISPLACED[kind].format(role=role)
            raise InvalidError(reason, [Fault("roles", reason)])


def client_id_for(actor: Actor, role: Role) -> str:
    """One that a person can recognise in a log: `0480-editor-3f9a2c`."""
    code = actor.municipality_code or actor.county_code
    plain = normalize("NFKD", actor.name.lower()).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "-", plain)[:30].strip("-")
    return f"{code or word or 'aktor'}-{role}-{secrets.token_hex(3)}"


def client_called(session: Session, client_id: str) -> Principal:
    found = session.scalar(clients_named(client_id))
    if found is None:
        raise NotFoundError(NO_CLIENT)
    return found


def actor_called(session: Session, name: str) -> Actor:
    found = session.scalars(actors_called(name).limit(2)).all()
    if not found:
        raise NotFoundError(NO_ACTOR)
    if len(found) > 1:
        raise RuleViolationError(SEVERAL_ACTORS)
    return found[0]


def public_keys(key_set: dict[str, Any]) -> dict[str, Any]:
    """As they are kept: only what is public of them, each with a name."""
    listed = key_set.get("keys")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_KEYS:
        raise _wrong(NO_KEY_SET)
    keys = [_public(one) for one in listed]
    if len({one["kid"] for one in keys}) < len(keys):
        raise _wrong(SAME_KEY)
    return {"keys": keys}


def _public(jwk: Any) -> dict[str, Any]:
    if isinstance(jwk, dict) and "d" in jwk:
        raise _wrong(PRIVATE_KEY)
    key = usable(jwk)
    if key is None or key.get("crv", "P-256") != "P-256":
        raise _wrong(WEAK_KEY)
    key.ensure_kid()
    return dict(key.as_dict(private=False))


def _wrong(reason: str) -> InvalidError:
    return InvalidError(reason, [Fault("keySet", reason)])

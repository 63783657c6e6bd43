"""The embedded issuer: tokens for clients of our own, and what others need to know of it."""

import logging
from ipaddress import ip_address, ip_network
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse

from app.audit.denials import STRANGER
from app.audit.events import AuditEvent
from app.http.origin import peer
from app.http.token_requests import BodyDep, RefusalError, TokenRequest, understood
from app.logs import say
from app.models import Principal
from app.models.audit import EventKind
from app.permissions import Scope
from app.services import client_tokens, minute_counts
from app.services.client_tokens import RefusedClientError, RefusedScopeError
from app.settings import CONTRACT_PATH, Settings
from app.tokens import assertions
from app.tokens.minting import Mint, Minted

LOG = logging.getLogger("samverkan.tokens")

TOKEN, KEYS = "/oauth2/token", "/oauth2/jwks"
ISSUER_METADATA = "/.well-known/oauth-authorization-server"
RESOURCE_METADATA = "/.well-known/oauth-protected-resource"
NO_STORE = {"Cache-Control": "no-store"}
A_WHILE = {"Cache-Control": "public, max-age=300"}
NEIGHBOURS = 64  # whoever has an address of IPv6 has all of these

issuer = APIRouter(include_in_schema=False)
resource = APIRouter(include_in_schema=False)


def install(host: FastAPI, settings: Settings) -> None:
    """Without an issuer of our own its addresses do not exist."""
    host.state.settings = settings
    host.include_router(resource)
    if settings.embedded_issuer:
        host.state.mint = Mint(settings)
        host.include_router(issuer)


@issuer.post(TOKEN)
def issue_token(request: Request, body: BodyDep) -> JSONResponse:
    try:
        minted = granted(request, body)
    except RefusalError as refusal:
        return refusal.answer()
    except (OperationalError, PoolTimeout):
        return RefusalError("temporarily_unavailable", again_after_s=5).answer()
    told = {
        "access_token": minted.text,
        "token_type": "Bearer",
        "expires_in": minted.life_s,
        "scope": minted.scope,
    }
    return JSONResponse(told, headers=NO_STORE)


@issuer.get(KEYS)
def show_keys(request: Request) -> JSONResponse:
    return JSONResponse(request.app.state.mint.keys.published(), headers=A_WHILE)


@issuer.get(ISSUER_METADATA)
def describe_issuer(request: Request) -> JSONResponse:
    """RFC 8414."""
    settings: Settings = request.app.state.settings
    secret = ["client_secret_basic", "client_secret_post"] if settings.client_secrets else []
    told = {
        "issuer": settings.public_url,
        "token_endpoint": settings.public_url + TOKEN,
        "jwks_uri": settings.public_url + KEYS,
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": list(Scope),
        "token_endpoint_auth_methods_supported": ["private_key_jwt", *secret],
        "token_endpoint_auth_signing_alg_values_supported": assertions.ALGORITHMS,
    }
    return JSONResponse(told, headers=A_WHILE)


@resource.get(RESOURCE_METADATA)
@resource.get(RESOURCE_METADATA + CONTRACT_PATH)
def describe_resource(request: Request) -> JSONResponse:
    """RFC 9728."""
    settings: Settings = request.app.state.settings
    own = [settings.public_url] if settings.embedded_issuer else []
    told = {
        "resource": settings.public_url + CONTRACT_PATH,
        "resource_name": "Samverkan",
        "resource_documentation": f"{settings.public_url}/docs",
        "authorization_servers": [*own, *(one.issuer for one in settings.issuers)],
        "scopes_supported": list(Scope),
        "bearer_methods_supported": ["header"],
    }
    return JSONResponse(told, headers=A_WHILE)


def granted(request: Request, body: bytes) -> Minted:
    address = peer(request.scope, request.app.state.settings)
    bound(request, nameless(request, f"address:{neighbourhood(address)}"))
    asked = understood(request, body)
    client = authenticated(request, asked)
    bound(request, f"client:{client.subject}")  # by now nobody else can use it up
    try:
        scopes = client_tokens.scopes_for(client.roles, asked.scope)
    except RefusedScopeError:
        raise RefusalError("invalid_scope") from None
    minted: Minted = request.app.state.mint.token(client.subject, scopes)
    note(request, "token issued", client.subject, tokenId=minted.token_id, scope=minted.scope)
    return minted


def nameless(request: Request, asker: str) -> str:
    """What is counted is written down, and a network address is personal data."""
    secret = request.app.state.settings.database_url
    return minute_counts.disguised(asker, minute_counts.this_minute(), secret)


def bound(request: Request, asker: str) -> None:
    """Attempts are counted whatever they lead to, so in a transaction of their own."""
    with request.app.state.sessions.begin() as session:
        attempts = minute_counts.count(session, asker)
    if attempts > request.app.state.settings.token_requests_per_minute:
        raise RefusalError("slow_down", minute_counts.seconds_left())


def authenticated(request: Request, asked: TokenRequest) -> Principal:
    try:
        with request.app.state.sessions.begin() as session:
            return proved(session, asked, request.app.state.settings)
    except RefusedClientError as refused:
        note(request, "token refused", refused.client, reason=refused.reason)
        request.app.state.denials.note(refusal_of(refused.reason))
        raise RefusalError("invalid_client") from None


def refusal_of(reason: str) -> AuditEvent:
    """Of a stranger, for whoever it says that it is it has not shown it."""
    said = {"reason": reason}
    return AuditEvent(kind=EventKind.FAILED_TOKEN, by=STRANGER, result=401, facts=said)


def note(request: Request, event: str, client: str | None, **facts: Any) -> None:
    """Never what was sent: whoever mistakes the fields sends a secret as its name."""
    say(LOG, event, client=client, traceId=request.state.trace.trace_id, **facts)


def proved(session: Session, asked: TokenRequest, settings: Settings) -> Principal:
    if asked.assertion:
        audiences = [settings.public_url, settings.public_url + TOKEN]
        client = client_tokens.by_assertion(session, asked.assertion, audiences)
        if asked.client_id not in {"", client.subject}:
            raise RefusedClientError("wrongClient", client.subject)
        return client
    if not settings.client_secrets:
        raise RefusedClientError("secretsNotAllowed")
    return client_tokens.by_secret(session, asked.client_id, asked.secret)


def neighbourhood(address: str) -> str:
    try:
        met = ip_address(address)
    except ValueError:
        return address
    wide = met.version == 6 and met.ipv4_mapped is None
    return str(ip_network((address, NEIGHBOURS), strict=False)) if wide else address

"""Verifying access tokens: of a trusted issuer, for us, unexpired; remembered for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

import httpx2

from app.permissions import Scope
from app.settings import Settings
from app.settings.issuers import TrustedIssuer
from app.tokens import scopes, signed
from app.tokens.issuers import Issuer, trusted_issuers
from app.tokens.refusing import TokenError as TokenError
from app.tokens.signed import LEEWAY_S, LONGEST, Key, Signed

MOST_KNOWN = 4_096
# Then it is verified anew: a key that its issuer has withdrawn is not believed for longer.
KNOWN_FOR_S = 300


@dataclass(frozen=True)
class Token:
    """What an access token says that we believe; `subject` is what its issuer calls the caller."""

    issuer: str
    subject: str
    scopes: frozenset[Scope]
    token_id: str
    expires_at: float


class Verifier:
    def __init__(
        self,
        settings: Settings,
        transport: httpx2.BaseTransport | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.issuers = trusted_issuers(settings, transport, clock)
        self.clock = clock
        self.remembered: dict[bytes, tuple[float, Token]] = {}
        self.remembering = Lock()

    def known(self, bearer: str) -> Token | None:
        """As it was verified a moment ago; never waits for anything."""
        if len(bearer) > LONGEST:
            return None
        until, token = self.remembered.get(_digest(bearer), (0.0, None))
        return token if self.clock() < until else None

    def verify(self, bearer: str) -> Token:
        """May fetch keys, which takes its time."""
        token = self._believed(signed.read(bearer))
        self._remember(bearer, token)
        return token

    def _believed(self, read: Signed) -> Token:
        issuer = self._issuer_of(read)
        refuse_foreign_kind(read, issuer)
        signed.prove(read, _key(read, issuer), issuer.signatures)
        signed.hold(read, issuer.claims, issuer.told.longest_life_s, issuer.missing)
        return _token(read, issuer)

    def _issuer_of(self, read: Signed) -> Issuer:
        name = read.claims.get("iss")
        if name is None:
            raise TokenError("missingIssuer")
        if not isinstance(name, str) or name not in self.issuers:
            raise TokenError("unknownIssuer")
        return self.issuers[name]

    def _remember(self, bearer: str, token: Token) -> None:
        until = min(token.expires_at + LEEWAY_S, self.clock() + KNOWN_FOR_S)
        with self.remembering:
            if len(self.remembered) >= MOST_KNOWN:
                del self.remembered[next(iter(self.remembered))]  # the one known for longest
            self.remembered[_digest(bearer)] = (until, token)


def refuse_foreign_kind(read: Signed, issuer: Issuer) -> None:
    """Before the signature is looked at: what is no access token of this issuer's sort."""
    if read.of_header("alg") not in issuer.told.algorithms:
        raise TokenError("algorithmNotAllowed")
    if signed.bare_type(read.of_header("typ")) not in issuer.types:
        raise TokenError("notAnAccessToken")
    if read.claims.get("typ", "Bearer") != "Bearer":  # Keycloak says it there
        raise TokenError("notAnAccessToken")
    if "cnf" in read.claims:  # to believe it without its proof would undo what it is there for
        raise TokenError("boundToKey")


def _key(read: Signed, issuer: Issuer) -> Key:
    kid = read.of_header("kid")
    if not kid:
        raise TokenError("missingKeyId")
    key = issuer.keys.find(kid)
    if key is None:
        raise TokenError("unknownKey")
    return key


def _token(read: Signed, issuer: Issuer) -> Token:
    told = issuer.told
    signed.name_in(read, told.client_claim)
    return Token(
        issuer=issuer.name,
        subject=signed.name_in(read, _first(told.subject_claims, read.claims)),
        scopes=scopes.known(_words(read.claims, told)),
        token_id=signed.name_in(read, told.token_id_claim),
        expires_at=float(read.claims["exp"]),
    )


def _first(names: tuple[str, ...], claims: dict[str, Any]) -> str:
    return next(name for name in names if name in claims)


def _words(claims: dict[str, Any], told: TrustedIssuer) -> list[str]:
    """Roles only where there is no scope: with one, the token is good for no more than it says."""
    if told.roles_claim is None or told.scope_claim in claims:
        words = claims.get(told.scope_claim, "")
        if not isinstance(words, str):
            raise TokenError("malformedScope")
        return words.split(" ")
    roles = claims.get(told.roles_claim, [])
    if not isinstance(roles, list) or not all(isinstance(one, str) for one in roles):
        raise TokenError("malformedScope")
    return roles


def _digest(bearer: str) -> bytes:
    """Rather than the token itself: nothing that can be used stays in memory."""
    return sha256(bearer.encode("utf-8", "surrogatepass")).digest()

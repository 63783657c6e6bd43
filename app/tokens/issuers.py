"""The issuers whose tokens are believed, and the rules that each one's tokens are held to."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

import httpx2
from joserfc.jwt import JWTClaimsRegistry

from app.models.principals import EMBEDDED
from app.settings import Settings
from app.settings.issuers import TrustedIssuer
from app.tokens.key_sets import FetchedKeys, KeyFile
from app.tokens.own_keys import ALGORITHM, LONGEST_LIFE_S, OwnKeys
from app.tokens.signed import LEEWAY_S, Key, allowing, bare_type


class KeyRing(Protocol):
    def find(self, kid: str) -> Key | None: ...


class Issuer:
    """`name` is what its principals are registered under."""

    def __init__(
        self,
        name: str,
        told: TrustedIssuer,
        audience: str,
        keys: KeyRing,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.name, self.told, self.keys = name, told, keys
        self.audience, self.clock = told.audience or audience, clock
        self.types = frozenset(map(bare_type, told.types))
        self.signatures = allowing(told.algorithms)

    @cached_property
    def claims(self) -> JWTClaimsRegistry:
        """What every token has comes last: no name that a setting gives can take its place."""
        options: dict[str, Any] = {name: {"essential": True} for name in self.missing}
        options |= {
            "iss": {"essential": True, "value": self.told.issuer},
            "aud": {"essential": True, "values": [self.audience]},
            "exp": {"essential": True},
            "iat": {"essential": True},
        }
        return JWTClaimsRegistry(now=lambda: int(self.clock()), leeway=LEEWAY_S, **options)

    @cached_property
    def missing(self) -> dict[str, str]:
        """The word for each of the claims that issuers call by different names."""
        return {
            self.told.subject_claims[-1]: "missingSubject",
            self.told.client_claim: "missingClient",
            self.told.token_id_claim: "missingTokenId",
        }


def trusted_issuers(
    settings: Settings,
    transport: httpx2.BaseTransport | None = None,
    clock: Callable[[], float] = time.time,
) -> dict[str, Issuer]:
    """By what they call themselves in their tokens."""
    audience, issuers = settings.own_audience, {}
    for told in settings.issuers:
        keys = KeyFile(told.jwks_file) if told.jwks_file else _fetched(told, transport)
        issuers[told.issuer] = Issuer(told.issuer, told, audience, keys, clock)
    if settings.embedded_issuer:
        own = OwnKeys(settings.keys_directory, clock)
        issuers[settings.public_url] = Issuer(EMBEDDED, _ourselves(settings), audience, own, clock)
    return issuers


def _fetched(told: TrustedIssuer, transport: httpx2.BaseTransport | None) -> FetchedKeys:
    return FetchedKeys(str(told.jwks_url), transport)


def _ourselves(settings: Settings) -> TrustedIssuer:
    """Unvalidated: our own keys are neither fetched nor a file."""
    return TrustedIssuer.model_construct(
        issuer=settings.public_url, algorithms=(ALGORITHM,), longest_life_s=LONGEST_LIFE_S
    )

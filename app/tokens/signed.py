"""Signed tokens (JWS): read within bounds, proved by a key of ours, held to rules."""

import json
import re
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from joserfc import jws
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry
from joserfc.util import urlsafe_b64decode

from app.tokens.refusing import TokenError

LONGEST = 8_192
LEEWAY_S = 30
SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
# What ends up in the database or a log is of visible signs, and short.
NAME = re.compile(r"[\x20-\x7e]{1,255}")

KEYS_OF_THE_SENDER = ("jku", "jwk", "x5u", "x5c")
EXTENSIONS = ("crit", "b64")
TIMES = ("exp", "iat", "nbf")
MISSING = {
    "iss": "missingIssuer",
    "aud": "missingAudience",
    "exp": "missingExpiry",
    "iat": "missingIssuedAt",
}
INVALID = {
    "iss": "unknownIssuer",
    "aud": "wrongAudience",
    "nbf": "notYetValid",
    "iat": "issuedInTheFuture",
}

Key: TypeAlias = ECKey | RSAKey


@dataclass(frozen=True, repr=False)
class Signed:
    """What a token says; nothing of it is believed before `prove`."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]

    def of_header(self, name: str, otherwise: str = "") -> str:
        value = self.header.get(name, otherwise)
        return value if isinstance(value, str) else otherwise


def read(text: str) -> Signed:
    if len(text) > LONGEST:
        raise TokenError("tooLong")
    if not SHAPE.fullmatch(text):
        raise TokenError("malformed")
    header, claims = map(_parsed, text.split(".")[:2])
    if any(name in header for name in KEYS_OF_THE_SENDER):
        raise TokenError("keyInToken")
    if any(name in header for name in EXTENSIONS):
        raise TokenError("criticalHeader")
    return Signed(text, header, claims)


def _parsed(part: str) -> dict[str, Any]:
    try:
        parsed = json.loads(urlsafe_b64decode(part.encode()))
    except (NotBase64, ValueError, RecursionError):
        raise TokenError("malformed") from None
    if not isinstance(parsed, dict):
        raise TokenError("malformed")
    return parsed


def allowing(algorithms: tuple[str, ...]) -> JWSRegistry:
    """Unknown headers are passed over, as RFC 7515 wants; those that matter `read` has refused."""
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    registry.max_header_length = LONGEST
    return registry


def bare_type(typ: str) -> str:
    """`application/at+JWT` and `at+jwt` are the same type (RFC 7515, 4.1.9)."""
    return typ.lower().removeprefix("application/")


def prove(signed: Signed, key: Key, registry: JWSRegistry) -> None:
    try:
        jws.deserialize_compact(signed.text, key, registry=registry)
    except (JoseError, ValueError):
        raise TokenError("badSignature") from None


def hold(
    signed: Signed, registry: JWTClaimsRegistry, longest_life_s: int, missing: Mapping[str, str]
) -> None:
    """To the rules that the registry was made with, and to those that it does not know."""
    claims = signed.claims
    if any(type(claims[name]) is not int for name in TIMES if name in claims):
        raise TokenError("malformedTime")
    try:
        registry.validate(claims)
    except MissingClaimError as error:
        first = error.claim.partition(",")[0]
        raise TokenError({**MISSING, **missing}[first]) from None
    except ExpiredTokenError:
        raise TokenError("expired") from None
    except InvalidClaimError as error:
        raise TokenError(INVALID.get(error.claim, "malformedClaim")) from None
    if claims["exp"] - claims.get("iat", registry.now + LEEWAY_S) > longest_life_s:
        raise TokenError("livesTooLong")


def name_in(signed: Signed, claim: str) -> str:
    value = signed.claims.get(claim)
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise TokenError("malformedClaim")
    return value

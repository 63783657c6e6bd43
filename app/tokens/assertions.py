"""What a client signs to show who it is (private_key_jwt, RFC 7523): for us, short-lived, once."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey
from joserfc.jwt import JWTClaimsRegistry

from app.tokens import signed
from app.tokens.key_sets import usable
from app.tokens.refusing import TokenError
from app.tokens.signed import LEEWAY_S, Key, Signed, allowing

ALGORITHMS = ("ES256", "PS256", "RS256")
TYPES = {"", "jwt", "client-authentication+jwt"}
LONGEST_LIFE_S = 300
SIGNATURES = allowing(ALGORITHMS)
MISSING = {"sub": "missingClient", "jti": "missingTokenId"}
# Whoever is unknown is tried by this one, so that it takes as long to refuse as a wrong signature.
STRANGER: Key = ECKey.generate_key("P-256", private=False)


@dataclass(frozen=True)
class Assertion:
    client: str
    token_id: str
    expires_at: float


def client_in(text: str) -> str:
    """Whom it says that it is from, which is not yet believed."""
    return signed.name_in(signed.read(text), "sub")


def believed(
    text: str,
    key_set: dict[str, Any],
    audiences: Collection[str],
    clock: Callable[[], float] = time.time,
) -> Assertion:
    read = signed.read(text)
    _refuse_foreign_kind(read)
    signed.prove(read, _key(read, key_set), SIGNATURES)
    signed.hold(read, _claims(audiences, clock), LONGEST_LIFE_S, MISSING)
    if read.claims["iss"] != read.claims["sub"]:
        raise TokenError("wrongClient")
    client, token_id = signed.name_in(read, "sub"), signed.name_in(read, "jti")
    return Assertion(client, token_id, float(read.claims["exp"]))


def _refuse_foreign_kind(read: Signed) -> None:
    if read.of_header("alg") not in ALGORITHMS:
        raise TokenError("algorithmNotAllowed")
    if signed.bare_type(read.of_header("typ")) not in TYPES:
        raise TokenError("notAnAssertion")
    meant_for = read.claims.get("aud")
    if isinstance(meant_for, list) and len(meant_for) > 1:  # the others could send it on to us
        raise TokenError("wrongAudience")


def _key(read: Signed, key_set: dict[str, Any]) -> Key:
    """The one that is named; where there is only one, it need not be."""
    listed, kid = key_set["keys"], read.of_header("kid")
    named = [one for one in listed if one.get("kid") == kid or (not kid and len(listed) == 1)]
    return next((key for one in named if (key := usable(one))), STRANGER)


def _claims(audiences: Collection[str], clock: Callable[[], float]) -> JWTClaimsRegistry:
    return JWTClaimsRegistry(
        now=lambda: int(clock()),
        leeway=LEEWAY_S,
        iss={"essential": True},
        sub={"essential": True},
        aud={"essential": True, "values": list(audiences)},
        exp={"essential": True},
        jti={"essential": True},
    )

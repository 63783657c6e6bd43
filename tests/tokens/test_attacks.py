"""Forged and misused tokens: each kind is refused, and for its own reason."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from app.tokens import assertions
from app.tokens.verifying import TokenError, Verifier
from tests.tokens import issuing
from tests.tokens.issuing import (
    EC_KEY,
    EVIL_KEY,
    OTHER_KEY,
    PUBLIC_URL,
    RSA_KEY,
    claims,
    parts,
    token,
)

HOUR = 3_600
HEADER = {"typ": "at+jwt", "kid": "ec"}


def unsigned(alg: str) -> str:
    return parts({**HEADER, "alg": alg}, claims()) + "."


def with_mac(kid: str, secret: bytes) -> str:
    """What a verifier believes that takes the public key for the secret of HS256."""
    signing_input = parts({"alg": "HS256", "typ": "at+jwt", "kid": kid}, claims())
    mac = hmac.new(secret, signing_input.encode(), hashlib.sha256).digest()
    return f"{signing_input}.{urlsafe_b64encode(mac).decode()}"


def with_signature(change: Callable[[bytes], bytes]) -> str:
    head, payload, signature = token().split(".")
    changed = change(urlsafe_b64decode(signature.encode()))
    return f"{head}.{payload}.{urlsafe_b64encode(changed).decode()}"


def flipped(signature: bytes) -> bytes:
    return signature[:-1] + bytes([signature[-1] ^ 1])


def as_der(signature: bytes) -> bytes:
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    return encode_dss_signature(r, s)


def as_number(text: str) -> str:
    """A good token but for `exp`, which is written so."""
    said = json.dumps(claims(exp=0)).replace('"exp": 0', f'"exp": {text}')
    return token(said.encode())  # type: ignore[arg-type]


def ahead(seconds: int, **changed: int) -> int:
    return int(time.time()) + seconds


KINDS: dict[str, tuple[Callable[[], str], str]] = {
    "1 alg none": (lambda: unsigned("none"), "algorithmNotAllowed"),
    "2 alg None": (lambda: unsigned("None"), "algorithmNotAllowed"),
    "3 alg nOnE": (lambda: unsigned("nOnE"), "algorithmNotAllowed"),
    "4 HS256 with the RSA public key": (
        lambda: with_mac("rsa", RSA_KEY.as_pem()),
        "algorithmNotAllowed",
    ),
    "5 HS256 with the EC public key": (
        lambda: with_mac("ec", EC_KEY.as_pem()),
        "algorithmNotAllowed",
    ),
    "6 no signature": (lambda: token().rpartition(".")[0] + ".", "badSignature"),
    "7 a flipped bit of the signature": (lambda: with_signature(flipped), "badSignature"),
    "8 a signature in DER": (lambda: with_signature(as_der), "badSignature"),
    "9 unknown kid": (lambda: token(kid="nobody"), "unknownKey"),
    "10 kid with a path": (lambda: token(kid="../../../../dev/null"), "unknownKey"),
    "11 jku": (lambda: token(key=EVIL_KEY, jku="https://evil.test/keys"), "keyInToken"),
    "12 x5u": (lambda: token(key=EVIL_KEY, x5u="https://evil.test/cert"), "keyInToken"),
    "13 embedded jwk": (
        lambda: token(key=EVIL_KEY, jwk=EVIL_KEY.as_dict(private=False)),
        "keyInToken",
    ),
    "13b embedded certificate": (lambda: token(key=EVIL_KEY, x5c=["MIIB"]), "keyInToken"),
    "14 unknown crit": (lambda: token(crit=["exp"], exp=1), "criticalHeader"),
    "14b unencoded payload": (lambda: token(b64=False), "criticalHeader"),
    "15 an ID token": (lambda: token(typ="JWT"), "notAnAccessToken"),
    "15b an ID token of Keycloak": (lambda: token(claims(typ="ID")), "notAnAccessToken"),
    "16 no typ": (lambda: token(typ=None), "notAnAccessToken"),
    "17 foreign iss": (lambda: token(claims(iss="https://evil.test")), "unknownIssuer"),
    "17b iss with a slash more": (lambda: token(claims(iss=f"{issuing.IDP}/")), "unknownIssuer"),
    "18 no iss": (lambda: token(claims(iss=None)), "missingIssuer"),
    "19 key of another issuer": (lambda: token(key=OTHER_KEY), "unknownKey"),
    "19b key of another issuer by our name": (
        lambda: token(key=OTHER_KEY, kid="rsa"),
        "badSignature",
    ),
    "20 foreign aud": (lambda: token(claims(aud="https://evil.test")), "wrongAudience"),
    "21 no aud": (lambda: token(claims(aud=None)), "missingAudience"),
    "22 aud list without ours": (lambda: token(claims(aud=["a", "b"])), "wrongAudience"),
    "22b aud of our host": (lambda: token(claims(aud=PUBLIC_URL)), "wrongAudience"),
    "23 expired": (lambda: token(claims(iat=ahead(-400), exp=ahead(-31))), "expired"),
    "24 no exp": (lambda: token(claims(exp=None)), "missingExpiry"),
    "25 exp as text": (lambda: token(claims(exp=str(ahead(300)))), "malformedTime"),
    "25b exp as a fraction": (lambda: token(claims(exp=ahead(300) + 0.5)), "malformedTime"),
    "25c exp as a truth": (lambda: token(claims(exp=True)), "malformedTime"),
    "26 exp 1e400": (lambda: as_number("1e400"), "malformedTime"),
    "26b exp NaN": (lambda: as_number("NaN"), "malformedTime"),
    "26c exp of 5 000 digits": (lambda: as_number("9" * 5_000), "malformed"),
    "26d exp of 400 digits": (lambda: as_number("9" * 400), "livesTooLong"),
    "27 nbf ahead": (lambda: token(claims(nbf=ahead(60))), "notYetValid"),
    "28 iat ahead": (lambda: token(claims(iat=ahead(60))), "issuedInTheFuture"),
    "29 a life of ten years": (lambda: token(claims(exp=ahead(87_600 * HOUR))), "livesTooLong"),
    "30 scope as list": (lambda: token(claims(scope=["samverkan:read"])), "malformedScope"),
    "31 no sub": (lambda: token(claims(sub=None)), "missingSubject"),
    "31b sub as a number": (lambda: token(claims(sub=7)), "malformedClaim"),
    "31c sub with a null sign": (lambda: token(claims(sub="a\0b")), "malformedClaim"),
    "31d sub with half a character": (lambda: token(claims(sub="\ud800")), "malformedClaim"),
    "32 no client_id": (lambda: token(claims(client_id=None)), "missingClient"),
    "33 no jti": (lambda: token(claims(jti=None)), "missingTokenId"),
    "36 a token of a megabyte": (lambda: token(claims(x="y" * 1_000_000)), "tooLong"),
    "no kid": (lambda: token(kid=None), "missingKeyId"),
    "no iat": (lambda: token(claims(iat=None)), "missingIssuedAt"),
    "an algorithm that the key is not of": (
        lambda: token(alg="RS256"),
        "badSignature",
    ),
    "bound to a key that is not shown": (
        lambda: token(claims(cnf={"jkt": "0ZcOCORZNYy"})),
        "boundToKey",
    ),
    "nested deeper than can be read": (
        lambda: token(b"[" * 4_000 + b"]" * 400),  # type: ignore[arg-type]
        "malformed",
    ),
    "a list for claims": (lambda: token(b"[]"), "malformed"),  # type: ignore[arg-type]
    "five parts, encrypted": (lambda: "a.b.c.d.e", "malformed"),
    "no JSON": (lambda: "abcd.abcd.abcd", "malformed"),
    "nothing": (lambda: "", "malformed"),
}


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    return Verifier(issuing.settings(tmp_path_factory.mktemp("attacks")))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_refused_for_its_own_reason(verifier: Verifier, kind: str) -> None:
    made, reason = KINDS[kind]
    attack = made()

    with pytest.raises(TokenError) as refused:
        verifier.verify(attack)

    assert refused.value.reason == reason
    assert verifier.known(attack) is None


@pytest.mark.parametrize("key", [EC_KEY, RSA_KEY], ids=["EC", "RSA"])
def test_what_they_are_made_from_is_believed(verifier: Verifier, key: Any) -> None:
    """Else everything would be refused, for whatever reason."""
    assert verifier.verify(token(key=key)).subject == "system-1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_repeats_nothing_of_the_token(verifier: Verifier, kind: str) -> None:
    attack = KINDS[kind][0]()

    with pytest.raises(TokenError) as refused:
        verifier.verify(attack)

    said = f"{refused.value.detail} {refused.value!r} {refused.value}"
    for sent in ("evil.test", "nobody", "dev/null", "system-1", "6f9c", "samverkan:read"):
        assert sent not in said
    assert refused.value.__context__ is None or refused.value.__suppress_context__


KEYS = issuing.key_set(EC_KEY)
TOKEN_ENDPOINT = f"{PUBLIC_URL}/oauth2/token"


def assertion(key: Any = EC_KEY, typ: Any = None, **changed: Any) -> str:
    said = {"iss": "client", "sub": "client", "aud": PUBLIC_URL, "scope": None, "client_id": None}
    return token(claims(**said | changed), key, typ=typ)


# That one is good once (38) is seen at the endpoint, where what has been used is kept.
ASSERTIONS: dict[str, tuple[Callable[[], str], str]] = {
    "39 for another audience": (lambda: assertion(aud="https://evil.test"), "wrongAudience"),
    "39b for others as well": (
        lambda: assertion(aud=[PUBLIC_URL, "https://evil.test"]),
        "wrongAudience",
    ),
    "39c for the API": (lambda: assertion(aud=issuing.AUDIENCE), "wrongAudience"),
    "40 living an hour": (lambda: assertion(exp=ahead(HOUR)), "livesTooLong"),
    "40b living an hour, begun when nobody knows": (
        lambda: assertion(iat=None, exp=ahead(HOUR)),
        "livesTooLong",
    ),
    "expired": (lambda: assertion(iat=ahead(-200), exp=ahead(-31)), "expired"),
    "without end": (lambda: assertion(exp=None), "missingExpiry"),
    "without id": (lambda: assertion(jti=None), "missingTokenId"),
    "by one for another": (lambda: assertion(iss="somebody"), "wrongClient"),
    "an access token": (lambda: assertion(typ="at+jwt"), "notAnAssertion"),
    "unsigned": (
        lambda: parts({"alg": "none"}, claims(iss="client", sub="client", aud=PUBLIC_URL)) + ".",
        "algorithmNotAllowed",
    ),
    "signed by another": (lambda: assertion(EVIL_KEY), "badSignature"),
    "with a key along": (lambda: token(claims(), jwk=KEYS["keys"][0]), "keyInToken"),
}


@pytest.mark.parametrize("kind", ASSERTIONS)
def test_a_wrong_assertion_is_refused_for_its_own_reason(kind: str) -> None:
    made, reason = ASSERTIONS[kind]

    with pytest.raises(TokenError) as refused:
        assertions.believed(made(), KEYS, [PUBLIC_URL, TOKEN_ENDPOINT])

    assert refused.value.reason == reason


@pytest.mark.parametrize("typ", [None, "JWT", "client-authentication+jwt"])
@pytest.mark.parametrize("aud", [PUBLIC_URL, TOKEN_ENDPOINT, [PUBLIC_URL]], ids=str)
def test_a_right_assertion_is_believed(typ: str | None, aud: Any) -> None:
    believed = assertions.believed(assertion(typ=typ, aud=aud), KEYS, [PUBLIC_URL, TOKEN_ENDPOINT])

    assert (believed.client, believed.token_id) == ("client", "6f9c")


def test_an_unknown_client_is_tried_like_a_known_one(tmp_path: Path) -> None:
    with pytest.raises(TokenError) as refused:
        assertions.believed(assertion(), {"keys": []}, [PUBLIC_URL])

    assert refused.value.reason == "badSignature"

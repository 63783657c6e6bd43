"""An issuer in a test: its keys, and tokens as it would sign them or as an attacker would."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64encode

from app.settings import Settings

PUBLIC_URL = "https://register.test"
AUDIENCE = f"{PUBLIC_URL}/samverkan/v1"
IDP, OTHER_IDP = "https://idp.test/realms/a", "https://other.test"

EC_KEY = ECKey.generate_key("P-256", {"kid": "ec"})
RSA_KEY = RSAKey.generate_key(2048, {"kid": "rsa"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "other"})
EVIL_KEY = ECKey.generate_key("P-256", {"kid": "ec"})


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def key_set(*keys: ECKey | RSAKey) -> dict[str, Any]:
    return {"keys": [one.as_dict(private=False) for one in keys]}


def key_file(folder: Path, name: str, *keys: ECKey | RSAKey) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(key_set(*keys)))
    return path


def settings(folder: Path, *issuers: dict[str, Any], **values: Any) -> Settings:
    """With two issuers unless others are given."""
    two: tuple[Any, ...] = (
        {"issuer": IDP, "jwksFile": key_file(folder, "idp", EC_KEY, RSA_KEY)},
        {"issuer": OTHER_IDP, "jwksFile": key_file(folder, "other", OTHER_KEY)},
    )
    given: dict[str, Any] = {"public_url": PUBLIC_URL, "keys_directory": folder / "keys", **values}
    return Settings(**given | {"issuers": issuers or two})


def claims(**changed: Any) -> dict[str, Any]:
    """Those of a good token; a claim that is None is left out."""
    now = int(time.time())
    good = {
        "iss": IDP,
        "aud": AUDIENCE,
        "sub": "system-1",
        "client_id": "system-1",
        "scope": "samverkan:read other:thing",
        "iat": now,
        "exp": now + 300,
        "jti": "6f9c",
    }
    return {name: value for name, value in (good | changed).items() if value is not None}


def token(
    said: Mapping[str, Any] | None = None, key: ECKey | RSAKey = EC_KEY, **header: Any
) -> str:
    """Signed by the key, whatever the header says."""
    alg = "ES256" if isinstance(key, ECKey) else "RS256"
    head = {"alg": alg, "typ": "at+jwt", "kid": key.kid} | header
    kept = {name: value for name, value in head.items() if value is not None}
    signing_input = parts(kept, claims() if said is None else said)
    signature = JWSRegistry.algorithms[alg].sign(signing_input.encode(), key)
    return f"{signing_input}.{urlsafe_b64encode(signature).decode()}"


def parts(header: Any, payload: Any) -> str:
    return ".".join(urlsafe_b64encode(raw(one)).decode() for one in (header, payload))


def raw(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()

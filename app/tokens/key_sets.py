"""The public keys of an issuer (JWKS): from a file, or fetched and kept while it is away."""

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from app.logs import say
from app.tokens.refusing import TokenError
from app.tokens.signed import Key

LOG = logging.getLogger("samverkan.tokens")

TIMEOUT_S = 5
WAIT_S = 1  # of those who would ask too: an issuer that hangs must not hold up every thread
LARGEST = 1_048_576
FRESH_S = 600
AGAIN_AFTER_S = 30
OLDEST_S = 86_400  # no token lives so long; what has not been seen since is no longer believed
MOST_KEYS = 100
MODULUS = range(342, 1_367)  # characters in base64: 2048 through 8192 bits


class UnusableKeysError(Exception):
    """What came is no key set that anything can be verified with."""


class KeyFile:
    """Read again when it changes; what it held last is good while it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path, self.seen = path, 0
        self.keys: dict[str, Key] = {}

    def find(self, kid: str) -> Key | None:
        try:
            changed = self.path.stat().st_mtime_ns
            if changed != self.seen:
                self.keys, self.seen = keys_in(self.path.read_bytes()), changed
        except (OSError, UnusableKeysError) as error:
            say(LOG, "keys not read", level=logging.WARNING, error=type(error).__name__)
        if not self.keys:
            raise TokenError("keysUnavailable")
        return self.keys.get(kid)


class FetchedKeys:
    """Asked for when they are old or lack a key, by one thread, at most once in half a minute."""

    def __init__(
        self,
        address: str,
        transport: httpx2.BaseTransport | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.address, self.transport, self.clock = address, transport, clock
        self.keys: dict[str, Key] = {}
        self.fetched_at = self.asked_at = float("-inf")
        self.asking = Lock()

    def find(self, kid: str) -> Key | None:
        """Only whoever has nothing to go by waits for another's question to be answered."""
        age = self.clock() - self.fetched_at
        known = kid in self.keys and age <= OLDEST_S
        if age > FRESH_S or not known:
            self._ask(wait=not known)
        if self.clock() - self.fetched_at > OLDEST_S:
            raise TokenError("keysUnavailable")
        return self.keys.get(kid)

    def _ask(self, *, wait: bool) -> None:
        if not self.asking.acquire(timeout=WAIT_S if wait else 0):
            return
        try:
            if self.clock() - self.asked_at >= AGAIN_AFTER_S:
                self.asked_at = self.clock()
                self.keys = keys_in(fetched(self.address, self.transport))
                self.fetched_at = self.clock()
        except (httpx2.HTTPError, httpx2.InvalidURL, UnusableKeysError) as error:
            told = {"address": self.address, "error": type(error).__name__}
            say(LOG, "keys not fetched", level=logging.WARNING, **told)
        finally:
            self.asking.release()


def fetched(address: str, transport: httpx2.BaseTransport | None = None) -> bytes:
    """Nothing but what is at this address: a redirect is not followed."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    with (
        httpx2.Client(transport=transport, timeout=TIMEOUT_S, follow_redirects=False) as client,
        client.stream("GET", address, headers=headers) as answer,
    ):
        if answer.status_code != httpx2.codes.OK or "content-encoding" in answer.headers:
            raise UnusableKeysError
        return _bounded(answer.iter_raw())


def _bounded(chunks: Iterable[bytes]) -> bytes:
    """In size, and in time also when a little comes now and then."""
    body, deadline = bytearray(), monotonic() + TIMEOUT_S
    for chunk in chunks:
        body += chunk
        if len(body) > LARGEST or monotonic() > deadline:
            raise UnusableKeysError
    return bytes(body)


def keys_in(document: bytes) -> dict[str, Key]:
    """Those that can be used; a set may hold others, of kinds that we do not know."""
    try:
        listed = json.loads(document)["keys"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnusableKeysError from None
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise UnusableKeysError
    keys = {one["kid"]: key for one in listed if (key := usable(one)) and "kid" in one}
    if not keys:
        raise UnusableKeysError
    return keys


def usable(jwk: Any) -> Key | None:
    """A public key for signatures, strong enough; else None."""
    try:
        return _imported(jwk)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _imported(jwk: dict[str, Any]) -> Key | None:
    if "d" in jwk or jwk.get("use", "sig") != "sig" or not isinstance(jwk.get("kid", ""), str):
        return None
    if jwk["kty"] == "EC":
        return ECKey.import_key(jwk)
    if jwk["kty"] == "RSA" and len(jwk["n"]) in MODULUS:
        return RSAKey.import_key(jwk)
    return None

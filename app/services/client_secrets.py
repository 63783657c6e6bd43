"""Secrets of clients: 256 random bits, shown once, kept as a digest, two at a time."""

import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zlib import crc32

from app.clock import now
from app.models import ClientSecret, Principal

PREFIX = "smv_"
HINT = len(PREFIX) + 4
MOST_AT_A_TIME = 2
FORM = re.compile(r"smv_[A-Za-z0-9_-]{49}")


@dataclass(frozen=True, repr=False)
class Secret:
    """The secret itself; whoever makes it shows it, and then forgets it."""

    text: str
    expires_at: datetime


def renew(principal: Principal, lifetime_days: int) -> Secret:
    """The one before stays good, so that the client can change over; what is older goes."""
    made_at = now()
    secret = Secret(drawn(PREFIX), made_at + timedelta(days=lifetime_days))
    row = ClientSecret(
        digest=digest_of(secret.text),
        hint=secret.text[:HINT],
        made_at=made_at,
        expires_at=secret.expires_at,
        position=1 + max((one.position for one in principal.secrets), default=-1),
    )
    live = [one for one in principal.secrets if one.expires_at > made_at]
    principal.secrets = [*live[-(MOST_AT_A_TIME - 1) :], row]
    return secret


def drawn(prefix: str) -> str:
    """A new one, which says by its beginning what it opens."""
    random = prefix + secrets.token_urlsafe(32)
    return random + checksum(random)


def checksum(text: str) -> str:
    """Lets whoever searches code for leaked secrets tell a real one from a likeness."""
    return urlsafe_b64encode(crc32(text.encode()).to_bytes(4, "big")).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """Without salt or stretching: 256 random bits cannot be guessed, however fast the guesses."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def matching(principal: Principal | None, secret: str) -> ClientSecret | None:
    """Compares as much whether there is such a client or not."""
    digest, found = digest_of(secret), None
    kept = principal.secrets if principal else []
    nobody = [ClientSecret(digest=digest_of("")) for _ in range(MOST_AT_A_TIME - len(kept))]
    for one in [*kept, *nobody]:
        if secrets.compare_digest(one.digest, digest) and one in kept:
            found = one
    return found

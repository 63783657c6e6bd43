"""Minting tokens of our own: access tokens after RFC 9068, signed with the newest key."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import uuid4

from joserfc import jwt

from app.permissions import Scope
from app.settings import Settings
from app.tokens.own_keys import ALGORITHM, LIFE_S, OwnKeys


@dataclass(frozen=True, repr=False)
class Minted:
    text: str
    token_id: str
    scope: str
    life_s: int


class Mint:
    def __init__(self, settings: Settings, keys: OwnKeys | None = None) -> None:
        self.issuer, self.audience = settings.public_url, settings.own_audience
        self.keys = keys or OwnKeys(settings.keys_directory)

    def token(self, client: str, scopes: Collection[Scope], life_s: int = LIFE_S) -> Minted:
        own, issued_at, token_id = self.keys.signing(), int(self.keys.clock()), str(uuid4())
        scope = " ".join(sorted(scopes))
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": client,
            "client_id": client,
            "scope": scope,
            "iat": issued_at,
            "exp": issued_at + life_s,
            "jti": token_id,
        }
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": own.kid}
        text = jwt.encode(header, claims, own.key, algorithms=[ALGORITHM])
        return Minted(text, token_id, scope, life_s)

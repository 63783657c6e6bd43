"""Others whose tokens are believed, and where people sign in."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.settings.reading import Seconds, Told

Claim = Annotated[str, Field(min_length=1, max_length=100)]
# Signatures that only the holder of a private key can make; never HS256, never none.
Algorithm = Literal["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"]

# What the tokens of an issuer look like when nothing else is said of them. RFC 9068, which Ena's
# profile rests on; Keycloak; and Microsoft Entra ID with tokens of version 2.
PRESETS: dict[str, dict[str, Any]] = {
    "ena": {},
    "keycloak": {
        "types": ("JWT", "at+jwt"),
        "clientClaim": "azp",
        "subjectClaims": ("client_id", "sub"),  # the first is only in a client's own tokens
    },
    "entra": {
        "algorithms": ("RS256",),
        "types": ("JWT",),
        "scopeClaim": "scp",
        "rolesClaim": "roles",
        "clientClaim": "azp",
        "subjectClaims": ("oid",),  # `sub` is another in every application
        "tokenIdClaim": "uti",
        "longestLifeS": 5_700,  # up to 90 minutes, counted from five minutes before
    },
}


# Goes into a header of our pages as well, so it holds nothing that could end what it stands in.
Address = Annotated[
    str,
    Field(
        max_length=500,
        pattern=r"^(https://[^/\s@;,'\"]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/[^\s;,'\"]*$",
    ),
]


class SignIn(Told):
    """Where people sign in from Swagger UI: by authorization code with PKCE, as a public client."""

    authorization_url: Address
    token_url: Address
    client_id: Claim
    scopes: tuple[Claim, ...] = ()  # as the issuer calls them; none = ours


class TrustedIssuer(Told):
    """Somebody else whose tokens are believed, and what those look like."""

    issuer: str = Field(pattern=r"^https?://\S+$")
    preset: Literal["ena", "keycloak", "entra"] = "ena"
    jwks_url: str | None = Field(default=None, pattern=r"^https://[^/\s@]+/\S*$")
    jwks_file: Path | None = None
    audience: Claim | None = None
    algorithms: tuple[Algorithm, ...] = Field(default=("ES256", "PS256", "RS256"), min_length=1)
    types: tuple[Claim, ...] = Field(default=("at+jwt",), min_length=1)
    scope_claim: Claim = "scope"
    roles_claim: Claim | None = None
    client_claim: Claim = "client_id"
    subject_claims: tuple[Claim, ...] = Field(default=("sub",), min_length=1)
    token_id_claim: Claim = "jti"  # noqa: S105 - the name of a claim
    longest_life_s: Seconds = 3_600
    sign_in: SignIn | None = None

    @model_validator(mode="before")
    @classmethod
    def as_preset(cls, given: Any) -> Any:
        known = type(given) is dict and PRESETS.get(str(given.get("preset", "ena")))
        return {**known, **given} if known else given

    @model_validator(mode="after")
    def with_keys_from_one_place(self) -> Self:
        if (self.jwks_url is None) == (self.jwks_file is None):
            raise PydanticCustomError("key_source", "one of jwksUrl and jwksFile")
        return self

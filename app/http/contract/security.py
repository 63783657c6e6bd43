"""What the contract says of signing in: the ways to a token, and what each operation asks of it."""

from typing import Any

from app.http.contract.operations import Operation, operations_in
from app.permissions import POLICIES, PUBLIC, Scope
from app.settings import Settings
from app.settings.issuers import SignIn

TOKEN = "/oauth2/token"  # noqa: S105 - an address

MEANINGS = {
    Scope.READ: "Läsa det som organisationen får se. / Read what the organisation may see.",
    Scope.WRITE: "Registrera, ändra och avsluta poster. / Register, change and end records.",
    Scope.SIGN: (
        "Signera, förlänga, ändra och säga upp det som organisationen är part i. / "
        "Sign, prolong, amend and terminate what the organisation is a party to."
    ),
    Scope.REPORT: "Beställa redovisningen till Brå. / Order the annual report.",
    Scope.SUBSCRIBE: "Göra och avsluta egna kalendrar. / Make and end calendars of one's own.",
    Scope.AUDIT: "Läsa loggen över ändringar. / Read the log of changes.",
    Scope.ADMINISTER: (
        "Sköta vem som har åtkomst, och gallring. / Manage who has access, and disposal."
    ),
}
BY_SECRET = ["client_secret_basic", "client_secret_post"]

SCHEMES = {
    "oauth2": (
        "OAuth 2.0. System: client_credentials, helst med private_key_jwt; token är en JWT "
        "enligt RFC8725 och gäller i fem minuter. Människor: authorization code med PKCE, när "
        "tjänsten har en inloggning för dem. / Machine to machine by client_credentials."
    ),
    "bearer": (
        "Åtkomsttoken (JWT enligt RFC8725) i huvudet Authorization, hur den än har hämtats. / "
        "An access token, however it was obtained."
    ),
    "gatewayKey": (
        "Nyckel till en API-gateway framför tjänsten, där en sådan finns; tjänsten läser den "
        "inte, och den ersätter ingen token. / Key of a gateway in front; not read here."
    ),
}


def secure(document: dict[str, Any], settings: Settings) -> None:
    """All of it needs a token, but for what is public."""
    flows = _flows(settings)
    oauth2 = {"oauth2": {"type": "oauth2", "flows": flows}} if flows else {}
    schemes: dict[str, Any] = {
        **oauth2,
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "gatewayKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    for name, one in schemes.items():
        one["description"] = SCHEMES[name]
    document["components"]["securitySchemes"] = schemes
    document["security"] = [*_asked([], by_oauth2=bool(flows)), {"bearer": [], "gatewayKey": []}]
    for _, _, operation in operations_in(document):
        operation["security"] = _security(operation, by_oauth2=bool(flows))


def _security(operation: Operation, *, by_oauth2: bool) -> list[dict[str, list[str]]]:
    if operation["operationId"] in PUBLIC:
        return []
    return _asked([POLICIES[operation["operationId"]].scope], by_oauth2=by_oauth2)


def _asked(scopes: list[str], *, by_oauth2: bool) -> list[dict[str, list[str]]]:
    return [*([{"oauth2": scopes}] if by_oauth2 else []), {"bearer": []}]


def _flows(settings: Settings) -> dict[str, Any]:
    flows: dict[str, Any] = {}
    if settings.embedded_issuer:
        flows["clientCredentials"] = {
            "tokenUrl": f"{settings.public_url}{TOKEN}",
            "scopes": _meanings(),
            "x-client-authentication": [
                "private_key_jwt",
                *(BY_SECRET if settings.client_secrets else []),
            ],
        }
    if settings.sign_in is not None:
        flows["authorizationCode"] = _people(settings.sign_in)
    return flows


def _people(told: SignIn) -> dict[str, Any]:
    """The scopes as the issuer calls them; ours are among them, for operations name those."""
    return {
        "authorizationUrl": told.authorization_url,
        "tokenUrl": told.token_url,
        "scopes": _meanings() | {name: name for name in told.scopes if name not in set(Scope)},
        "x-client-id": told.client_id,
        "x-scopes-to-ask-for": list(told.scopes or Scope),
    }


def _meanings() -> dict[str, str]:
    return {str(scope): meaning for scope, meaning in MEANINGS.items()}

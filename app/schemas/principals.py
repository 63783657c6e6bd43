"""Shapes of principals: the systems and people who may call. No secret is ever shown again."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.documents import Added, Of
from app.models.principals import EMBEDDED, PrincipalKind, Role
from app.schemas.base import Shape
from app.schemas.bodies import Body, Referable, partial
from app.schemas.filters import RecordFilters
from app.schemas.pages import RecordRead
from app.schemas.values import At, Id, Line, Name


class ClientSecretRead(Shape):
    """En hemlighet, utan den själv."""

    id: UUID = Field(description="Hemlighetens id.")
    hint: Line = Field(
        description="Hemlighetens första tecken, för att skilja två åt.", examples=["smv_4f1c"]
    )
    made_at: At = Field(description="När hemligheten gjordes (UTC).")
    expires_at: At = Field(description="När hemligheten slutar gälla (UTC).")
    last_used_at: At | None = Field(
        description="När hemligheten senast användes (UTC); null = aldrig."
    )


KIND = "client = ett system, person = en människa"
ISSUER = "Vem som utfärdar dess tokens: embedded = den här tjänsten, annars utfärdarens iss."
ROLES = (
    "reader = läser, editor = skriver, signatory = undertecknar, organisationAdministrator = "
    "sköter organisationens behörigheter, coordinator = samordnar länet (länsstyrelsen), approver "
    "= godkänner redovisningen (länsstyrelsen), receiver = tar emot den (Brå), auditor = granskar "
    "loggen, systemAdministrator = sköter registret, archivist = gallrar."
)


class PrincipalFields(Referable):
    title: Name = Field(
        description="Vad den kallas, i ord; en funktion, aldrig en persons namn.",
        examples=["Ärendesystemet i Oxelösund"],
    )
    roles: list[Role] = Field(
        min_length=1,
        max_length=10,
        description=f"Roller i organisationen: {ROLES}",
        examples=[["editor"]],
    )
    key_set: dict[str, Any] | None = Field(
        default=None,
        description="Dess öppna nycklar (JWKS), för private_key_jwt; null = inga.",
    )


class PrincipalCreate(PrincipalFields, Body):
    """Någon som ska få anropa registret: ett system eller en människa."""

    actor_id: Id = Field(description="Organisationen (aktörens id) som den handlar för.")
    kind: PrincipalKind = Field(
        default=PrincipalKind.CLIENT, description=f"Slaget: {KIND}.", examples=["client"]
    )
    issuer: Line = Field(default=EMBEDDED, description=ISSUER, examples=["embedded"])
    subject: Line | None = Field(
        default=None,
        description="Vad utfärdaren kallar den (client_id eller sub); utelämnas för embedded.",
    )


@partial
class PrincipalUpdate(PrincipalFields, Body):
    """Det som ska ändras; en roll som inte längre räknas upp är borttagen från nästa anrop."""


class SecretCreate(Body):
    """En ny hemlighet; den förra gäller tills vidare, äldre tas bort."""

    lifetime_days: int = Field(
        ge=1,
        le=3_650,
        description="Dagar som den gäller; högst vad tjänsten tillåter.",
        examples=[90],
    )


class PrincipalFilters(RecordFilters):
    actor_id: Id | None = Field(default=None, description="Organisationen (aktörens id).")
    kind: PrincipalKind | None = Field(
        default=None, description=f"Slaget: {KIND}.", examples=["client"]
    )
    role: Role | None = Field(
        default=None, description=f"Roller i organisationen: {ROLES}", examples=["editor"]
    )


class PrincipalRead(RecordRead):
    """En klient eller en person som får anropa registret."""

    title: Name = Field(description="Namnet i ord.", examples=["Ärendesystemet i Oxelösund"])
    kind: PrincipalKind = Field(description=f"Slaget: {KIND}.", examples=["client"])
    issuer: Line = Field(description=ISSUER, examples=["embedded"])
    subject: Line = Field(
        description="Vad utfärdaren kallar den (client_id eller sub).",
        examples=["oxelosund-arende"],
    )
    actor_id: UUID = Field(description="Organisationen (aktörens id) som den handlar för.")
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Organisationens namn.", examples=["Oxelösunds kommun"]
    )
    roles: list[Role] = Field(
        max_length=20, description=f"Roller i organisationen: {ROLES}", examples=[["editor"]]
    )
    key_set: dict[str, Any] | None = Field(description="Dess öppna nycklar (JWKS); null = inga.")
    secrets: list[ClientSecretRead] = Field(
        max_length=10, description="Hemligheterna, var och en utan sitt värde.", examples=[[]]
    )


class PrincipalSecretRead(PrincipalRead):
    """Behörigheten, och den nya hemligheten, som bara visas i det här svaret."""

    secret: Annotated[Line | None, Added()] = Field(
        description="Hemligheten; null när samma förfrågan skickas igen. Spara den nu.",
        examples=["smv_…"],
    )

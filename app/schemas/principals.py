"""Shapes of principals: the systems and people who may call. No secret is ever shown again."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.models.principals import PrincipalKind, Role
from app.schemas.base import Shape
from app.schemas.pages import RecordRead
from app.schemas.values import At, Line, Name


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


class PrincipalRead(RecordRead):
    """En klient eller en person som får anropa registret."""

    title: Name = Field(description="Namnet i ord.", examples=["Ärendesystemet i Oxelösund"])
    kind: PrincipalKind = Field(
        description="Slaget: client = ett system, person = en människa.", examples=["client"]
    )
    issuer: Line = Field(
        description="Vem som utfärdar dess tokens; embedded = den här tjänsten.",
        examples=["embedded"],
    )
    subject: Line = Field(
        description="Vad utfärdaren kallar den (client_id eller sub).",
        examples=["oxelosund-arende"],
    )
    actor_id: UUID = Field(description="Organisationen (aktörens id) som den handlar för.")
    actor_name: Annotated[Name, Of("actor.name")] = Field(
        description="Organisationens namn.", examples=["Oxelösunds kommun"]
    )
    roles: list[Role] = Field(
        max_length=20, description="Rollerna i organisationen.", examples=[["editor"]]
    )
    key_set: dict[str, Any] | None = Field(description="Dess öppna nycklar (JWKS); null = inga.")
    secrets: list[ClientSecretRead] = Field(
        max_length=10, description="Hemligheterna, var och en utan sitt värde.", examples=[[]]
    )

"""Shapes of what is said of a client of our own when it is registered."""

from typing import Any
from uuid import UUID

from pydantic import Field

from app.models.principals import Role
from app.schemas.bodies import Body
from app.schemas.values import Name


class ClientCreate(Body):
    """En klient: ett system som får anropa registret för en organisation."""

    title: Name = Field(description="Namnet i ord.", examples=["Ärendesystemet i Oxelösund"])
    actor_id: UUID = Field(description="Organisationen (aktörens id) som den handlar för.")
    roles: list[Role] = Field(
        min_length=1, max_length=10, description="Rollerna i organisationen.", examples=[["editor"]]
    )
    key_set: dict[str, Any] | None = Field(
        default=None, description="Dess öppna nycklar (JWKS); utelämna för en med hemlighet."
    )

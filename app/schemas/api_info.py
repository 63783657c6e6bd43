"""What the interface says of itself, in the form of Sweden's REST API profile."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.release import Phase
from app.schemas.base import Reckoned
from app.schemas.pages import Linked
from app.schemas.values import LinkAddress

Version = Annotated[str, Field(max_length=20, pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]


class ApiInfo(Reckoned):
    """Gränssnittets namn, version och läge."""

    api_name: str = Field(max_length=100, description="Gränssnittets namn.", examples=["Samverkan"])
    api_version: Version = Field(
        description="Version (MAJOR.MINOR.PATCH, semantisk versionshantering).",
        examples=["0.4.0"],
    )
    api_released: date = Field(description="Dagen då versionen släpptes.", examples=["2026-11-23"])
    api_documentation: LinkAddress = Field(
        description="Dokumentationens adress (absolut URL).",
        examples=["https://samverkan.example.se/docs"],
    )
    api_status: Phase = Field(
        description=(
            "Läget i livscykeln: alpha = första utkast, beta = under prövning, active = i drift, "
            "deprecated = utfasas, retired = får inte längre börja användas, "
            "decommissioned = stängd."
        ),
        examples=["beta"],
    )


class ApiInfoRead(Linked, ApiInfo):
    """Begins with its links."""

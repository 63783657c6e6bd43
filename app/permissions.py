"""Who may do what with a record, and what its state allows: pure functions of caller and facts.

Denied unless allowed: an operation that POLICIES does not name cannot be served at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.models.actors import ActorKind
from app.models.principals import Role

Facts = Mapping[str, Any]


class Scope(StrEnum):
    """What a token may be used for; what its holder may do is decided by grants as well."""

    READ = "samverkan:read"
    WRITE = "samverkan:write"
    SIGN = "samverkan:sign"
    REPORT = "samverkan:report"
    AUDIT = "samverkan:audit"
    ADMINISTER = "samverkan:administer"


class Relation(StrEnum):
    """How a caller's organisation stands to a record."""

    OWNER = "owner"
    CONTRACTING = "contractingParty"
    PARTICIPANT = "participant"
    COUNTY = "county"
    NATIONAL = "national"


@dataclass(frozen=True)
class Organisation:
    """The actor that a caller acts for; the county is its own to coordinate, or where it is."""

    id: UUID
    kind: ActorKind
    county_code: str | None = None
    municipality_code: str | None = None


@dataclass(frozen=True)
class Caller:
    """Who asks: a principal known to us, at an organisation, with what its token is good for."""

    id: UUID
    title: str
    organisation: Organisation
    roles: frozenset[Role]
    scopes: frozenset[Scope]
    token_id: str

"""What the chain keeps of one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.audit.authors import Author
from app.models.audit import EventKind


@dataclass(frozen=True, kw_only=True)
class AuditEvent:
    """`facts` stays in the chain for good, so it holds nothing personal.

    Whatever people wrote (`reason`, `before`, `after`) is kept apart and can be disposed of.
    """

    kind: EventKind
    by: Author
    record_kind: str | None = None
    record_id: UUID | None = None
    record_version: int | None = None
    result: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    before: str | None = None
    after: str | None = None

    @property
    def has_payload(self) -> bool:
        return any(text is not None for text in (self.reason, self.before, self.after))

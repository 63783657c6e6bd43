"""By what an imported record is recognised when it comes again."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.queries.external_references import record_known
from app.schemas.base import ExternalReferenceShape

SYSTEM = "import"


def reference(key: str) -> ExternalReferenceShape:
    return ExternalReferenceShape.model_validate({"system": SYSTEM, "id": key})


def known(session: Session, key: str) -> UUID | None:
    """The record that once was made from the source's record or part with this key."""
    return session.scalar(record_known(SYSTEM, key))

"""The municipality or county that an answer of its own is about."""

from typing import TypeVar

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import County, Municipality
from app.queries.fetching import NOT_FOUND, refuse_unless_admitted

P = TypeVar("P", County, Municipality)


def admitted_to(session: Session, kind: type[P], code: str) -> P:
    """NotFoundError when there is none; ForbiddenError when it is not the caller's to ask about."""
    refuse_unless_admitted(session, kind, code)
    found = session.get(kind, code)
    if found is None:
        raise NotFoundError(NOT_FOUND)
    return found

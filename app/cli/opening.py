"""The register as a command opens it: of this version, and with an author for changes."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from app import migrating
from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.errors import InvalidError, NotFoundError
from app.models.principals import EMBEDDED
from app.permissions import Scope
from app.queries.grants import caller_known_as
from app.schemas.sentences import faults_in
from app.services import disposals
from app.settings import settings

Shape = TypeVar("Shape", bound=BaseModel)

NO_CLIENT = "Det finns ingen klient med det id:t; de finns i client list."


def by_operator(command: str) -> Sessions:
    """For a change: whoever may run commands on the host answers for it."""
    return acting(register(), Author("kommandoraden", command))


def register() -> Sessions:
    """The database of the settings, with the tables that this version expects."""
    disposals.refuse_wrong_setting()
    sessions = connect(settings())
    migrating.refuse_unmigrated(sessions.engine)
    return sessions


def work_for(session: Session, client_id: str, command: str, operation: str) -> None:
    """What follows in the transaction is done as the client, with its rights and in its name."""
    caller = caller_known_as(session, EMBEDDED, client_id, frozenset(Scope), "")
    if caller is None:
        raise NotFoundError(NO_CLIENT)
    author = Author(
        name=caller.title,
        operation=command,
        principal_id=caller.id,
        organisation_id=caller.organisation.id,
        roles=tuple(sorted(caller.roles)),
    )
    session.info.update(caller=caller, operation=operation, author=author)


def shaped(shape: type[Shape], told: dict[str, Any]) -> Shape:
    """What is wrong in one sentence, in the words of the API."""
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        errors = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        wrong = [f"{one.name}: {one.reason}" for one in faults_in(errors)]
        raise InvalidError(" ".join(wrong)) from None

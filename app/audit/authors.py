"""On whose behalf a transaction writes; without an author no change of a record is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.database import Sessions

AUTHOR = "author"


@dataclass(frozen=True)
class Author:
    """Who acts, by which operation (a route's or a command's name), with which token and trace."""

    name: str
    operation: str
    principal_id: UUID | None = None
    organisation_id: UUID | None = None
    roles: tuple[str, ...] = ()
    token_id: str | None = None
    trace_id: str | None = None


def author_in(session: Session) -> Author:
    author: Author = session.info[AUTHOR]
    return author


def acting(sessions: Sessions, author: Author) -> Sessions:
    """The same sessions, whose changes are the author's."""

    @contextmanager
    def begin() -> Iterator[Session]:
        with sessions.begin() as session:
            session.info[AUTHOR] = author
            yield session

    return replace(sessions, begin=begin)

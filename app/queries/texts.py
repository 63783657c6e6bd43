"""What records say, many of a kind in one statement, for whoever keeps what they said."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy.orm import Session

from app.models.base import Resource
from app.queries.fetching import asked
from app.queries.kinds import KINDS
from app.queries.visibility import told_to_all


def texts_of(
    session: Session, kind: type[Resource], keys: Collection[UUID], day: date
) -> dict[UUID, str]:
    """The documents as of a day, whoever asks; nothing for a key that there is no record of."""
    given = asked(session, day) | {"keys": list(keys)}
    return dict(session.execute(_question(kind), given).all())


@cache
def _question(kind: type[Resource]) -> Select[UUID, str]:
    """Made once, since the engine takes longer to know it again than to answer it."""
    documents = told_to_all(KINDS[kind].documents())
    text: Any = documents.selected_columns[0]
    chosen = kind.id.in_(bindparam("keys", expanding=True))
    return documents.with_only_columns(kind.id, text).where(chosen)

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
from app.queries.written import ask


def texts_of(
    session: Session, kind: type[Resource], keys: Collection[UUID], day: date
) -> dict[UUID, str]:
    """The documents as of a day, whoever asks; nothing for a key that there is no record of."""
    given = asked(session, day)
    if len(keys) > 1:
        return dict(session.execute(_of_several(kind), given | {"keys": list(keys)}).all())
    (key,) = keys
    rows = ask(session, given | {"key": key}, _of_one, kind)
    return {key: rows[0][0]} if rows else {}


def _of_one(kind: type[Resource]) -> Select[Any]:
    text = _texts(kind).selected_columns[1]
    chosen = kind.id == bindparam("key", type_=kind.id.type)
    return _texts(kind).with_only_columns(text).where(chosen)


@cache
def _of_several(kind: type[Resource]) -> Select[UUID, str]:
    return _texts(kind).where(kind.id.in_(bindparam("keys", expanding=True)))


def _texts(kind: type[Resource]) -> Select[UUID, str]:
    """Made once, since the engine takes longer to know it again than to answer it."""
    documents = told_to_all(KINDS[kind].documents())
    text: Any = documents.selected_columns[0]
    return documents.with_only_columns(kind.id, text)

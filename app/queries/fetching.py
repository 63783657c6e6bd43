"""The ways to run a question: one row to change, one document, or one page of documents."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, Text, bindparam, cast, func, inspect, select
from sqlalchemy.orm import Session, selectinload

from app import validity
from app.clock import today
from app.documents import alone, of_page, one_by_one
from app.errors import ForbiddenError, NotFoundError, StaleError
from app.models.base import Base, Resource
from app.permissions import INTERNAL, Caller, is_admitted, may_stand_as
from app.queries.among import asks_for_less, once, visible_among, visible_under
from app.queries.visibility import (
    asked_by,
    believed_in,
    caller_in,
    kin_of,
    standing_in_json,
    still_holds,
    told_to,
    visible,
)
from app.queries.written import ask, ask_narrowed
from app.schemas.filters import Listing

Row = TypeVar("Row", bound=Resource)

NOT_FOUND = "Det finns ingen post med detta id."
FORBIDDEN = (
    "Din organisation får läsa posten men inte göra detta med den, eller så saknar du rollen som "
    "krävs. Vänd dig till organisationens administratör."
)
STALE = "Posten har ändrats sedan den lästes. Hämta den igen och gör om ändringen."


@dataclass(frozen=True)
class Document:
    """JSON text, and the state that tells whether it would be another than before.

    Of one on a page, the state tells only what may be done with it.
    """

    text: str
    state: str

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The record's id, version and whatever decides what may be done with it."""
        found: dict[str, Any] = json.loads(self.state)
        return found


@dataclass(frozen=True)
class PageOfDocuments:
    documents: list[Document]
    total: int
    page: int
    limit: int


def fetch(session: Session, kind: type[Row], key: Any) -> Row:
    """The row with all that it owns, to be changed; NotFoundError when there is none."""
    row = session.get(kind, key, options=_owned(kind))
    if row is None:
        raise NotFoundError(NOT_FOUND)
    return row


def version_of(key: Any, version: int) -> str:
    """This version of this record, and of no other: `3-5feceb66`."""
    return f"{version}-{sha256(str(key).encode()).hexdigest()[:8]}"


def fetch_current(session: Session, kind: type[Row], key: Any, seen: Collection[str]) -> Row:
    """As `fetch`, of a record that the caller may change so, in a version that it has seen.

    NotFoundError when the caller may not see it, ForbiddenError when it may only see it, and
    StaleError when somebody else was first.
    """
    refuse_unless_admitted(session, kind, key)
    row = fetch(session, kind, key)
    if version_of(row.id, row.version) not in seen:
        raise StaleError(STALE)
    return row


def refuse_unless_admitted(session: Session, kind: type[Base], key: Any) -> None:
    """For what the caller does now (`session.info["operation"]`), to this record."""
    caller = caller_in(session)
    if caller.unbounded:
        return
    found = relations_seen(session, kind, key)
    if not is_admitted(caller, session.info["operation"], found):
        raise ForbiddenError(FORBIDDEN)


def relations_seen(session: Session, kind: type[Base], key: Any) -> dict[str, bool]:
    """How the caller stands to the record; NotFoundError when it may not know of it."""
    (found,) = _one(session, key, None, _standing, kind, kin_of(caller_in(session)))
    stands: dict[str, bool] = json.loads(found)
    return stands


def document(
    session: Session, question: Select[str, str], key: Any, day: date | None = None
) -> Document:
    """The one document whose primary key is `key`, as of a day; whoever asks."""
    return Document(*_one(session, key, day, _told, question, kin_of(believed_in(session))))


def documents_among(
    session: Session, question: Select[str, str], keys: Sequence[Any]
) -> list[Document]:
    """Those with the primary keys, in that order, by one statement; whoever asks."""
    told = _told_among(question, kin_of(believed_in(session)))
    rows = session.execute(told, asked(session, None) | {"keys": list(keys)})
    found = {row[2]: Document(row[0], row[1]) for row in rows}
    return [found[one] for one in keys]


@lru_cache(100)
def _told_among(question: Any, caller: Caller) -> Any:
    (key,) = inspect(kind_of(question)).primary_key
    chosen = key.in_(bindparam("keys", type_=key.type, expanding=True))
    return told_to(question, caller).add_columns(key).where(chosen)


def document_seen(
    session: Session, question: Select[str, str], key: Any, day: date | None = None
) -> Document:
    """As `document`; NotFoundError too when the caller may not know of it."""
    return Document(*_one_seen(session, key, day, _seen, question))


def state(session: Session, question: Select[str, str], key: Any, day: date | None = None) -> str:
    """Of what the caller may see, the state alone: a look-up by key and not the document."""
    (text,) = _one_seen(session, key, day, _state_seen, question)
    return str(text)


def _one(session: Session, key: Any, day: date | None, make: Any, *of: Any) -> Any:
    rows = ask(session, asked(session, day) | {"key": key}, make, *of)
    if not rows:
        raise NotFoundError(NOT_FOUND)
    return rows[0]


def _one_seen(session: Session, key: Any, day: date | None, make: Any, question: Any) -> Any:
    """One statement for a caller that is as it was; what is not found is asked for once more."""
    try:
        return _one(session, key, day, make, question, kin_of(believed_in(session)))
    except NotFoundError:
        if "confirm" not in session.info:
            raise
    return _one(session, key, day, make, question, kin_of(caller_in(session)))


def _told(question: Any, caller: Caller) -> Any:
    return _by_key(kind_of(question), told_to(question, caller))


def _seen(question: Any, caller: Caller) -> Any:
    seen = one_by_one(visible(kind_of(question), caller))
    return _told(question, caller).where(seen, still_holds(caller))


def _state_seen(question: Any, caller: Caller) -> Any:
    (_, column) = question.selected_columns
    return _seen(question.with_only_columns(column), caller)


def _standing(kind: type[Base], caller: Caller) -> Any:
    stands = standing_in_json(may_stand_as(caller), kind)
    return _by_key(kind, select(cast(stands, Text))).where(visible(kind, caller))


def _by_key(kind: type[Base], question: Any) -> Any:
    (key,) = inspect(kind).primary_key
    return question.where(key == bindparam("key", type_=key.type))


def kind_of(question: Select[str, str]) -> Any:
    """The mapped class whose documents the question gives."""
    return question.get_execution_options()["record"]


def fetch_page(
    session: Session, question: Select[str, str], matching: Select[Any], filters: Listing
) -> PageOfDocuments:
    """One statement: the page's keys with the total, then their documents in that order.

    `matching` gives key and position, of which only those count that the caller may see. A page
    outside the result is empty, its total still right.
    """
    caller = kin_of(believed_in(session))
    values = asked(session, filters.as_of) | _stretch(filters)
    few = asks_for_less(kind_of(question), caller, filters)
    rows = ask_narrowed(session, values, matching, _page, question, caller, few)
    if not rows and "confirm" in session.info:
        caller_in(session)
        return fetch_page(session, question, matching, filters)
    if rows:
        total = rows[0][2]
    else:
        ((total,),) = ask_narrowed(session, values, matching, _total, question, caller, few)
    found = [Document(row[0], row[1]) for row in rows]
    return PageOfDocuments(found, total, filters.page, filters.limit)


def _seen_of(
    matching: Select[Any], question: Select[str, str], caller: Caller, few: bool
) -> Select[Any]:
    kind = kind_of(question)
    if not few:
        return matching.where(visible_among(kind, caller), still_holds(caller))
    found = once(matching, "found")
    one = select(kind.id).where(kind.id == found.c.key, visible_under(kind, caller, few=True))
    return select(*found.c).where(alone(one.correlate(found)), still_holds(caller))


def _total(
    matching: Select[Any], question: Select[str, str], caller: Caller, few: bool
) -> Select[*tuple[Any, ...]]:
    return select(func.count()).select_from(_seen_of(matching, question, caller, few).subquery())


def _page(
    matching: Select[Any], question: Select[str, str], caller: Caller, few: bool
) -> Select[*tuple[Any, ...]]:
    told, matching = told_to(of_page(question), caller), _seen_of(matching, question, caller, few)
    (entity,) = question.columns_clause_froms
    (key,) = entity.primary_key
    counted = matching.add_columns(func.count().over().label("total")).subquery()
    limit, offset = (bindparam(name, type_=Integer) for name in ("limit", "offset"))
    picked = select(counted).order_by(counted.c.position).limit(limit).offset(offset)
    chosen = picked.subquery()
    shown = told.add_columns(chosen.c.total).join(chosen, chosen.c.key == key)
    return shown.order_by(chosen.c.position)


def _stretch(filters: Listing) -> dict[str, int]:
    """Which of the records the page shows; page 0 shows none."""
    offset = (filters.page - 1) * filters.limit
    return {"limit": filters.limit if filters.page else 0, "offset": max(offset, 0)}


def parameters(day: date | None) -> dict[str, Any]:
    return validity.as_of(day or today())


def asked(session: Session, day: date | None) -> dict[str, Any]:
    """The parameters of every statement: the day that is asked about, and who asks."""
    return parameters(day) | asked_by(session.info.get("caller", INTERNAL))


@cache
def _owned(kind: type[Base]) -> tuple[Any, ...]:
    """What lives and dies with the row is loaded with it; nothing else is."""
    owned = [one for one in inspect(kind).relationships if one.cascade.delete_orphan]
    return tuple(selectinload(getattr(kind, one.key)) for one in owned)

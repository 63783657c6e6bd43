"""Which part of a record a sent part speaks of, and how parts trade places without meeting."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, cast, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.models.base import Part

Kept = dict[int, Part]


def kept_of(present: list[Part], shapes: list[Any]) -> Kept:
    """By place in the list: found by id, else by what must be unique."""
    by_id = {part.id: part for part in present}
    named = enumerate(_id(shape) for shape in shapes)
    kept = {place: by_id.pop(key) for place, key in named if key in by_id}
    left = list(by_id.values())
    for place, shape in enumerate(shapes):
        same = next((one for one in left if _id(shape) is None and _same(one, shape)), None)
        if same is not None:
            kept[place] = same
            left.remove(same)
    return kept


def make_way(session: Session, present: list[Part], kept: Kept, shapes: list[Any]) -> None:
    """Where unique values move between parts, the old ones first step aside in the database.

    New rows are written before changed ones, and those before what goes, so they would meet.
    """
    moved = [part for place, part in kept.items() if _moves(part, shapes[place])]
    if not moved:
        return
    still = [one for one in kept.values() if one not in moved]
    word = _free_text(type(moved[0]))
    key = word.table.c.id
    aside = [one.id for one in present if one not in still]
    stepping = update(word.table).where(key.in_(aside)).values({word: cast(key, String)})
    session.connection().execute(stepping)
    for part in moved:
        flag_modified(part, word.key)


def _id(shape: Any) -> UUID | None:
    return getattr(shape, "id", None)


def _same(part: Part, shape: Any) -> bool:
    names = _unique_names(type(part)) & set(type(shape).model_fields)
    return bool(names) and all(getattr(part, one) == getattr(shape, one) for one in names)


def _moves(part: Part, shape: Any) -> bool:
    names = _unique_names(type(part)) & shape.model_fields_set
    return any(getattr(part, one) != getattr(shape, one) for one in names)


def _free_text(kind: type[Part]) -> Any:
    """A column of what must be unique that holds any word for a moment, such as the key."""
    table: Any = kind.__table__
    columns = [table.c[one] for one in sorted(_unique_names(kind))]
    return next(one for one in columns if isinstance(one.type, String))


@cache
def _unique_names(kind: type[Part]) -> set[str]:
    table: Any = kind.__table__
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return {column.key for one in unique for column in one.columns}

"""What a record was on a day, as the register knew it at an instant: asked by today's definitions.

What is known of the past is a document. The columns in it that decide a status are put into an
empty register in memory, and the one definition of validity is asked there.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel
from sqlalchemy import (
    Boolean,
    Date,
    Engine,
    Enum,
    Integer,
    NullPool,
    Text,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.orm import Session

from app import validity
from app.models import Agreement, Base, Commitment, Replacement, Resource, Termination
from app.models.base import Key

Known = dict[str, Any]

SHOWN = ("status", "statusReason", "validity", "validityReason")
DECIDING = (Date, Boolean, Integer, Text, Enum, Key)
DECIDED_BY: frozenset[Any] = frozenset(
    one.__table__ for one in (Termination, Replacement, Agreement)
)

# An empty register each time. The usual pool keeps one for each thread, and closes those of others
# when they are more than five.
MEMORY: Engine = create_engine("sqlite://", poolclass=NullPool)


def recalled(kind: type[Any], known: Known, day: date, newer: Sequence[Known] = ()) -> Known:
    """The document with what it says of its status as of a day, by what was known then.

    `newer` are the documents of those that replace it, as they were known at the same instant.
    """
    if "status" not in known:
        return known
    with MEMORY.connect() as connection:
        Base.metadata.create_all(connection, list(DECIDED_BY | {inspect(kind).local_table}))
        with Session(connection) as session:
            session.add_all(_rows(kind, known, newer))
            session.flush()
            asked = select(*_questions(kind)).where(kind.id == UUID(known["id"]))
            found = session.execute(asked, validity.as_of(day)).one()
    said = dict(zip(SHOWN, found, strict=False))
    return known | said | ({"asOf": day.isoformat()} if "asOf" in known else {})


def _questions(kind: type[Resource]) -> list[Any]:
    if not issubclass(kind, Commitment):
        return [validity.record_status(kind)]
    return [
        validity.commitment_status(kind),
        validity.reason_in_words(kind),
        validity.commitment_validity(kind),
        validity.commitment_reason(kind),
    ]


def _rows(kind: type[Resource], known: Known, newer: Sequence[Known]) -> Iterator[Base]:
    row = _row(kind, known)
    yield row
    for one in known.get("terminations", ()):
        ended = date.fromisoformat(one["terminatedOn"])
        yield Termination(
            commitment_id=row.id, terminated_on=ended, decided_on=ended, reason=one["reason"]
        )
    for one in newer:
        yield _row(Agreement, one)
        yield from _replacements(one, row.id)


def _replacements(newer: Known, older_id: UUID) -> Iterator[Replacement]:
    for one in newer["replaces"]:
        if UUID(one["replacedId"]) == older_id:
            day = one["replacedOn"] and date.fromisoformat(one["replacedOn"])
            key = UUID(newer["id"])
            yield Replacement(commitment_id=key, replaced_id=older_id, replaced_on=day)


def _row(kind: type[Resource], known: Known) -> Resource:
    said = dict(_flat(known))
    columns = inspect(kind).column_attrs
    return kind(
        **{
            one.key: _value(one.columns[0].type, said[to_camel(one.key)])
            for one in columns
            if to_camel(one.key) in said and isinstance(one.columns[0].type, DECIDING)
        }
    )


def _flat(known: Known) -> Iterator[tuple[str, Any]]:
    """The fields of the record, also those that stand in a group of their own."""
    for name, value in known.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield name, value


def _value(kind: Any, said: Any) -> Any:
    if said is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(said)
    if isinstance(kind, Key):
        return UUID(said)
    return kind.enum_class(said) if isinstance(kind, Enum) and kind.enum_class else said

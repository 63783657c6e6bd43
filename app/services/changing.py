"""How what a caller sends reaches a row: created, changed in part, or ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Column, inspect
from sqlalchemy.ext.associationproxy import AssociationProxyExtensionType
from sqlalchemy.orm import Session

from app.clock import now, today
from app.errors import Fault, InvalidError, RuleViolationError
from app.models import FalseAlarm
from app.models.base import Base, Part, Resource
from app.queries.references import found_among
from app.queries.visibility import caller_in
from app.schemas.base import Group
from app.schemas.bodies import Body, EndingCreate
from app.schemas.suspects import suspects
from app.services.parts import kept_of, make_way

Row = TypeVar("Row", bound=Resource)

ENDED = "Posten är avslutad och kan inte ändras."
NOT_YET = "Dagen har inte varit än."
UNKNOWN_PART = "Posten har ingen del med detta id; utelämna id för en ny del."


@dataclass(frozen=True)
class Reference:
    """A value that must exist in another table, and the name the caller gave its field.

    What the caller may not see does not exist for it.
    """

    name: str
    column: Column[Any]
    value: Any


def add(session: Session, kind: type[Row], body: Body) -> Row:
    """A new row with the body's fields; InvalidError names references to nothing."""
    row = kind()
    own(session, row)
    fill(session, row, body)
    session.add(row)
    session.flush()
    log_false_alarm(session, row, body)
    return row


def own(session: Session, row: Resource) -> None:
    """Where nothing else says whose a record is, it is of the organisation that registered it."""
    caller = caller_in(session)
    if hasattr(row, "owner_id") and not caller.unbounded:
        row.owner_id = caller.organisation.id


def change(session: Session, row: Resource, body: Body) -> None:
    """The fields that were sent, and only they; an ended record stays as it was."""
    if row.ended_on is not None:
        raise RuleViolationError(ENDED)
    if says_something(body):
        overwrite(session, row, body)


def says_something(body: Body) -> bool:
    """A body without fields changes nothing, so it makes no new version either."""
    return bool(body.model_fields_set - {"false_alarm_reason"})


def overwrite(session: Session, row: Resource, body: Body) -> None:
    """As `change`, without asking about the row's state; bumps the version whatever changed."""
    fill(session, row, body)
    touch(session, row)
    log_false_alarm(session, row, body)


def fill(session: Session, row: Resource, shape: BaseModel, path: str = "") -> None:
    """The fields that were sent, not yet written; `path` is where the shape stands in the body."""
    _refuse_missing(session, list(_apply(row, shape, path)))
    if "external_references" in shape.model_fields_set:
        _keep_keys(session, row)


def _keep_keys(session: Session, row: Resource) -> None:
    """What another system calls a record is the word of the organisation that said it first."""
    for one in row.external_references:
        if one.keeper_id is None:
            one.keeper_id = caller_in(session).organisation.id


def end(session: Session, row: Resource, body: EndingCreate) -> None:
    if row.ended_on is not None:
        raise RuleViolationError("Posten är redan avslutad.")
    refuse_to_come(body.ended_on, "endedOn")
    row.ended_on, row.ended_reason = body.ended_on, body.reason
    touch(session, row)
    log_false_alarm(session, row, body)


def refuse_to_come(day: date, name: str) -> None:
    if day > today():
        raise InvalidError(NOT_YET, [Fault(name, NOT_YET)])


def touch(session: Session, row: Resource) -> None:
    """A change in a nested row is a change of the record: a new version and instant."""
    row.updated_at = now()
    session.flush()


def _apply(row: Base, shape: BaseModel, path: str) -> Iterator[Reference]:
    for name in shape.model_fields_set - {"false_alarm_reason", "id"}:
        field = type(shape).model_fields[name]
        yield from _apply_one(row, name, getattr(shape, name), f"{path}{field.alias or name}")


def _apply_one(row: Base, name: str, value: Any, path: str) -> Iterator[Reference]:
    mapper = inspect(type(row))
    if isinstance(value, Group):
        yield from _apply(row, value, f"{path}.")
    elif name in mapper.relationships:
        yield from _replace_parts(row, name, value, path)
    elif name in mapper.columns:
        setattr(row, name, plain(value))
        yield from _references(mapper.columns[name], value, path)
    elif mapper.all_orm_descriptors[name].extension_type is (
        AssociationProxyExtensionType.ASSOCIATION_PROXY
    ):
        yield from _replace_links(row, name, value, path)
    else:
        raise TypeError(f"{type(row).__name__}.{name} cannot be set")


def plain(value: Any) -> Any:
    """What a JSON column keeps of a shape; every other value as it is."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def _references(column: Any, value: Any, path: str) -> Iterator[Reference]:
    if value is not None:
        for key in column.foreign_keys:
            yield Reference(path, key.column, value)


def _replace_parts(row: Base, name: str, shapes: list[Any], path: str) -> Iterator[Reference]:
    """The list as sent: a part that speaks of a present one changes it, the rest are new."""
    kind: type[Part] = inspect(type(row)).relationships[name].entity.class_
    present = list(getattr(row, name)) if row in _session_of(row) else []
    kept = kept_of(present, shapes)
    if present:
        make_way(_session_of(row), present, kept, shapes)
    parts = []
    for position, shape in enumerate(shapes):
        part = kept.get(position) or _new(kind, shape, f"{path}[{position}]")
        part.position = position
        yield from _apply(part, shape, f"{path}[{position}].")
        parts.append(part)
    setattr(row, name, parts)


def _new(kind: type[Part], shape: Any, path: str) -> Part:
    if getattr(shape, "id", None) is not None:
        raise InvalidError(UNKNOWN_PART, [Fault(f"{path}.id", UNKNOWN_PART)])
    return kind()


def _session_of(row: Base) -> Any:
    return inspect(row).session or ()


def _replace_links(row: Base, name: str, values: list[Any], path: str) -> Iterator[Reference]:
    """Only the difference, so that a kept link is not deleted and inserted again."""
    proxy = getattr(row, name)
    for gone in [one for one in proxy if one not in values]:
        proxy.remove(gone)
    for new in dict.fromkeys(values):
        if new not in proxy:
            proxy.append(new)
    descriptor: Any = inspect(type(row)).all_orm_descriptors[name]
    relation = inspect(type(row)).relationships[descriptor.target_collection]
    column = relation.mapper.columns[descriptor.value_attr]
    for place, value in enumerate(values):
        yield from _references(column, value, f"{path}[{place}]")


def _refuse_missing(session: Session, references: list[Reference]) -> None:
    faults = [
        Fault(one.name, "Hänvisar till något som inte finns i registret.")
        for column in {one.column for one in references}
        for one in _missing(session, [one for one in references if one.column is column])
    ]
    if faults:
        raise InvalidError("En eller flera hänvisningar pekar på något som inte finns.", faults)


def _missing(session: Session, references: list[Reference]) -> list[Reference]:
    found = found_among(session, references[0].column, {one.value for one in references})
    return [one for one in references if one.value not in found]


def log_false_alarm(session: Session, row: Resource, body: Body) -> None:
    found = suspects(body) if body.false_alarm_reason else []
    if found:
        alarm = FalseAlarm(resource_id=row.id, fields=found, reason=body.false_alarm_reason)
        session.add(alarm)
        session.flush()

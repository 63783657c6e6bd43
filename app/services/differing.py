"""What stood in a record before a change, in the names and the form in which it is read."""

from typing import Any

from pydantic import BaseModel

from app.schemas.base import Group

Values = dict[str, Any]


def differing(changes: BaseModel, before: Values, after: Values) -> Values:
    """The earlier values of those fields that were sent and became different."""
    earlier: Values = {}
    for name in changes.model_fields_set:
        written, value = type(changes).model_fields[name].alias or name, getattr(changes, name)
        if isinstance(value, Group):
            inner = differing(value, before[written], after[written])
            earlier |= {written: inner} if inner else {}
        elif before[written] != after[written]:
            earlier[written] = before[written]
    return earlier

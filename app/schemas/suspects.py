"""Looks in the fields of what was sent for text that may be a personal identity number."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from app.personal_numbers import has_personal_number
from app.schemas.values import Exempt

PERSONAL_NUMBER = "personal_number"
PERSONAL_NUMBER_ASKED = "personal_number_asked"


def suspects(sent: BaseModel) -> list[str]:
    """Names of the fields whose text looks like a personal identity number."""
    return [name for name, text in _texts(sent, "") if has_personal_number(text)]


def _texts(model: BaseModel, path: str) -> Iterator[tuple[str, str]]:
    for name, alias in _looked_in(type(model)).items():
        yield from _texts_in(getattr(model, name), f"{path}{alias}")


@cache
def _looked_in(shape: type[BaseModel]) -> dict[str, str]:
    """Fields and what they are called by those who send them."""
    return {
        name: field.alias or name
        for name, field in shape.model_fields.items()
        if not any(map(_is_exempt, (field.annotation, *field.metadata)))
    }


def _is_exempt(kind: Any) -> bool:
    """Of a field that may be null, the mark stands inside its annotation."""
    return isinstance(kind, Exempt) or any(map(_is_exempt, get_args(kind)))


def _texts_in(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        yield from _texts(value, f"{path}.")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _texts_in(one, f"{path}[{place}]")
    elif isinstance(value, str):
        yield path, value

"""Reads a source whose shape is only promised: every value is either taken or left over, by name.

A `Source` is emptied key by key. What has an unexpected type or stands under a key that nobody
asks for is not lost: it is left over with its path, and follows the record as provenance.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from app.schemas.values import readable

Kind = TypeVar("Kind")

NAME, LINE, PARAGRAPH = 300, 500, 10_000
TOO_MANY = "{path} har {count} i källan; de första {most} är inlästa, resten står som proveniens."


@dataclass
class Leftovers:
    """What no field of the register holds, and what a reader of the record should know."""

    values: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def keep(self, path: str, value: Any) -> None:
        """Nobody foresaw it, so the report of the import names it."""
        if value not in (None, "", [], {}):
            self.unplaced.append(without_controls(path)[:NAME])
        self.remember(path, value)

    def remember(self, path: str, value: Any) -> None:
        """Its place is in the record's provenance."""
        if value not in (None, "", [], {}):
            self.values.append((without_controls(path)[:NAME], as_text(value)))

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass
class Source:
    """One object of the file, being emptied."""

    values: dict[str, Any]
    left: Leftovers
    path: str = ""

    def text(self, key: str, longest: int = PARAGRAPH) -> str | None:
        """What is too long is cut and left over in full."""
        return self._shortened(key, self._whole(key) or "", longest)

    def line(self, key: str, longest: int = LINE) -> str | None:
        """Text on one line, within the same bounds."""
        return self._shortened(key, " ".join((self._whole(key) or "").split()), longest)

    def lines(self, key: str, longest: int = LINE, most: int | None = None) -> list[str]:
        """A list of texts; one text alone counts as a list of one."""
        values = self._list(key, most)
        inner = Source({str(place): one for place, one in enumerate(values)}, self.left)
        inner.path = f"{self.path}{key}."
        found = (inner.line(str(place), longest) for place in range(len(values)))
        return [one for one in found if one]

    def flag(self, key: str) -> bool | None:
        value = self.values.pop(key, None)
        if isinstance(value, bool):
            return value
        self.left.keep(self.path + key, value)
        return None

    def number(self, key: str, least: int, most: int) -> Decimal | None:
        """A finite number within bounds, also where it is written as text."""
        value = self.values.pop(key, None)
        number = as_number(value)
        if number is not None and least <= number <= most:
            return number
        self.left.keep(self.path + key, value)
        return None

    def whole(self, key: str, least: int, most: int) -> int | None:
        value = self.values.get(key)
        number = self.number(key, least, most)
        if number is None or number == int(number):
            return None if number is None else int(number)
        self.left.keep(self.path + key, value)
        return None

    def code(self, key: str, codes: Mapping[str, Kind]) -> tuple[Kind | None, str | None]:
        """What the code means, or the code itself where nobody knows it."""
        stated = self.line(key)
        if stated is None or stated in codes:
            return codes.get(stated or ""), None
        self.left.note(f"Okänt värde i {self.path + key}: {stated[:100]}.")
        return None, stated

    def parts(self, key: str, most: int | None = None) -> "list[Source]":
        """A list of objects; a text alone stands for an object of that name."""
        found = []
        for place, one in enumerate(self._list(key, most)):
            values = one if isinstance(one, dict) else {"name": one}
            found.append(Source(dict(values), self.left, f"{self.path}{key}[{place}]."))
        return [one for one in found if any(value is not None for value in one.values.values())]

    def rest(self) -> None:
        """Whatever nobody asked for is left over."""
        for key, value in self.values.items():
            self.left.keep(self.path + key, value)
        self.values = {}

    def _list(self, key: str, most: int | None) -> list[Any]:
        """Those that are too many for the register are left over together."""
        value = self.values.pop(key, None)
        if value is None:
            return []
        values = value if isinstance(value, list) else [value]
        if most is not None and len(values) > most:
            self.left.keep(f"{self.path}{key}[{most}:]", values[most:])
            self.left.note(TOO_MANY.format(path=self.path + key, count=len(values), most=most))
        return values[:most]

    def _whole(self, key: str) -> str | None:
        value = self.values.pop(key, None)
        if isinstance(value, bool | list | dict):
            self.left.keep(self.path + key, value)
            return None
        return self._clean(key, value) if value is not None else None

    def _shortened(self, key: str, text: str, longest: int) -> str | None:
        if len(text) > longest:
            self.left.keep(self.path + key, text)
            self.left.note(f"Texten i {self.path + key} var för lång och har kortats.")
            return text[: longest - 1] + "…"
        return text or None

    def _clean(self, key: str, value: Any) -> str | None:
        text = without_controls(str(value)).strip()
        if text != str(value).replace("\r\n", "\n").strip() and not _only_composed(text, value):
            self.left.note(f"Tecken som inte kan sparas har tagits bort ur {self.path + key}.")
        return text or None


def _only_composed(text: str, value: Any) -> bool:
    return text == unicodedata.normalize("NFC", str(value).replace("\r\n", "\n")).strip()


def without_controls(text: str) -> str:
    """Only characters that every document can hold; the rest become spaces."""
    try:
        return readable(text)
    except ValueError:
        return "".join(one if _holds(one) else " " for one in unicodedata.normalize("NFC", text))


def _holds(character: str) -> bool:
    try:
        return bool(readable(character))
    except ValueError:
        return False


def as_number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    plain = re.sub(r"\s", "", str(value)).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return without_controls(text)

"""The kinds of value that fields are made of: bounded text, days, numbers, codes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from annotated_types import GroupedMetadata
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from app.models.base import instant_text
from app.personal_numbers import luhn_holds

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UUID_AS_WRITTEN = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})


class Exempt:
    """Marks a value that may look like a personal identity number: addresses, checksums, ids."""


def readable(text: str) -> str:
    """NFC, with line breaks as LF; characters that no document can hold are refused."""
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if any(_forbidden(character) for character in clean):
        raise PydanticCustomError("control_character", "control character")
    return clean


def _forbidden(character: str) -> bool:
    if character == "\n":
        return False
    return character in BIDI_OVERRIDES or unicodedata.category(character) in FORBIDDEN_CATEGORIES


def on_one_line(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError("line_break", "line break")
    return text


def only_day(value: Any) -> Any:
    if isinstance(value, datetime) or not isinstance(value, str | date):
        raise PydanticCustomError("day", "day")
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day", "day")
    return value


def only_instant(value: Any) -> Any:
    if not isinstance(value, str | datetime):
        raise PydanticCustomError("instant", "instant")
    if isinstance(value, str) and not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", value):
        raise PydanticCustomError("instant", "instant")
    return value


def within_years(value: datetime) -> datetime:
    if not FIRST_DAY.year <= value.year <= LAST_DAY.year:
        raise PydanticCustomError("instant", "instant")
    return value


def only_id(value: Any) -> Any:
    """The one way of writing a UUID: not in braces, not as a URN, not without its hyphens."""
    if isinstance(value, str) and not re.fullmatch(UUID_AS_WRITTEN, value):
        raise PydanticCustomError("uuid_parsing", "uuid")
    return value


def only_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number", "number")
    return value


def organisation_number(text: str) -> str:
    """NNNNNN-NNNN; a third digit below 2 is a person's number and is refused."""
    digits = text.replace("-", "")
    if digits[2] < "2" or not luhn_holds(digits):
        raise PydanticCustomError("organisation_number", "organisation number")
    return f"{digits[:6]}-{digits[6:]}"


@dataclass(frozen=True)
class Words(GroupedMetadata):
    """Text of 1 to `longest` characters, without white space around it."""

    longest: int
    lines: bool = False

    def __iter__(self) -> Iterator[Any]:
        yield Strict()
        yield StringConstraints(strip_whitespace=True, min_length=1, max_length=self.longest)
        yield AfterValidator(readable)
        if not self.lines:
            yield AfterValidator(on_one_line)


@dataclass(frozen=True)
class Coded(GroupedMetadata):
    """A code in one fixed form."""

    pattern: str

    def __iter__(self) -> Iterator[Any]:
        yield Strict()
        yield StringConstraints(pattern=self.pattern, max_length=100)


Name = Annotated[str, Words(300)]
Line = Annotated[str, Words(500)]
Paragraph = Annotated[str, Words(10_000, lines=True)]
CountyCode = Annotated[str, Coded(r"^[0-9]{2}$")]
MunicipalityCode = Annotated[str, Coded(r"^[0-9]{4}$")]
Code = Annotated[str, Coded(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Criterion = Annotated[str, Coded(r"^Q(0[1-9]|1[0-9]|2[0-2])$")]
RegistryNumber = Annotated[str, Words(100)]
OrganisationNumber = Annotated[
    str,
    Field(strict=True, pattern=r"^[0-9]{6}-?[0-9]{4}$", max_length=11),
    AfterValidator(organisation_number),
    Exempt(),
]
Url = Annotated[
    str,
    Field(strict=True, pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=2_000),
    AfterValidator(readable),
    AfterValidator(on_one_line),
    Exempt(),
]
Mailbox = Annotated[
    str,
    Field(strict=True, pattern=r"^[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s]{2,}$", max_length=254),
    AfterValidator(readable),
]
Checksum = Annotated[
    str, Field(strict=True, pattern=r"^[0-9a-fA-F]{16,128}$", max_length=128), Exempt()
]
Day = Annotated[date, BeforeValidator(only_day), Field(ge=FIRST_DAY, le=LAST_DAY)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
# In a query string every value is text.
YearAsked = Annotated[int, Field(ge=1900, le=2200)]
At = Annotated[
    AwareDatetime,
    BeforeValidator(only_instant),
    AfterValidator(within_years),
    PlainSerializer(instant_text, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
TimesPerYear = Annotated[int, Field(strict=True, ge=1, le=366)]
Revision = Annotated[int, Field(strict=True, ge=2, le=10_000)]
Months = Annotated[int, Field(strict=True, ge=1, le=1_200)]
Figure = Annotated[
    Decimal,
    BeforeValidator(only_number),
    Field(ge=-1_000_000_000, le=1_000_000_000, decimal_places=3),
    PlainSerializer(float, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": -1_000_000_000, "maximum": 1_000_000_000}),
]
Id = Annotated[UUID, BeforeValidator(only_id), Exempt()]

# What the register says or reckons by itself: bounds for those who read, nothing to validate.
Text = Annotated[str, Field(max_length=10_000)]
Revised = Annotated[int, Field(ge=1, le=10_000)]
Whole = Annotated[int, Field(ge=0, le=1_000_000_000)]
# A place in the log; as far as every language counts exactly in JSON.
EntryNumber = Annotated[int, Field(ge=0, le=9_000_000_000_000_000)]
Number = Annotated[float, Field(ge=-1_000_000_000_000, le=1_000_000_000_000)]
LinkAddress = Annotated[str, Field(max_length=10_000, pattern=r"^https?://[^\s]+$")]
LinkRelation = Annotated[str, Field(max_length=30, pattern=r"^[a-z]+(-[a-z]+)*$")]

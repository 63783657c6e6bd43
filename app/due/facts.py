"""The facts that say what is due: what ends, what has a rhythm, what was given a day."""

from dataclasses import dataclass
from datetime import date

from app.evidence import Record

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """The day that is asked about, the last day that is looked ahead to, the first looked back."""

    day: date
    until: date
    since: date


@dataclass(frozen=True)
class Ending:
    """An agreement or a promise that ends, or has ended; the days are as far as they are known."""

    record: Record
    is_promise: bool
    status: str
    last_day: date | None
    terminated_on: date | None
    is_replaced: bool
    prolongs_automatically: bool
    fed_back_on: date | None
    codes: Codes
    fed_back_how: str | None = None


@dataclass(frozen=True)
class Rhythm:
    """How often something is to be done; `part` is what set it, `starts_on` where it counts from.

    `planned_on` is the next time that has been settled.
    """

    record: Record
    part: str
    times_per_year: int
    starts_on: date | None
    latest_on: date | None
    planned_on: date | None
    codes: Codes


@dataclass(frozen=True)
class Dated:
    """A record that is to be finished by a day."""

    record: Record
    due_on: date
    codes: Codes = ()


@dataclass(frozen=True)
class ReportYear:
    """A county's account of a year; `record` is the latest report, if one has been ordered."""

    county_code: str
    county_name: str
    year: int
    due_on: date
    is_submitted: bool
    record: Record | None

"""The facts about one municipality that the self-check of the law rests on."""

from dataclasses import dataclass, field
from datetime import date

from app.evidence import Record


@dataclass(frozen=True)
class Picture:
    record: Record
    made_on: date | None
    mapping: tuple[bool | None, bool | None, bool | None]
    other_information: bool | None
    analysis: bool | None


@dataclass(frozen=True)
class Plan:
    record: Record
    decided_on: date | None
    decided_by: str | None
    valid_to: date | None
    measures: int
    picture_made_on: date | None
    followed_up_on: date | None


@dataclass(frozen=True)
class OwnAgreement:
    record: Record
    validity: str
    states_purposes: bool
    states_areas: bool


@dataclass(frozen=True)
class Member:
    is_external: bool
    leading: bool | None


@dataclass(frozen=True)
class Council:
    record: Record
    led_by_municipality: bool | None
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Coordinator:
    record: Record
    supports: bool | None
    is_contact: bool | None
    percent: int | None
    informed_on: date | None
    information_link: str | None


@dataclass(frozen=True)
class Body:
    record: Record
    is_executive_board: bool
    decision: str | None


@dataclass
class Facts:
    """Everything the register knows of one municipality as far as the law asks about it."""

    code: str
    name: str
    pictures: list[Picture] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    agreements: list[OwnAgreement] = field(default_factory=list)
    councils: list[Council] = field(default_factory=list)
    coordinators: list[Coordinator] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    council_reports: list[Record] = field(default_factory=list)

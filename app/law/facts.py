"""The facts about one municipality that the self-check of the law rests on."""

from dataclasses import dataclass, field
from datetime import date

from app.evidence import Record

EXECUTIVE_BOARD = "kommunstyrelsen"


def is_executive_board(title: str) -> bool:
    """Not a committee under it, such as kommunstyrelsens arbetsutskott."""
    return EXECUTIVE_BOARD in title.casefold().replace(",", " ").split()


@dataclass(frozen=True)
class Picture:
    record: Record
    made_on: date | None
    mapping: tuple[bool | None, bool | None, bool | None]
    other_information: bool | None
    analysis: bool | None


@dataclass(frozen=True)
class Plan:
    """`picture` is the one that it refers to, with the day it was made."""

    record: Record
    decided_on: date | None
    decided_by: str | None
    valid_to: date | None
    measures: int
    other_planning: str | None
    picture: Record | None
    followed_up: Record | None
    names_picture: bool = False


@dataclass(frozen=True)
class OwnAgreement:
    """`validity` is yes or unknown; `sought` one that is under way and does not hold yet."""

    record: Record
    validity: str
    states_purposes: bool
    states_areas: bool
    last_day: date | None = None


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
    valid_to: date | None = None


@dataclass(frozen=True)
class Body:
    record: Record
    is_executive_board: bool
    decision: str | None


@dataclass
class Facts:
    """Everything the register knows of one municipality as far as the law asks about it.

    The law says that the leading body reports continuously and gives no interval: after how many
    months it is late, the service decides.
    """

    code: str
    name: str
    pictures: list[Picture] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    agreements: list[OwnAgreement] = field(default_factory=list)
    sought: list[Record] = field(default_factory=list)
    councils: list[Council] = field(default_factory=list)
    coordinators: list[Coordinator] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    council_reports: list[Record] = field(default_factory=list)
    council_report_months: int = 12

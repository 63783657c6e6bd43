"""The facts about one collaboration, an agreement with all that belongs to it, on a day."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.evidence import Record
from app.models.commitments import Signing
from app.models.follow_ups import FollowUpKind
from app.models.measures import Progress


@dataclass(frozen=True)
class Party:
    """A contracting party; `leads` is a municipality, or the county board on the county's level."""

    actor_id: UUID
    name: str
    municipality_code: str | None = None
    leads: bool = False
    is_municipality: bool = False
    is_police: bool = False


@dataclass(frozen=True)
class Paper:
    """What is signed: the agreement itself, one that stands over it, or a promise.

    `begins_on` is the first day it holds, which tells that it is signed where no day is known.
    """

    record: Record
    signing: Signing
    signed_on: date | None
    begins_on: date | None
    plans_follow_up: bool = False


@dataclass(frozen=True)
class Terms(Paper):
    """What the paper of an agreement says."""

    has_part_one: bool | None = None
    names_roles: bool = False
    names_forums: bool = False
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Promise(Paper):
    citizen_dialogue_on: date | None = None
    staff_dialogue_on: date | None = None
    fed_back_on: date | None = None


@dataclass(frozen=True)
class Picture:
    record: Record
    is_joint: bool
    made_by_id: UUID | None = None
    municipality_codes: frozenset[str] = frozenset()
    citizen_dialogue_on: date | None = None
    staff_dialogue_on: date | None = None


@dataclass(frozen=True)
class Goal:
    """Its five marks; None is not judged."""

    marks: tuple[bool | None, ...]


@dataclass(frozen=True)
class Area:
    """`caused_on` has a day, or None, for each cause."""

    record: Record
    parent_id: UUID | None = None
    has_grounds: bool = False
    caused_on: tuple[date | None, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Measure:
    record: Record
    area_id: UUID | None = None
    plan_id: UUID | None = None
    meets_cause: bool = False
    progress: Progress | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_noted: bool = False


@dataclass(frozen=True)
class Plan:
    """An operational plan; its record's day is when it was adopted, if that is known."""

    record: Record
    by_steering_group: bool


@dataclass(frozen=True)
class FollowUp:
    """`subject_id` is the agreement, promise, area, measure or plan that was followed up."""

    record: Record
    kind: FollowUpKind
    subject_id: UUID
    to_steering_group: bool = False
    reported_on: date | None = None


@dataclass
class Collaboration:
    """An agreement and everything the register knows of the work under it."""

    agreement: Terms
    status: str
    above: list[Terms] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    communicators: list[Record] = field(default_factory=list)
    steering_meetings: list[Record] = field(default_factory=list)

    @property
    def papers(self) -> list[Terms]:
        """What an agreement says holds for those under it too."""
        return [self.agreement, *self.above]

    @property
    def id(self) -> UUID:
        return self.agreement.record.id

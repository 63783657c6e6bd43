"""What is registered, record by record, as far as its completeness is judged on a day.

`homes` are the municipalities that a record belongs to; none where it is the county's.
"""

from dataclasses import dataclass
from datetime import date

from app.evidence import Record
from app.models.action_plans import ActionPlanKind
from app.models.commitments import EndType, Level, Signing
from app.models.follow_ups import FollowUpKind, Outcome
from app.models.functions import FunctionKind
from app.models.measures import Progress
from app.models.support_needs import SupportState


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    record: Record
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Commitment(Checked):
    """What agreements and promises have in common; `reason` is why it is valid or not."""

    status: str
    reason: str
    signing: Signing
    level: Level
    end_type: EndType
    registered_afterwards: bool = False
    signed_on: date | None = None
    is_signed_exactly: bool = True
    starts_on: date | None = None
    last_day: date | None = None
    updated_on: date | None = None
    has_parties: bool = False
    has_areas: bool = False
    has_rules: bool = False
    has_municipalities: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement(Commitment):
    has_purposes: bool = False
    has_registry_number: bool = False
    has_picture: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise(Commitment):
    has_summary: bool = False
    citizen_dialogue_on: date | None = None
    staff_dialogue_on: date | None = None
    communicated_on: date | None = None
    fed_back_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Area(Checked):
    has_categories: bool = False
    has_causes: bool = False
    has_goals: bool = False
    has_grounds: bool = False
    parent_is_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Checked):
    """`first_day` and `last_day` are those of the agreement, as far as they bind it."""

    in_plan: bool = False
    has_area: bool = False
    area_is_elsewhere: bool = False
    has_responsible: bool = False
    has_method: bool = False
    is_named_method: bool | None = None
    progress: Progress | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Checked):
    kind: ActionPlanKind
    decided_on: date | None = None
    has_picture: bool = False
    pictured_on: date | None = None
    has_measures: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture(Checked):
    made_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp(Checked):
    """`first_day` is that of the agreement that was followed up."""

    kind: FollowUpKind
    outcome: Outcome | None = None
    done_on: date | None = None
    reported_on: date | None = None
    first_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Function(Checked):
    kind: FunctionKind
    has_mailbox: bool = False
    percent: int | None = None
    is_executive_board: bool = False
    has_decision: bool = False
    updated_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Forum(Checked):
    has_leader: bool = False
    has_members: bool = False
    updated_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Checked):
    progress: Progress | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OperatingPlan(Checked):
    decided_on: date | None = None
    has_forum: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Need(Checked):
    state: SupportState
    asked_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment(Checked):
    notes: tuple[str, ...] = ()

"""The facts about one agreement or citizen promise that the criteria are judged by."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.evidence import Record
from app.models.actors import ActorKind
from app.models.commitments import Form, Signing


@dataclass(frozen=True)
class Period:
    """Whether it is valid on the day (yes, no, unknown), for which reason, and what is stated."""

    validity: str
    reason: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class PartOne:
    """How the parties work together; `stated` None: the register does not say whether it is."""

    stated: bool | None = None
    roles: int = 0
    communication: str | None = None
    documentation: str | None = None
    resources: str | None = None


@dataclass(frozen=True)
class Party:
    actor_id: UUID
    name: str


@dataclass(frozen=True)
class Signatory:
    """`kind` None: the register does not say for whom."""

    title: str
    kind: ActorKind | None


@dataclass(frozen=True)
class FollowUpRule:
    is_kind_said: bool
    is_somebody_named: bool
    is_time_said: bool


@dataclass(frozen=True)
class Area:
    """`goals`: the five SMART marks of each."""

    record: Record
    parent_id: UUID | None = None
    has_grounds: bool = False
    causes: int = 0
    goals: tuple[tuple[bool | None, ...], ...] = ()


@dataclass(frozen=True)
class Measure:
    record: Record
    area_id: UUID | None = None
    method_id: UUID | None = None
    names_method: bool = False
    meets_cause: bool = False
    has_responsible: bool = False
    has_time: bool = False
    has_resources: bool = False
    actor_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Method:
    """An entry of the catalogue, as the measures of the commitment use it."""

    record: Record
    code: str
    kinds: frozenset[str]
    evidence: str
    evidence_quality: str | None = None
    evidence_note: str | None = None
    caution: str | None = None
    evidence_source: str | None = None
    evidence_year: int | None = None


@dataclass(frozen=True)
class Dialogues:
    citizens_on: date | None = None
    staff_on: date | None = None


@dataclass(frozen=True)
class Picture:
    record: Record
    is_joint: bool
    made_on: date | None
    dialogues: Dialogues = Dialogues()


@dataclass(frozen=True)
class Promise:
    """`communicated` and `fed_back`: as of the day, also when only the way is known."""

    record: Record
    communicated: bool = False
    fed_back: bool = False
    dialogues: Dialogues = Dialogues()


@dataclass(frozen=True)
class FollowUp:
    record: Record
    is_reported: bool = False
    is_reported_to_lead: bool = False


@dataclass
class Facts:
    """Everything the register knows of one commitment as far as the criteria ask about it.

    `promise` is the commitment itself, if it is one; `promises` are those made under it.
    """

    record: Record
    form: Form
    period: Period
    signing: Signing = Signing.SIGNED
    signed_on: date | None = None
    published_on: date | None = None
    purposes: int = 0
    parent_id: UUID | None = None
    part_one: PartOne = PartOne()
    has_part_two: bool | None = None
    promise: Promise | None = None
    picture: Picture | None = None
    parties: list[Party] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    duties: set[UUID] = field(default_factory=set)
    rhythms: list[bool] = field(default_factory=list)
    follow_up_rules: list[FollowUpRule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    methods: dict[UUID, Method] = field(default_factory=dict)
    follow_ups: list[FollowUp] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    areas_below: list[Record] = field(default_factory=list)

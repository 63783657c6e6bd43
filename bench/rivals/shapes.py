"""The answers as pydantic models, on the base class that each framework's users take."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, Literal
from uuid import UUID

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

CAMEL = AliasGenerator(serialization_alias=to_camel)
CONFIG = ConfigDict(alias_generator=CAMEL, from_attributes=True)


def read_shapes(base: type[BaseModel]) -> SimpleNamespace:
    """They are read from the attributes of an ORM's objects."""

    class Shape(base):
        model_config = CONFIG

    class Reference(Shape):
        system: str
        external_id: str = Field(serialization_alias="id")

    class Party(Shape):
        id: UUID
        actor_id: UUID
        role: str
        name_as_stated: str | None
        joined_on: date | None
        left_on: date | None
        actor_name: str
        actor_kind: str

    class Period(Shape):
        period_as_stated: str | None
        starts_on: date | None
        starts_on_precision: str | None
        ends_on: date | None
        ends_on_precision: str | None
        end_type: str
        length_months: int | None
        prolongs_automatically: bool
        prolongation_months: int | None
        prolongation_as_stated: str | None
        termination_as_stated: str | None

    class Checksum(Shape):
        checksum_algorithm: str | None = Field(serialization_alias="algorithm")
        checksum_value: str | None = Field(serialization_alias="value")

    class Document(Shape):
        title: str
        url: str | None
        checksum: Checksum
        registry_number: str | None

    class Replacement(Shape):
        replaced_id: UUID
        replaced_on: date | None
        is_inferred: bool

    class Newer(Shape):
        commitment_id: UUID = Field(serialization_alias="replacedById")
        replaced_on: date | None
        is_inferred: bool

    class Rhythm(Shape):
        forum_id: UUID | None
        name_as_stated: str
        role: str | None
        times_per_year: int | None
        as_stated: str | None
        forum_name: str | None

    class Rule(Shape):
        id: UUID
        as_stated: str
        times_per_year: int | None
        by: str | None
        reported_to: str | None
        indicators: list[str]
        what: str | None

    class Basis(Shape):
        text: str
        registry_number: str | None

    class PartOne(Shape):
        has_part_one: bool | None
        goals: list[Any] | None
        roles: list[Any] | None
        rhythms: list[Rhythm]
        resources: str | None
        communication: str | None
        documentation: str | None
        follow_up_rules: list[Rule]
        legal_bases: list[Basis]

    class Area(Shape):
        id: UUID
        name: str
        category_codes: list[str]
        ended_on: date | None

    class PartTwo(Shape):
        has_part_two: bool | None
        situation_picture_id: UUID | None
        areas: list[Area]

    class Signature(Shape):
        id: UUID
        party_id: UUID | None
        title: str
        acting: bool
        place: str | None
        signed_on: date | None
        person_name: str | None

    class Prolongation(Shape):
        id: UUID
        decided_on: date
        ends_on: date
        earlier_ends_on: date | None
        reason: str | None

    class Termination(Shape):
        id: UUID
        decided_on: date
        terminated_on: date
        reason: str
        party_id: UUID | None

    class Amendment(Shape):
        id: UUID
        revision: int
        decided_on: date
        effective_on: date
        reason: str
        registry_number: str | None
        earlier_values: dict[str, Any]

    class Correction(Shape):
        id: UUID
        corrected_on: date
        reason: str
        earlier_values: dict[str, Any]

    class Head(Shape):
        id: UUID
        version: int
        created_at: datetime
        updated_at: datetime
        ended_on: date | None
        ended_reason: str | None
        external_references: list[Reference]

    class Agreement(Head):
        title: str
        title_is_constructed: bool
        level: str
        registry_numbers: list[str]
        purposes: list[str]
        parent_id: UUID | None
        geographic_scope: str | None
        municipality_codes: list[str]
        stated_county_codes: list[str]
        parties: list[Party]
        period: Period
        documents: list[Document]
        registered_afterwards: bool
        shared_with_county: bool
        signing: str
        signed_on: date | None
        signed_on_precision: str | None
        published_on: date | None
        published_on_precision: str | None
        provenance: dict[str, Any] | None
        data_quality_notes: list[str]
        replaces: list[Replacement]
        replaced_on_unknown_day: bool
        kind: str | None
        kind_as_stated: str | None
        part_one: PartOne
        part_two: PartTwo
        status: str
        status_reason: str
        validity: str
        validity_reason: str
        as_of: date
        revision: int
        county_codes: list[str]
        signatures: list[Signature]
        replaced_by: list[Newer]
        prolongations: list[Prolongation]
        terminations: list[Termination]
        amendments: list[Amendment]
        corrections: list[Correction]

    class Meta(Shape):
        total_records: int
        page: int
        limit: int
        count: int

    class Page(Shape):
        meta: Meta = Field(serialization_alias="_meta")
        items: list[Agreement]

    class Value(Shape):
        indicator_id: UUID | None
        what: str
        value: float | None
        value_as_stated: str | None
        unit: str | None
        indicator_name: str | None

    class FollowUp(Head):
        status: str
        kind: str
        commitment_id: UUID | None
        prioritised_area_id: UUID | None
        measure_id: UUID | None
        action_plan_id: UUID | None
        operating_plan_id: UUID | None
        rule_id: UUID | None
        done_on: date | None
        period_starts_on: date | None
        period_ends_on: date | None
        period_as_stated: str | None
        published_on: date | None
        outcome: str | None
        outcome_word: str | None
        summary: str | None
        reported_to_forum_id: UUID | None
        reported_on: date | None
        values: list[Value]
        commitment_title: str | None
        prioritised_area_name: str | None
        measure_name: str | None
        action_plan_title: str | None
        operating_plan_title: str | None
        rule_as_stated: str | None
        reported_to_forum_name: str | None

    return SimpleNamespace(Agreement=Agreement, Page=Page, Meta=Meta, FollowUp=FollowUp)


class Incoming(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class ValueIn(Incoming):
    indicator_id: UUID | None = None
    what: str = Field(min_length=1, max_length=500)
    value: float | None = None
    value_as_stated: str | None = None
    unit: str | None = None


class FollowUpIn(Incoming):
    kind: Literal["production", "process", "effect", "unknown"]
    commitment_id: UUID | None = None
    prioritised_area_id: UUID | None = None
    measure_id: UUID | None = None
    action_plan_id: UUID | None = None
    operating_plan_id: UUID | None = None
    rule_id: UUID | None = None
    done_on: date | None = None
    period_starts_on: date | None = None
    period_ends_on: date | None = None
    period_as_stated: str | None = None
    published_on: date | None = None
    outcome: Literal["green", "yellow", "red"] | None = None
    outcome_word: str | None = None
    summary: str | None = None
    reported_to_forum_id: UUID | None = None
    reported_on: date | None = None
    values: list[ValueIn] = []

    @model_validator(mode="after")
    def in_words(self) -> "FollowUpIn":
        if self.outcome is not None and self.outcome_word is None:
            raise ValueError("outcomeWord is required with outcome")
        return self

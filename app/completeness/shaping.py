"""From the rows of the register to the facts that are judged."""

from datetime import date
from typing import Any
from uuid import UUID

from app.clock import day_of
from app.completeness import facts
from app.evidence import Record
from app.law.facts import is_executive_board
from app.models import (
    ActionPlan,
    Activity,
    Agreement,
    CitizenPromise,
    Commitment,
    Forum,
    Function,
    Measure,
    OperatingPlan,
    PrioritisedArea,
    ReviewAssignment,
    SituationPicture,
    SupportNeed,
)
from app.models.base import Resource
from app.models.commitments import EXACT, EndType
from app.words import FOLLOW_UP_KIND, word

Homes = tuple[str, ...]

# The last word, unless the agreement is prolonged.
BINDING = (EndType.FIXED, EndType.PROLONGED, EndType.LENGTH_ONLY)


def is_known_on(row: Resource, day: date, *days: date | None) -> bool:
    """That there was such a thing: a day of its own tells, or that it was registered by then."""
    return day_of(row.created_at) <= day or any(one is not None and one <= day for one in days)


def _record(collection: str, row: Any, label: str, day: date | None = None) -> Record:
    return Record(collection, row.id, row.version, label, day)


def agreement(row: Agreement, homes: Homes, **known: Any) -> facts.Agreement:
    return facts.Agreement(
        record=_record("agreements", row, row.title, row.signed_on),
        has_purposes=bool(row.purposes),
        has_registry_number=bool(row.registry_numbers),
        has_picture=row.situation_picture_id is not None,
        **_commitment(row, homes),
        **known,
    )


def promise(row: CitizenPromise, homes: Homes, **known: Any) -> facts.Promise:
    return facts.Promise(
        record=_record("citizen-promises", row, row.title, row.signed_on),
        has_summary=bool(row.summary),
        citizen_dialogue_on=row.citizen_dialogue_on,
        staff_dialogue_on=row.staff_dialogue_on,
        communicated_on=row.communicated_on,
        fed_back_on=row.fed_back_on,
        **_commitment(row, homes),
        **known,
    )


def _commitment(row: Commitment, homes: Homes) -> dict[str, Any]:
    return {
        "homes": homes,
        "signing": row.signing,
        "level": row.level,
        "end_type": row.end_type,
        "registered_afterwards": row.registered_afterwards,
        "signed_on": row.signed_on,
        "is_signed_exactly": row.signed_on_precision in EXACT,
        "starts_on": row.starts_on,
        "last_day": row.last_day,
        "updated_on": day_of(row.updated_at),
        "notes": tuple(row.data_quality_notes),
    }


def area(row: PrioritisedArea, homes: Homes, **known: Any) -> facts.Area:
    record = _record("prioritised-areas", row, row.name)
    return facts.Area(record=record, homes=homes, has_grounds=bool(row.priority_grounds), **known)


def plan(row: ActionPlan, homes: Homes, **known: Any) -> facts.Plan:
    return facts.Plan(
        record=_record("action-plans", row, row.title, row.decided_on),
        homes=homes,
        kind=row.kind,
        decided_on=row.decided_on,
        has_picture=row.situation_picture_id is not None,
        **known,
    )


def measure(
    row: Measure, homes: Homes, under: Commitment | None, area_under: UUID | None, **known: Any
) -> facts.Measure:
    """`under` is the agreement or promise of the measure, `area_under` that of its area."""
    return facts.Measure(
        record=_record("measures", row, row.name),
        homes=homes,
        in_plan=row.action_plan_id is not None,
        has_area=row.prioritised_area_id is not None,
        area_is_elsewhere=under is not None and area_under not in {None, under.id},
        has_method=row.method_id is not None,
        is_named_method=row.is_named_method,
        progress=row.progress,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        first_day=None if under is None else under.starts_on,
        last_day=_binding_end(under),
        **known,
    )


def _binding_end(under: Commitment | None) -> date | None:
    if under is None or under.prolongs_automatically or under.end_type not in BINDING:
        return None
    return under.last_day


def picture(row: SituationPicture, homes: Homes) -> facts.Picture:
    record = _record("situation-pictures", row, row.title, row.made_on)
    return facts.Picture(record=record, homes=homes, made_on=row.made_on)


def follow_up(row: Any, homes: Homes, first_day: date | None) -> facts.FollowUp:
    label = row.summary or f"Uppföljning: {word(FOLLOW_UP_KIND, row.kind)}"
    return facts.FollowUp(
        record=_record("follow-ups", row, label, row.done_on),
        homes=homes,
        kind=row.kind,
        outcome=row.outcome,
        done_on=row.done_on,
        reported_on=row.reported_on,
        first_day=first_day,
    )


def function(row: Function, homes: Homes) -> facts.Function:
    return facts.Function(
        record=_record("functions", row, row.title, row.valid_from),
        homes=homes,
        kind=row.kind,
        has_mailbox=bool(row.mailbox),
        percent=row.percent_of_full_time,
        is_executive_board=is_executive_board(row.title),
        has_decision=bool(row.decision_reference),
        updated_on=day_of(row.updated_at),
    )


def forum(row: Forum, homes: Homes, *, has_members: bool) -> facts.Forum:
    return facts.Forum(
        record=_record("forums", row, row.name, row.valid_from),
        homes=homes,
        has_leader=row.leader_id is not None,
        has_members=has_members,
        updated_on=day_of(row.updated_at),
    )


def activity(row: Activity, homes: Homes) -> facts.Activity:
    return facts.Activity(
        record=_record("activities", row, row.title, row.starts_on),
        homes=homes,
        progress=row.progress,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def operating_plan(row: OperatingPlan) -> facts.OperatingPlan:
    return facts.OperatingPlan(
        record=_record("operating-plans", row, row.title, row.decided_on),
        decided_on=row.decided_on,
        has_forum=row.decided_by_forum_id is not None,
    )


def support_need(row: SupportNeed, homes: Homes) -> facts.Need:
    record = _record("support-needs", row, row.topic, row.asked_on)
    return facts.Need(record=record, homes=homes, state=row.state, asked_on=row.asked_on)


def assignment(row: ReviewAssignment) -> facts.Assignment:
    record = _record("review-assignments", row, row.title, row.starts_on)
    return facts.Assignment(record=record, notes=tuple(row.data_quality_notes))

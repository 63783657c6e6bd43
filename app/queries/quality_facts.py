"""Questions about what the criteria of quality rest on, for some agreements and promises.

Each is asked once for all of them, as of the day; their keys are a parameter, `keys`, so that a
question is made once for all who see alike. Records that the caller may not see are left out; the
parts of a commitment, such as its parties, are seen with it.
"""

from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    Actor,
    Agreement,
    Cause,
    Commitment,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumRhythm,
    Goal,
    Measure,
    MeasureActor,
    Method,
    Party,
    PrioritisedArea,
    Signature,
    SituationPicture,
)
from app.models.action_plans import ActionPlanKind
from app.models.actors import ActorKind
from app.models.base import Key
from app.models.commitment_parts import PartyRole
from app.models.commitments import Signing
from app.models.measures import MeasureRole, Progress
from app.permissions import Caller
from app.queries.among import visible_under
from app.queries.follow_ups import DATED, followed_under
from app.queries.visibility import visible
from app.validity import DAY, commitment_reason, commitment_validity, record_status

KEYS: ColumnElement[UUID] = bindparam("keys", type_=Key, expanding=True)

# Agreements and promises share the table; each leaves some columns to the other.
STATED = Commitment.__table__.c
# Named apart from those that the conditions of what is visible ask about.
BEHIND, PLAN, FORUM = aliased(Agreement), aliased(ActionPlan), aliased(Forum)
OF_AREA, OF_MEASURE = aliased(PrioritisedArea), aliased(Measure)
COMMITMENT_WORKED_FOR = func.coalesce(Measure.commitment_id, PLAN.commitment_id)


@cache
def commitments_judged() -> Select[*tuple[Any, ...]]:
    return select(
        STATED.id,
        STATED.version,
        STATED.form,
        STATED.title,
        STATED.signing,
        STATED.signed_on,
        STATED.signed_on_precision,
        STATED.published_on,
        STATED.purposes,
        STATED.parent_id,
        STATED.first_day,
        STATED.last_day,
        commitment_validity(Commitment).label("validity"),
        commitment_reason(Commitment).label("validity_reason"),
        STATED.has_part_one,
        STATED.has_part_two,
        STATED.roles,
        STATED.resources,
        STATED.communication,
        STATED.documentation,
        *_told_to_citizens(),
    ).where(Commitment.id.in_(KEYS))


def _told_to_citizens() -> tuple[Any, ...]:
    return (
        STATED.citizen_dialogue_on,
        STATED.staff_dialogue_on,
        STATED.communicated_on,
        STATED.communicated_how,
        STATED.fed_back_on,
        STATED.fed_back_how,
    )


@lru_cache(100)
def pictures_behind(caller: Caller) -> Select[UUID, SituationPicture]:
    """By the agreement that rests on it."""
    seen = select(Commitment.id).where(Commitment.id.in_(KEYS), visible(Commitment, caller))
    return (
        select(BEHIND.id, SituationPicture)
        .select_from(SituationPicture)
        .join(BEHIND, BEHIND.situation_picture_id == SituationPicture.id)
        .where(
            BEHIND.id.in_(seen),
            visible(SituationPicture, caller),
            record_status(SituationPicture) != "ended",
        )
    )


@cache
def parties_contracting() -> Select[UUID, UUID, str]:
    return (
        select(Party.commitment_id, Actor.id, Actor.name)
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(KEYS),
            Party.role == PartyRole.CONTRACTING,
            or_(Party.joined_on.is_(None), Party.joined_on <= DAY),
            or_(Party.left_on.is_(None), Party.left_on > DAY),
        )
        .order_by(Party.commitment_id, Party.position, Party.id)
    )


@cache
def signatures_given() -> Select[UUID, str, ActorKind | None]:
    """With the kind of the party, where it is known for whom."""
    return (
        select(Signature.commitment_id, Signature.title, Actor.kind)
        .outerjoin(Party, Party.id == Signature.party_id)
        .outerjoin(Actor, Actor.id == Party.actor_id)
        .where(
            Signature.commitment_id.in_(KEYS),
            or_(Signature.signed_on.is_(None), Signature.signed_on <= DAY),
        )
        .order_by(Signature.commitment_id, Signature.position, Signature.id)
    )


@cache
def follow_up_rules_set() -> Select[*tuple[Any, ...]]:
    return (
        select(
            FollowUpRule.commitment_id,
            FollowUpRule.what,
            FollowUpRule.indicators,
            FollowUpRule.by,
            FollowUpRule.times_per_year,
        )
        .where(FollowUpRule.commitment_id.in_(KEYS))
        .order_by(FollowUpRule.commitment_id, FollowUpRule.position, FollowUpRule.id)
    )


@cache
def rhythms_set() -> Select[UUID, int | None, str | None]:
    return (
        select(ForumRhythm.commitment_id, ForumRhythm.times_per_year, ForumRhythm.as_stated)
        .where(ForumRhythm.commitment_id.in_(KEYS))
        .order_by(ForumRhythm.commitment_id, ForumRhythm.position, ForumRhythm.id)
    )


@lru_cache(100)
def areas_prioritised(caller: Caller, *, few: bool) -> Select[*tuple[Any, ...]]:
    """With the number of causes analysed by the day."""
    causes = select(func.count(Cause.id)).where(
        Cause.prioritised_area_id == PrioritisedArea.id,
        or_(Cause.analysed_on.is_(None), Cause.analysed_on <= DAY),
    )
    return (
        select(
            PrioritisedArea.commitment_id,
            PrioritisedArea.id,
            PrioritisedArea.version,
            PrioritisedArea.name,
            PrioritisedArea.parent_id,
            PrioritisedArea.priority_grounds,
            causes.scalar_subquery().label("causes"),
        )
        .where(
            PrioritisedArea.commitment_id.in_(KEYS),
            record_status(PrioritisedArea) != "ended",
            visible_under(PrioritisedArea, caller, few=few),
        )
        .order_by(PrioritisedArea.commitment_id, PrioritisedArea.position, PrioritisedArea.id)
    )


@cache
def goals_set() -> Select[*tuple[Any, ...]]:
    """By area, the five marks of each."""
    return (
        select(
            Goal.prioritised_area_id,
            Goal.is_specific,
            Goal.is_measurable,
            Goal.is_accepted,
            Goal.is_realistic,
            Goal.is_time_bound,
        )
        .join(PrioritisedArea, PrioritisedArea.id == Goal.prioritised_area_id)
        .where(PrioritisedArea.commitment_id.in_(KEYS))
        .order_by(Goal.prioritised_area_id, Goal.position, Goal.id)
    )


@lru_cache(100)
def measures_planned(caller: Caller, *, few: bool) -> Select[*tuple[Any, ...]]:
    """Of the commitment, and of the plan that a forum has adopted for it; not the cancelled."""
    return (
        select(
            COMMITMENT_WORKED_FOR.label("commitment_id"),
            Measure.id,
            Measure.version,
            Measure.name,
            Measure.starts_on,
            Measure.ends_on,
            Measure.prioritised_area_id,
            Measure.method_id,
            Measure.method_as_stated,
            Measure.is_named_method,
            Measure.cause_id.is_not(None).label("meets_cause"),
            Measure.resources.is_not(None).label("has_resources"),
        )
        .select_from(Measure)
        .outerjoin(PLAN, _adopted_for(Measure.action_plan_id))
        .where(
            Measure.id.in_(_measures_near()),
            COMMITMENT_WORKED_FOR.in_(KEYS),
            record_status(Measure) != "ended",
            or_(Measure.progress.is_(None), Measure.progress != Progress.CANCELLED),
            visible_under(Measure, caller, few=few),
        )
        .order_by(COMMITMENT_WORKED_FOR, Measure.position, Measure.id)
    )


@cache
def measure_actors() -> Select[UUID, UUID | None, MeasureRole]:
    return (
        select(MeasureActor.measure_id, MeasureActor.actor_id, MeasureActor.role)
        .join(Measure, Measure.id == MeasureActor.measure_id)
        .outerjoin(PLAN, _adopted_for(Measure.action_plan_id))
        .where(Measure.id.in_(_measures_near()), COMMITMENT_WORKED_FOR.in_(KEYS))
    )


@cache
def _measures_near() -> Select[UUID]:
    """Those that may be of the commitments, by the indexes; what they are of is asked of these."""
    of_plan = Measure.action_plan_id.in_(_plans_near())
    return select(Measure.id).where(or_(Measure.commitment_id.in_(KEYS), of_plan))


@cache
def _plans_near() -> Select[UUID]:
    return select(ActionPlan.id).where(ActionPlan.commitment_id.in_(KEYS))


def _adopted_for(plan_id: Any) -> Any:
    is_open = or_(PLAN.ended_on.is_(None), PLAN.ended_on > DAY)
    return (PLAN.id == plan_id) & (PLAN.kind == ActionPlanKind.OPERATIONAL) & is_open


@cache
def methods_used() -> Select[Method]:
    """By the keys of the methods; everybody knows them."""
    return select(Method).where(Method.id.in_(KEYS)).order_by(Method.sort_key, Method.id)


@lru_cache(100)
def commitments_below(caller: Caller) -> Select[*tuple[Any, ...]]:
    """What has been made under them, drafts apart, with the number of areas of each."""
    areas = select(func.count(OF_AREA.id)).where(
        OF_AREA.commitment_id == STATED.id,
        or_(OF_AREA.ended_on.is_(None), OF_AREA.ended_on > DAY),
    )
    return (
        select(
            STATED.parent_id,
            STATED.id,
            STATED.version,
            STATED.form,
            STATED.title,
            STATED.signed_on,
            areas.scalar_subquery().label("areas"),
            *_told_to_citizens(),
        )
        .where(
            STATED.parent_id.in_(KEYS),
            STATED.signing != Signing.UNSIGNED,
            record_status(Commitment) != "ended",
            or_(STATED.first_day.is_(None), STATED.first_day <= DAY),
            visible(Commitment, caller),
        )
        .order_by(STATED.parent_id, STATED.sort_key, STATED.id)
    )


@lru_cache(100)
def follow_ups_done(caller: Caller, *, few: bool) -> Select[*tuple[Any, ...]]:
    """Of the commitment, its areas, its measures and its plan; with the forum it was told to."""
    commitment = func.coalesce(
        FollowUp.commitment_id,
        OF_AREA.commitment_id,
        OF_MEASURE.commitment_id,
        PLAN.commitment_id,
    )
    return (
        select(
            commitment.label("commitment_id"),
            FollowUp.id,
            FollowUp.version,
            FollowUp.summary,
            FollowUp.outcome_word,
            FollowUp.done_on,
            FollowUp.reported_on,
            FollowUp.reported_to_forum_id.is_not(None).label("has_forum"),
            FORUM.kind.label("forum"),
        )
        .select_from(FollowUp)
        .outerjoin(OF_AREA, OF_AREA.id == FollowUp.prioritised_area_id)
        .outerjoin(OF_MEASURE, OF_MEASURE.id == FollowUp.measure_id)
        .outerjoin(
            PLAN, _adopted_for(func.coalesce(FollowUp.action_plan_id, OF_MEASURE.action_plan_id))
        )
        .outerjoin(FORUM, FORUM.id == FollowUp.reported_to_forum_id)
        .where(
            followed_under(KEYS, _measures_near(), _plans_near()),
            commitment.in_(KEYS),
            record_status(FollowUp) != "ended",
            or_(DATED.is_(None), DATED <= DAY),
            visible_under(FollowUp, caller, few=few),
        )
        .order_by(commitment, DATED, FollowUp.id)
    )

"""The questions the annual report asks about what the county itself coordinates."""

from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    Activity,
    ActivityMunicipality,
    ActivityParticipants,
    Actor,
    Agreement,
    Forum,
    ForumRhythm,
    Function,
    Meeting,
    Municipality,
    OperatingPlan,
    ReviewAssignment,
    SupportNeed,
)
from app.models.actors import ActorKind
from app.models.forums import ForumKind
from app.models.support_needs import SupportState
from app.queries.annual_report import concerns_county
from app.queries.annual_report_scope import COUNTY, FIRST_DAY, LAST_DAY, YEAR
from app.queries.territory import actors_in_county, municipalities_in
from app.validity import DAY, commitment_validity, record_status

REGIONAL_FORUMS = (ForumKind.NETWORK, ForumKind.STEERING_GROUP)


@cache
def rhythms_agreed() -> Select[ForumRhythm, Agreement, Forum | None]:
    """What the agreements that hold on the day set, and for which forum, where that is known."""
    return (
        select(ForumRhythm, Agreement, Forum)
        .join(Agreement, Agreement.id == ForumRhythm.commitment_id)
        .outerjoin(Forum, Forum.id == ForumRhythm.forum_id)
        .where(
            concerns_county(),
            ForumRhythm.times_per_year.is_not(None),
            commitment_validity(Agreement).in_(("yes", "unknown")),
        )
        .order_by(Agreement.sort_key, Agreement.id, ForumRhythm.position, ForumRhythm.id)
    )


@cache
def regional_forums() -> Select[Forum]:
    return (
        select(Forum)
        .where(
            Forum.county_code == COUNTY,
            Forum.kind.in_(REGIONAL_FORUMS),
            record_status(Forum) == "valid",
        )
        .order_by(Forum.sort_key, Forum.id)
    )


@cache
def meetings_held() -> Select[UUID, int]:
    """How many each forum has held."""
    return (
        select(Meeting.forum_id, func.count(Meeting.id))
        .where(
            Meeting.held_on.between(FIRST_DAY, LAST_DAY),
            Meeting.cancelled.is_(False),
            record_status(Meeting) != "ended",
        )
        .group_by(Meeting.forum_id)
    )


@cache
def operating_plans_of() -> Select[OperatingPlan, str | None]:
    """With the forum that decided it."""
    return (
        select(OperatingPlan, Forum.name)
        .outerjoin(Forum, Forum.id == OperatingPlan.decided_by_forum_id)
        .where(
            OperatingPlan.county_code == COUNTY,
            OperatingPlan.year == YEAR,
            record_status(OperatingPlan) != "ended",
        )
        .order_by(OperatingPlan.id)
    )


@cache
def activities_of() -> Select[Activity]:
    return (
        select(Activity)
        .where(_activity_counts())
        .order_by(Activity.starts_on.nulls_last(), Activity.sort_key, Activity.id)
    )


@cache
def _activity_counts() -> ColumnElement[bool]:
    plans = select(OperatingPlan.id).where(
        OperatingPlan.county_code == COUNTY, OperatingPlan.year == YEAR
    )
    reached = select(ActivityMunicipality.activity_id).where(
        ActivityMunicipality.municipality_code.in_(municipalities_in(COUNTY))
    )
    in_year = Activity.starts_on.between(FIRST_DAY, LAST_DAY)
    return and_(
        record_status(Activity) != "ended",
        or_(
            Activity.operating_plan_id.in_(plans),
            and_(in_year, or_(Activity.county_code == COUNTY, Activity.id.in_(reached))),
        ),
    )


@cache
def municipalities_reached() -> Select[UUID, str]:
    """Activity and name of each municipality of the county that it reached."""
    counted = select(Activity.id).where(_activity_counts())
    return (
        select(ActivityMunicipality.activity_id, Municipality.name)
        .join(Municipality, Municipality.code == ActivityMunicipality.municipality_code)
        .where(
            ActivityMunicipality.activity_id.in_(counted),
            Municipality.county_code == COUNTY,
        )
        .order_by(ActivityMunicipality.activity_id, Municipality.sort_key, Municipality.code)
    )


@cache
def participants_counted() -> Select[UUID, int | None]:
    counted = select(Activity.id).where(_activity_counts())
    return (
        select(ActivityParticipants.activity_id, func.sum(ActivityParticipants.count))
        .where(ActivityParticipants.activity_id.in_(counted))
        .group_by(ActivityParticipants.activity_id)
    )


@cache
def functions_in() -> Select[Function, str, ActorKind]:
    """The working functions of the county and its municipalities, with their actor."""
    return (
        select(Function, Actor.name, Actor.kind)
        .join(Actor, Actor.id == Function.actor_id)
        .where(
            Actor.id.in_(actors_in_county(COUNTY)),
            record_status(Function) == "valid",
        )
        .order_by(Actor.sort_key, Function.sort_key, Function.id)
    )


@cache
def support_needs_of() -> Select[SupportNeed, str, str | None, str | None]:
    """Asked for or met in the year, or still open; with who asked, who was asked, the visit."""
    asking, asked = aliased(Actor), aliased(Actor)
    still_open = SupportNeed.state.in_((SupportState.OPEN, SupportState.IN_PROGRESS))
    return (
        select(SupportNeed, asking.name, asked.name, Activity.title)
        .join(asking, asking.id == SupportNeed.asked_by_id)
        .outerjoin(asked, asked.id == SupportNeed.asked_of_id)
        .outerjoin(Activity, Activity.id == SupportNeed.visit_id)
        .where(
            or_(
                asking.id.in_(actors_in_county(COUNTY)),
                asked.county_code == COUNTY,
            ),
            SupportNeed.asked_on <= DAY,
            or_(
                SupportNeed.asked_on >= FIRST_DAY,
                still_open,
                SupportNeed.met_on.between(FIRST_DAY, LAST_DAY),
            ),
            record_status(SupportNeed) != "ended",
        )
        .order_by(SupportNeed.sort_key, SupportNeed.asked_on, SupportNeed.id)
    )


@cache
def review_assignments_of() -> Select[ReviewAssignment]:
    return (
        select(ReviewAssignment)
        .where(
            ReviewAssignment.county_code == COUNTY,
            record_status(ReviewAssignment) != "ended",
        )
        .order_by(ReviewAssignment.sort_key, ReviewAssignment.id)
    )

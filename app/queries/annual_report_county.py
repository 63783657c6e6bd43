"""The questions the annual report asks about what the county itself coordinates."""

from datetime import date
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
from app.queries.territory import actors_in_county, municipalities_in
from app.validity import DAY, commitment_validity, record_status

REGIONAL_FORUMS = (ForumKind.NETWORK, ForumKind.STEERING_GROUP)


def rhythms_agreed(county_code: str) -> Select[ForumRhythm, Agreement, Forum | None]:
    """What the agreements that hold on the day set, and for which forum, where that is known."""
    return (
        select(ForumRhythm, Agreement, Forum)
        .join(Agreement, Agreement.id == ForumRhythm.commitment_id)
        .outerjoin(Forum, Forum.id == ForumRhythm.forum_id)
        .where(
            concerns_county(county_code),
            ForumRhythm.times_per_year.is_not(None),
            commitment_validity(Agreement).in_(("yes", "unknown")),
        )
        .order_by(Agreement.sort_key, Agreement.id, ForumRhythm.position, ForumRhythm.id)
    )


def regional_forums(county_code: str) -> Select[Forum]:
    return (
        select(Forum)
        .where(
            Forum.county_code == county_code,
            Forum.kind.in_(REGIONAL_FORUMS),
            record_status(Forum) == "valid",
        )
        .order_by(Forum.sort_key, Forum.id)
    )


def meetings_held(year: int) -> Select[UUID, int]:
    """How many each forum has held."""
    return (
        select(Meeting.forum_id, func.count(Meeting.id))
        .where(
            Meeting.held_on.between(date(year, 1, 1), date(year, 12, 31)),
            Meeting.cancelled.is_(False),
            record_status(Meeting) != "ended",
        )
        .group_by(Meeting.forum_id)
    )


def operating_plans_of(county_code: str, year: int) -> Select[OperatingPlan, str | None]:
    """With the forum that decided it."""
    return (
        select(OperatingPlan, Forum.name)
        .outerjoin(Forum, Forum.id == OperatingPlan.decided_by_forum_id)
        .where(
            OperatingPlan.county_code == county_code,
            OperatingPlan.year == year,
            record_status(OperatingPlan) != "ended",
        )
        .order_by(OperatingPlan.id)
    )


def activities_of(county_code: str, year: int) -> Select[Activity]:
    return (
        select(Activity)
        .where(_activity_counts(county_code, year))
        .order_by(Activity.starts_on.nulls_last(), Activity.sort_key, Activity.id)
    )


def _activity_counts(county_code: str, year: int) -> ColumnElement[bool]:
    plans = select(OperatingPlan.id).where(
        OperatingPlan.county_code == county_code, OperatingPlan.year == year
    )
    reached = select(ActivityMunicipality.activity_id).where(
        ActivityMunicipality.municipality_code.in_(municipalities_in(county_code))
    )
    in_year = Activity.starts_on.between(date(year, 1, 1), date(year, 12, 31))
    return and_(
        record_status(Activity) != "ended",
        or_(
            Activity.operating_plan_id.in_(plans),
            and_(in_year, or_(Activity.county_code == county_code, Activity.id.in_(reached))),
        ),
    )


def municipalities_reached(county_code: str, year: int) -> Select[UUID, str]:
    """Activity and name of each municipality of the county that it reached."""
    counted = select(Activity.id).where(_activity_counts(county_code, year))
    return (
        select(ActivityMunicipality.activity_id, Municipality.name)
        .join(Municipality, Municipality.code == ActivityMunicipality.municipality_code)
        .where(
            ActivityMunicipality.activity_id.in_(counted),
            Municipality.county_code == county_code,
        )
        .order_by(ActivityMunicipality.activity_id, Municipality.sort_key, Municipality.code)
    )


def participants_counted(county_code: str, year: int) -> Select[UUID, int | None]:
    counted = select(Activity.id).where(_activity_counts(county_code, year))
    return (
        select(ActivityParticipants.activity_id, func.sum(ActivityParticipants.count))
        .where(ActivityParticipants.activity_id.in_(counted))
        .group_by(ActivityParticipants.activity_id)
    )


def functions_in(county_code: str) -> Select[Function, str, ActorKind]:
    """The working functions of the county and its municipalities, with their actor."""
    return (
        select(Function, Actor.name, Actor.kind)
        .join(Actor, Actor.id == Function.actor_id)
        .where(
            Actor.id.in_(actors_in_county(county_code)),
            record_status(Function) == "valid",
        )
        .order_by(Actor.sort_key, Function.sort_key, Function.id)
    )


def support_needs_of(
    county_code: str, year: int
) -> Select[SupportNeed, str, str | None, str | None]:
    """Asked for or met in the year, or still open; with who asked, who was asked, the visit."""
    asking, asked = aliased(Actor), aliased(Actor)
    first, last = date(year, 1, 1), date(year, 12, 31)
    still_open = SupportNeed.state.in_((SupportState.OPEN, SupportState.IN_PROGRESS))
    return (
        select(SupportNeed, asking.name, asked.name, Activity.title)
        .join(asking, asking.id == SupportNeed.asked_by_id)
        .outerjoin(asked, asked.id == SupportNeed.asked_of_id)
        .outerjoin(Activity, Activity.id == SupportNeed.visit_id)
        .where(
            or_(
                asking.id.in_(actors_in_county(county_code)),
                asked.county_code == county_code,
            ),
            SupportNeed.asked_on <= DAY,
            or_(SupportNeed.asked_on >= first, still_open, SupportNeed.met_on.between(first, last)),
            record_status(SupportNeed) != "ended",
        )
        .order_by(SupportNeed.sort_key, SupportNeed.asked_on, SupportNeed.id)
    )


def review_assignments_of(county_code: str) -> Select[ReviewAssignment]:
    return (
        select(ReviewAssignment)
        .where(
            ReviewAssignment.county_code == county_code,
            record_status(ReviewAssignment) != "ended",
        )
        .order_by(ReviewAssignment.sort_key, ReviewAssignment.id)
    )

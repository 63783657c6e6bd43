"""The questions behind the working cycle: what belongs to some agreements, each asked once.

The caller is given, since it is shown only what it may read; the day is a parameter, `as_of`.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.models import (
    ActionPlan,
    Actor,
    Agreement,
    Cause,
    CitizenPromise,
    CommitmentMunicipality,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumRhythm,
    Function,
    Goal,
    Measure,
    Meeting,
    Party,
    PictureMunicipality,
    PrioritisedArea,
    SituationPicture,
)
from app.models.action_plans import ActionPlanKind
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.forums import ForumKind
from app.models.functions import FunctionKind
from app.models.situation_pictures import PictureKind
from app.permissions import Caller
from app.queries.among import FEW, visible_among, visible_under
from app.queries.follow_ups import DATED, followed_under
from app.queries.territory import Keys
from app.queries.visibility import visible
from app.validity import DAY, commitment_status, record_status

Ids = Collection[UUID]

# What has been over for long is no collaboration that stands anywhere.
STANDING_STATUSES = ("draft", "upcoming", "valid", "expiring", "unknown")
# In a small municipality the local council is the steering group.
STEERING = (ForumKind.STEERING_GROUP, ForumKind.LOCAL_COUNCIL)


def agreements_standing(within: Keys, caller: Caller) -> Select[UUID]:
    """Those that are drafted, to come, valid or of unknown validity on the day."""
    return (
        select(Agreement.id)
        .where(
            Agreement.id.in_(within),
            commitment_status(Agreement).in_(STANDING_STATUSES),
            visible(Agreement, caller),
        )
        .order_by(Agreement.sort_key, Agreement.id)
    )


def terms_of(ids: Ids, caller: Caller) -> Select[Agreement, str, bool, bool]:
    """With status, whether it has forums with a rhythm, and rules for follow-up."""
    return (
        select(
            Agreement,
            commitment_status(Agreement),
            exists().where(ForumRhythm.commitment_id == Agreement.id),
            exists().where(FollowUpRule.commitment_id == Agreement.id),
        )
        .where(Agreement.id.in_(ids), visible(Agreement, caller))
        .order_by(Agreement.sort_key, Agreement.id)
    )


def agreements_above(ids: Ids) -> Select[UUID, UUID]:
    """Agreement and each that stands over it, step by step; a loop among them ends the search."""
    above = (
        select(Agreement.id.label("id"), Agreement.parent_id.label("parent_id"))
        .where(Agreement.id.in_(ids), Agreement.parent_id.is_not(None))
        .cte("above", recursive=True)
    )
    higher = select(above.c.id, Agreement.parent_id).where(
        Agreement.id == above.c.parent_id, Agreement.parent_id.is_not(None)
    )
    chain = above.union(higher)
    return select(chain.c.id, chain.c.parent_id).where(chain.c.id != chain.c.parent_id)


def contracting_parties(ids: Ids) -> Select[UUID, UUID, str, ActorKind, str | None]:
    """Agreement, actor, its name as it is known, kind and municipality: those of the day."""
    return (
        select(
            Party.commitment_id,
            Actor.id,
            func.coalesce(Party.name_as_stated, Actor.name),
            Actor.kind,
            Actor.municipality_code,
        )
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(ids),
            Party.role == PartyRole.CONTRACTING,
            or_(Party.joined_on.is_(None), Party.joined_on <= DAY),
            or_(Party.left_on.is_(None), Party.left_on > DAY),
        )
        .order_by(Party.commitment_id, Party.position, Party.id)
    )


def municipalities_covered(ids: Ids) -> Select[UUID, str]:
    return select(
        CommitmentMunicipality.commitment_id, CommitmentMunicipality.municipality_code
    ).where(CommitmentMunicipality.commitment_id.in_(ids))


def promises_under(ids: Ids, caller: Caller) -> Select[CitizenPromise, bool]:
    """With whether it has rules for follow-up."""
    return (
        select(CitizenPromise, exists().where(FollowUpRule.commitment_id == CitizenPromise.id))
        .where(
            CitizenPromise.parent_id.in_(ids),
            record_status(CitizenPromise) != "ended",
            visible(CitizenPromise, caller),
        )
        .order_by(CitizenPromise.sort_key, CitizenPromise.id)
    )


def areas_of(ids: Ids, caller: Caller) -> Select[PrioritisedArea]:
    return (
        select(PrioritisedArea)
        .where(
            PrioritisedArea.commitment_id.in_(ids),
            record_status(PrioritisedArea) != "ended",
            visible_under(PrioritisedArea, caller, few=len(ids) <= FEW),
        )
        .order_by(PrioritisedArea.commitment_id, PrioritisedArea.position, PrioritisedArea.id)
    )


def causes_of(ids: Ids) -> Select[Cause]:
    """Of the areas of the agreements."""
    return (
        select(Cause)
        .join(PrioritisedArea, PrioritisedArea.id == Cause.prioritised_area_id)
        .where(PrioritisedArea.commitment_id.in_(ids))
        .order_by(Cause.prioritised_area_id, Cause.position, Cause.id)
    )


def goals_of(ids: Ids) -> Select[Goal]:
    """Of the areas of the agreements."""
    return (
        select(Goal)
        .join(PrioritisedArea, PrioritisedArea.id == Goal.prioritised_area_id)
        .where(PrioritisedArea.commitment_id.in_(ids))
        .order_by(Goal.prioritised_area_id, Goal.position, Goal.id)
    )


def operational_plans_of(ids: Ids, caller: Caller) -> Select[ActionPlan, ForumKind]:
    """With the kind of the forum that adopts it."""
    return (
        select(ActionPlan, Forum.kind)
        .join(Forum, Forum.id == ActionPlan.adopted_by_forum_id)
        .where(
            ActionPlan.kind == ActionPlanKind.OPERATIONAL,
            ActionPlan.commitment_id.in_(ids),
            or_(ActionPlan.ended_on.is_(None), ActionPlan.ended_on > DAY),
            visible(ActionPlan, caller),
        )
        .order_by(ActionPlan.sort_key, ActionPlan.id)
    )


def measures_of(ids: Ids, caller: Caller) -> Select[Measure, UUID]:
    """With the agreement it belongs to, itself or through an operational plan."""
    return (
        select(Measure, func.coalesce(Measure.commitment_id, ActionPlan.commitment_id))
        .outerjoin(ActionPlan, ActionPlan.id == Measure.action_plan_id)
        .where(
            or_(
                Measure.commitment_id.in_(ids),
                and_(Measure.commitment_id.is_(None), _is_operational_of(ids)),
            ),
            record_status(Measure) != "ended",
            visible_under(Measure, caller, few=len(ids) <= FEW),
        )
        .order_by(Measure.position, Measure.sort_key, Measure.id)
    )


def _is_operational_of(ids: Ids) -> ColumnElement[bool]:
    return and_(ActionPlan.kind == ActionPlanKind.OPERATIONAL, ActionPlan.commitment_id.in_(ids))


def pictures_around(
    linked: Ids, makers: Ids, codes: Collection[str], caller: Caller
) -> Select[SituationPicture]:
    """Those that agreements refer to, own ones of the parties, and all of the municipalities."""
    covering = select(PictureMunicipality.situation_picture_id).where(
        PictureMunicipality.municipality_code.in_(codes)
    )
    own = and_(SituationPicture.kind == PictureKind.OWN, SituationPicture.made_by_id.in_(makers))
    return (
        select(SituationPicture)
        .where(
            or_(SituationPicture.id.in_(linked), own, SituationPicture.id.in_(covering)),
            record_status(SituationPicture) != "ended",
            visible(SituationPicture, caller),
        )
        .order_by(SituationPicture.id)
    )


def municipalities_pictured(pictures: Ids) -> Select[UUID, str]:
    return select(
        PictureMunicipality.situation_picture_id, PictureMunicipality.municipality_code
    ).where(PictureMunicipality.situation_picture_id.in_(pictures))


def follow_ups_of(
    ids: Ids, promises: Ids, caller: Caller
) -> Select[FollowUp, date | None, ForumKind | None]:
    """With its day, and the kind of forum it was reported to.

    Of the agreements, the promises under them, the agreements' areas and measures, and the plans.
    """
    plans = select(ActionPlan.id).where(_is_operational_of(ids))
    measures = select(Measure.id).where(
        or_(Measure.commitment_id.in_(ids), Measure.action_plan_id.in_(plans))
    )
    return (
        select(FollowUp, DATED, Forum.kind)
        .outerjoin(Forum, Forum.id == FollowUp.reported_to_forum_id)
        .where(
            followed_under([*ids, *promises], measures, plans),
            record_status(FollowUp) != "ended",
            visible_under(FollowUp, caller, few=len(ids) + len(promises) <= FEW),
        )
        .order_by(FollowUp.id)
    )


def communication_leads_at(actors: Ids, caller: Caller) -> Select[Function]:
    return (
        select(Function)
        .where(
            Function.kind == FunctionKind.COMMUNICATION_LEAD,
            Function.actor_id.in_(actors),
            record_status(Function) == "valid",
            visible(Function, caller),
        )
        .order_by(Function.sort_key, Function.id)
    )


def forums_agreed(ids: Ids) -> Select[UUID, UUID]:
    """Agreement and forum: those it sets a rhythm for, and those that adopt its plans."""
    by_rhythm = select(ForumRhythm.commitment_id, ForumRhythm.forum_id).where(
        ForumRhythm.commitment_id.in_(ids), ForumRhythm.forum_id.is_not(None)
    )
    by_plan = select(ActionPlan.commitment_id, ActionPlan.adopted_by_forum_id).where(
        _is_operational_of(ids)
    )
    pairs = by_rhythm.union(by_plan).subquery()
    return select(pairs.c.commitment_id, pairs.c.forum_id)


def steering_meetings_held(forums: Ids, caller: Caller) -> Select[Meeting]:
    """By the day; what was cancelled was not held."""
    return (
        select(Meeting)
        .join(Forum, Forum.id == Meeting.forum_id)
        .where(
            Meeting.forum_id.in_(forums),
            Forum.kind.in_(STEERING),
            Meeting.held_on <= DAY,
            Meeting.cancelled.is_(False),
            record_status(Meeting) != "ended",
            visible_among(Meeting, caller),
        )
        .order_by(Meeting.held_on, Meeting.id)
    )

"""Questions about what the self-check against the law rests on, for some municipalities."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from app.models import (
    ActionPlan,
    Actor,
    Agreement,
    CouncilReport,
    FollowUp,
    Forum,
    ForumMember,
    ForumMunicipality,
    Function,
    Measure,
    Municipality,
    PictureMunicipality,
    PrioritisedArea,
    SituationPicture,
)
from app.models.action_plans import ActionPlanKind
from app.models.actors import ActorKind
from app.models.forums import ForumKind
from app.models.functions import FunctionKind
from app.queries.territory import MUNICIPAL, own_municipalities
from app.validity import DAY, commitment_validity, record_status


def pictures_made(codes: list[str]) -> Select[str, SituationPicture]:
    return (
        select(PictureMunicipality.municipality_code, SituationPicture)
        .join(SituationPicture, SituationPicture.id == PictureMunicipality.situation_picture_id)
        .where(
            PictureMunicipality.municipality_code.in_(codes),
            record_status(SituationPicture) != "ended",
            or_(SituationPicture.made_on.is_(None), SituationPicture.made_on <= DAY),
        )
        .order_by(PictureMunicipality.municipality_code, SituationPicture.id)
    )


def statutory_plans(
    codes: list[str],
) -> Select[str, ActionPlan, int, date | None, date | None]:
    """With the number of measures, the day of the picture and of the latest follow-up."""
    measures = select(func.count(Measure.id)).where(
        Measure.action_plan_id == ActionPlan.id, record_status(Measure) != "ended"
    )
    followed_up = select(func.max(FollowUp.done_on)).where(
        FollowUp.action_plan_id == ActionPlan.id,
        FollowUp.done_on <= DAY,
        record_status(FollowUp) != "ended",
    )
    return (
        select(
            ActionPlan.municipality_code,
            ActionPlan,
            measures.scalar_subquery(),
            SituationPicture.made_on,
            followed_up.scalar_subquery(),
        )
        .outerjoin(SituationPicture, SituationPicture.id == ActionPlan.situation_picture_id)
        .where(
            ActionPlan.kind == ActionPlanKind.STATUTORY,
            ActionPlan.municipality_code.in_(codes),
            or_(ActionPlan.ended_on.is_(None), ActionPlan.ended_on > DAY),
        )
        .order_by(ActionPlan.municipality_code, ActionPlan.id)
    )


def own_agreements(codes: list[str]) -> Select[str, Agreement, str, int]:
    """Of the municipality's own; what the county has agreed is not its municipalities'."""
    areas = select(func.count(PrioritisedArea.id)).where(
        PrioritisedArea.commitment_id == Agreement.id, record_status(PrioritisedArea) != "ended"
    )
    own = own_municipalities()
    return (
        select(
            Municipality.code, Agreement, commitment_validity(Agreement), areas.scalar_subquery()
        )
        .join(own, own.c.municipality_code == Municipality.code)
        .join(Agreement, Agreement.id == own.c.commitment_id)
        .where(
            Municipality.code.in_(codes),
            commitment_validity(Agreement).in_(("yes", "unknown")),
        )
        .order_by(Municipality.code, Agreement.sort_key, Agreement.id)
    )


def local_councils(
    codes: list[str],
) -> Select[str, Forum, ActorKind | None, str | None]:
    """With its leader's kind and municipality."""
    return (
        select(ForumMunicipality.municipality_code, Forum, Actor.kind, Actor.municipality_code)
        .join(Forum, Forum.id == ForumMunicipality.forum_id)
        .outerjoin(Actor, Actor.id == Forum.leader_id)
        .where(
            ForumMunicipality.municipality_code.in_(codes),
            Forum.kind == ForumKind.LOCAL_COUNCIL,
            record_status(Forum) == "valid",
        )
        .order_by(ForumMunicipality.municipality_code, Forum.sort_key, Forum.id)
    )


def council_members(codes: list[str]) -> Select[UUID, ActorKind, bool | None]:
    councils = select(ForumMunicipality.forum_id).where(
        ForumMunicipality.municipality_code.in_(codes)
    )
    return (
        select(ForumMember.forum_id, Actor.kind, ForumMember.leading_position)
        .join(Actor, Actor.id == ForumMember.actor_id)
        .where(
            ForumMember.forum_id.in_(councils),
            or_(ForumMember.valid_from.is_(None), ForumMember.valid_from <= DAY),
            or_(ForumMember.valid_to.is_(None), ForumMember.valid_to >= DAY),
        )
        .order_by(ForumMember.forum_id, ForumMember.position, ForumMember.id)
    )


def municipal_functions(codes: list[str]) -> Select[str | None, Function]:
    """Coordinators and the bodies that lead the work."""
    return (
        select(Actor.municipality_code, Function)
        .join(Actor, Actor.id == Function.actor_id)
        .where(
            Actor.municipality_code.in_(codes),
            Actor.kind.in_(MUNICIPAL),
            Function.kind.in_((FunctionKind.COORDINATOR, FunctionKind.RESPONSIBLE_BODY)),
            record_status(Function) == "valid",
        )
        .order_by(Actor.municipality_code, Function.sort_key, Function.id)
    )


def council_reports_given(codes: list[str]) -> Select[CouncilReport]:
    return (
        select(CouncilReport)
        .where(
            CouncilReport.municipality_code.in_(codes),
            CouncilReport.reported_on <= DAY,
            record_status(CouncilReport) != "ended",
        )
        .order_by(CouncilReport.municipality_code, CouncilReport.reported_on, CouncilReport.id)
    )

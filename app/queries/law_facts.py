"""Questions about what the self-check against the law rests on, for some municipalities.

Each gives what the caller may see, as of the day, and is made once for callers of equal rights; the
codes of the municipalities are the parameter `codes`.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Bundle, aliased

from app.models import (
    ActionPlan,
    Actor,
    Agreement,
    Commitment,
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
    Replacement,
    SituationPicture,
    Termination,
)
from app.models.action_plans import ActionPlanKind
from app.models.actors import ActorKind
from app.models.commitments import Signing
from app.models.forums import ForumKind
from app.models.functions import FunctionKind
from app.models.measures import Progress
from app.permissions import Caller
from app.queries.territory import MUNICIPAL, own_municipalities
from app.queries.visibility import visible
from app.validity import DAY, commitment_status, commitment_validity, record_status

CODES: Any = bindparam("codes", type_=Text, expanding=True)
# No more of a record than is asked about: to make whole ones of thousands takes long.
PICTURE: Any = Bundle(
    "picture",
    SituationPicture.id,
    SituationPicture.version,
    SituationPicture.title,
    SituationPicture.made_on,
    SituationPicture.created_at,
    SituationPicture.maps_crime,
    SituationPicture.maps_extent,
    SituationPicture.maps_consequences,
    SituationPicture.has_other_information,
    SituationPicture.has_analysis,
)
PLAN: Any = Bundle(
    "plan",
    ActionPlan.id,
    ActionPlan.version,
    ActionPlan.title,
    ActionPlan.decided_on,
    ActionPlan.decided_by,
    ActionPlan.valid_to,
    ActionPlan.other_planning,
    ActionPlan.situation_picture_id,
)
FOLLOWED_UP: Any = Bundle("followed_up", FollowUp.id, FollowUp.version, FollowUp.done_on)
AGREEMENT: Any = Bundle(
    "agreement",
    Agreement.id,
    Agreement.version,
    Agreement.title,
    Agreement.signed_on,
    Agreement.purposes,
    Agreement.prolongs_automatically,
    Agreement.last_day,
)


def municipality_checked(code: str) -> Select[str, str]:
    return select(Municipality.code, Municipality.name).where(Municipality.code == code)


def municipalities_checked(county_code: str) -> Select[str, str]:
    """Those of the county that exist on the day, in Swedish order."""
    return (
        select(Municipality.code, Municipality.name)
        .where(Municipality.county_code == county_code, record_status(Municipality) == "valid")
        .order_by(Municipality.sort_key, Municipality.code)
    )


@lru_cache(100)
def pictures_made(caller: Caller) -> Select[str, Any]:
    return (
        select(PictureMunicipality.municipality_code, PICTURE)
        .join(SituationPicture, SituationPicture.id == PictureMunicipality.situation_picture_id)
        .where(
            PictureMunicipality.municipality_code.in_(CODES),
            record_status(SituationPicture) != "ended",
            visible(SituationPicture, caller),
            or_(SituationPicture.made_on.is_(None), SituationPicture.made_on <= DAY),
        )
        .order_by(PictureMunicipality.municipality_code, SituationPicture.id)
    )


@lru_cache(100)
def statutory_plans(caller: Caller) -> Select[str, Any, int, Any, Any]:
    """With the number of measures, the picture that it refers to and its latest follow-up."""
    measures = select(func.count(Measure.id)).where(
        Measure.action_plan_id == ActionPlan.id,
        record_status(Measure) != "ended",
        or_(Measure.progress.is_(None), Measure.progress != Progress.CANCELLED),
    )
    done = aliased(FollowUp)
    latest = (
        select(done.id)
        .where(
            done.action_plan_id == ActionPlan.id,
            done.done_on <= DAY,
            record_status(done) != "ended",
        )
        .order_by(done.done_on.desc(), done.id)
        .limit(1)
    )
    return (
        select(
            ActionPlan.municipality_code,
            PLAN,
            measures.scalar_subquery(),
            PICTURE,
            FOLLOWED_UP,
        )
        .select_from(ActionPlan)
        .outerjoin(
            SituationPicture,
            and_(
                SituationPicture.id == ActionPlan.situation_picture_id,
                visible(SituationPicture, caller),
            ),
        )
        .outerjoin(FollowUp, FollowUp.id == latest.scalar_subquery())
        .where(
            ActionPlan.kind == ActionPlanKind.STATUTORY,
            ActionPlan.municipality_code.in_(CODES),
            visible(ActionPlan, caller),
            or_(ActionPlan.ended_on.is_(None), ActionPlan.ended_on > DAY),
        )
        .order_by(ActionPlan.municipality_code, ActionPlan.id)
    )


@lru_cache(100)
def own_agreements(caller: Caller) -> Select[str, Any, str, int, date | None]:
    """Of the municipality's own; what the county has agreed is not its municipalities'.

    With its number of areas, and the day when it is known to give way before its time.

    With what does not hold yet: a draft that is shown to the county's board, or one to come.
    """
    areas = select(func.count(PrioritisedArea.id)).where(
        PrioritisedArea.commitment_id == Agreement.id, record_status(PrioritisedArea) != "ended"
    )
    own = own_municipalities()
    return (
        select(
            Municipality.code,
            AGREEMENT,
            commitment_validity(Agreement),
            areas.scalar_subquery(),
            _gives_way_on(),
        )
        .join(own, own.c.municipality_code == Municipality.code)
        .join(Agreement, Agreement.id == own.c.commitment_id)
        .where(
            Municipality.code.in_(CODES),
            visible(Agreement, caller),
            or_(commitment_validity(Agreement).in_(("yes", "unknown")), _is_sought()),
        )
        .order_by(Municipality.code, Agreement.sort_key, Agreement.id)
    )


def _gives_way_on() -> ColumnElement[date | None]:
    """The day it is terminated to; else the day it is replaced on by one that is signed."""
    newer = aliased(Commitment)
    terminated = select(func.min(Termination.terminated_on)).where(
        Termination.commitment_id == Agreement.id
    )
    replaced = (
        select(func.min(Replacement.replaced_on))
        .join(newer, newer.id == Replacement.commitment_id)
        .where(Replacement.replaced_id == Agreement.id, newer.signing == Signing.SIGNED)
    )
    return func.coalesce(terminated.scalar_subquery(), replaced.scalar_subquery())


def _is_sought() -> ColumnElement[bool]:
    status = commitment_status(Agreement)
    return or_(status == "upcoming", and_(status == "draft", Agreement.shared_with_county))


@lru_cache(100)
def local_councils(caller: Caller) -> Select[str, Forum, bool | None]:
    """With whether one of its municipalities leads it; a shared council may be led by any."""
    among = aliased(ForumMunicipality)
    of_its_own = exists().where(
        among.forum_id == Forum.id, among.municipality_code == Actor.municipality_code
    )
    led = case((Forum.leader_id.is_not(None), and_(Actor.kind.in_(MUNICIPAL), of_its_own)))
    return (
        select(ForumMunicipality.municipality_code, Forum, led)
        .join(Forum, Forum.id == ForumMunicipality.forum_id)
        .outerjoin(Actor, Actor.id == Forum.leader_id)
        .where(
            ForumMunicipality.municipality_code.in_(CODES),
            visible(Forum, caller),
            Forum.kind == ForumKind.LOCAL_COUNCIL,
            record_status(Forum) == "valid",
        )
        .order_by(ForumMunicipality.municipality_code, Forum.sort_key, Forum.id)
    )


@cache
def council_members() -> Select[UUID, ActorKind, bool | None]:
    councils = select(ForumMunicipality.forum_id).where(
        ForumMunicipality.municipality_code.in_(CODES)
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


@lru_cache(100)
def municipal_functions(caller: Caller) -> Select[str | None, Function]:
    """Coordinators and the bodies that lead the work."""
    return (
        select(Actor.municipality_code, Function)
        .join(Actor, Actor.id == Function.actor_id)
        .where(
            Actor.municipality_code.in_(CODES),
            visible(Function, caller),
            Actor.kind.in_(MUNICIPAL),
            Function.kind.in_((FunctionKind.COORDINATOR, FunctionKind.RESPONSIBLE_BODY)),
            record_status(Function) == "valid",
        )
        .order_by(Actor.municipality_code, Function.sort_key, Function.id)
    )


@lru_cache(100)
def council_reports_given(caller: Caller) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CouncilReport.municipality_code,
            CouncilReport.id,
            CouncilReport.version,
            CouncilReport.summary,
            CouncilReport.reported_on,
        )
        .where(
            CouncilReport.municipality_code.in_(CODES),
            visible(CouncilReport, caller),
            CouncilReport.reported_on <= DAY,
            record_status(CouncilReport) != "ended",
        )
        .order_by(CouncilReport.municipality_code, CouncilReport.reported_on, CouncilReport.id)
    )

"""The questions the annual report asks about situation pictures and action plans."""

from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.models import (
    ActionPlan,
    Actor,
    FollowUp,
    Forum,
    Measure,
    Municipality,
    PictureMunicipality,
    SituationPicture,
)
from app.queries.annual_report_scope import COUNTY, FIRST_DAY
from app.queries.territory import action_plans_in_county, municipalities_in
from app.validity import DAY, record_status


@cache
def pictures_of() -> Select[SituationPicture, str | None]:
    """With the actor that made it."""
    return (
        select(SituationPicture, Actor.name)
        .outerjoin(Actor, Actor.id == SituationPicture.made_by_id)
        .where(_picture_counts())
        .order_by(
            SituationPicture.made_on.nulls_last(), SituationPicture.sort_key, SituationPicture.id
        )
    )


@cache
def _picture_counts() -> ColumnElement[bool]:
    covering = select(PictureMunicipality.situation_picture_id).where(
        PictureMunicipality.municipality_code.in_(municipalities_in(COUNTY))
    )
    return and_(
        SituationPicture.id.in_(covering),
        or_(SituationPicture.made_on.is_(None), SituationPicture.made_on <= DAY),
        or_(SituationPicture.ended_on.is_(None), SituationPicture.ended_on > FIRST_DAY),
    )


@cache
def municipalities_pictured() -> Select[UUID, str]:
    counted = select(SituationPicture.id).where(_picture_counts())
    return (
        select(PictureMunicipality.situation_picture_id, Municipality.name)
        .join(Municipality, Municipality.code == PictureMunicipality.municipality_code)
        .where(PictureMunicipality.situation_picture_id.in_(counted))
        .order_by(
            PictureMunicipality.situation_picture_id, Municipality.sort_key, Municipality.code
        )
    )


@cache
def plans_of() -> Select[ActionPlan, str | None, str | None, str | None, int, date | None]:
    """Municipality, forum that adopted it, picture it rests on, measures, latest follow-up."""
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
            ActionPlan,
            Municipality.name,
            Forum.name,
            SituationPicture.title,
            measures.scalar_subquery(),
            followed_up.scalar_subquery(),
        )
        .outerjoin(Municipality, Municipality.code == ActionPlan.municipality_code)
        .outerjoin(Forum, Forum.id == ActionPlan.adopted_by_forum_id)
        .outerjoin(SituationPicture, SituationPicture.id == ActionPlan.situation_picture_id)
        .where(_plan_counts())
        .order_by(ActionPlan.sort_key, ActionPlan.id)
    )


@cache
def plans_held() -> Select[UUID]:
    return select(ActionPlan.id).where(_plan_counts())


@cache
def _plan_counts() -> ColumnElement[bool]:
    """What had not run out before the year, nor was decided after it."""
    return and_(
        ActionPlan.id.in_(action_plans_in_county(COUNTY)),
        or_(ActionPlan.ended_on.is_(None), ActionPlan.ended_on > FIRST_DAY),
        or_(ActionPlan.valid_to.is_(None), ActionPlan.valid_to >= FIRST_DAY),
        or_(ActionPlan.decided_on.is_(None), ActionPlan.decided_on <= DAY),
    )

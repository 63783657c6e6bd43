"""The questions the annual report asks about each municipality, beside those of the law."""

from functools import cache
from uuid import UUID

from sqlalchemy import Select, and_, func, select, union

from app.models import (
    ActionPlan,
    Actor,
    FollowUp,
    Function,
    Measure,
    PictureMunicipality,
    PrioritisedArea,
    SituationPicture,
)
from app.models.functions import FunctionKind
from app.queries.annual_report_scope import COUNTY, FIRST_DAY, LAST_DAY
from app.queries.annual_report_work import areas_in_force
from app.queries.follow_ups import DATED
from app.queries.territory import MUNICIPAL, municipalities_in, own_municipalities
from app.validity import DAY, record_status


@cache
def coordinators_to_come() -> Select[str | None]:
    """The municipalities that have one who begins after the day."""
    return (
        select(Actor.municipality_code)
        .join(Function, Function.actor_id == Actor.id)
        .where(
            Actor.municipality_code.in_(municipalities_in(COUNTY)),
            Actor.kind.in_(MUNICIPAL),
            Function.kind == FunctionKind.COORDINATOR,
            record_status(Function) == "upcoming",
        )
        .distinct()
    )


@cache
def pictures_to_come() -> Select[str]:
    """The municipalities whose picture was made after the day."""
    return (
        select(PictureMunicipality.municipality_code)
        .join(SituationPicture, SituationPicture.id == PictureMunicipality.situation_picture_id)
        .where(
            PictureMunicipality.municipality_code.in_(municipalities_in(COUNTY)),
            SituationPicture.made_on > DAY,
            record_status(SituationPicture) != "ended",
        )
        .distinct()
    )


@cache
def areas_of_municipalities() -> Select[str, UUID]:
    """Those of what the municipality itself has agreed or promised."""
    own = own_municipalities()
    return (
        select(own.c.municipality_code, PrioritisedArea.id)
        .join(own, own.c.commitment_id == PrioritisedArea.commitment_id)
        .where(
            own.c.municipality_code.in_(municipalities_in(COUNTY)),
            PrioritisedArea.id.in_(areas_in_force()),
        )
    )


@cache
def municipalities_followed_up() -> Select[str]:
    """Those of which something of their own was followed up in the year."""
    own = own_municipalities()
    behind = func.coalesce(
        FollowUp.commitment_id, PrioritisedArea.commitment_id, Measure.commitment_id
    )
    plan = func.coalesce(FollowUp.action_plan_id, Measure.action_plan_id)
    in_year = and_(DATED.between(FIRST_DAY, LAST_DAY), record_status(FollowUp) != "ended")
    subjects = (
        select(
            func.coalesce(behind, ActionPlan.commitment_id).label("commitment_id"),
            ActionPlan.municipality_code.label("municipality_code"),
        )
        .select_from(FollowUp)
        .outerjoin(PrioritisedArea, PrioritisedArea.id == FollowUp.prioritised_area_id)
        .outerjoin(Measure, Measure.id == FollowUp.measure_id)
        .outerjoin(ActionPlan, ActionPlan.id == plan)
        .where(in_year)
        .distinct()
        .subquery()
    )
    by_commitment = select(own.c.municipality_code).join(
        subjects, subjects.c.commitment_id == own.c.commitment_id
    )
    by_plan = select(subjects.c.municipality_code).where(subjects.c.municipality_code.is_not(None))
    found = union(by_commitment, by_plan).subquery()
    return select(found.c.municipality_code).where(
        found.c.municipality_code.in_(municipalities_in(COUNTY))
    )

"""The questions the annual report asks about areas, measures and methods."""

from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    AreaCategory,
    AreaCategoryLink,
    Cause,
    Commitment,
    Goal,
    Measure,
    MeasureActor,
    Method,
    Municipality,
    PrioritisedArea,
)
from app.models.measures import MeasureRole, Progress
from app.queries.annual_report import held_in
from app.queries.annual_report_plans import plans_held
from app.queries.annual_report_scope import COUNTY, FIRST_DAY, LAST_DAY
from app.queries.territory import municipalities_in, own_municipalities
from app.validity import record_status


@cache
def areas_prioritised() -> Select[PrioritisedArea, str, str | None]:
    """With the title of the agreement or promise, and the name of the area above it."""
    above = aliased(PrioritisedArea)
    return (
        select(PrioritisedArea, Commitment.title, above.name)
        .join(Commitment, Commitment.id == PrioritisedArea.commitment_id)
        .outerjoin(above, above.id == PrioritisedArea.parent_id)
        .where(_area_in_force())
        .order_by(Commitment.sort_key, Commitment.id, PrioritisedArea.position, PrioritisedArea.id)
    )


@cache
def _area_in_force() -> ColumnElement[bool]:
    return and_(
        PrioritisedArea.commitment_id.in_(held_in()),
        record_status(PrioritisedArea) != "ended",
    )


@cache
def areas_in_force() -> Select[UUID]:
    return select(PrioritisedArea.id).where(_area_in_force())


@cache
def categories_of_areas() -> Select[UUID, str]:
    return (
        select(AreaCategoryLink.prioritised_area_id, AreaCategory.name)
        .join(AreaCategory, AreaCategory.code == AreaCategoryLink.category_code)
        .where(AreaCategoryLink.prioritised_area_id.in_(areas_in_force()))
        .order_by(AreaCategoryLink.prioritised_area_id, AreaCategory.sort_key, AreaCategory.id)
    )


@cache
def areas_per_category() -> Select[str, int]:
    """An area of several categories counts in each of them."""
    count = func.count(AreaCategoryLink.prioritised_area_id)
    return (
        select(AreaCategory.name, count)
        .join(AreaCategoryLink, AreaCategoryLink.category_code == AreaCategory.code)
        .where(AreaCategoryLink.prioritised_area_id.in_(areas_in_force()))
        .group_by(AreaCategory.id, AreaCategory.name, AreaCategory.sort_key)
        .order_by(count.desc(), AreaCategory.sort_key, AreaCategory.id)
    )


@cache
def causes_of_areas() -> Select[UUID, str]:
    return (
        select(Cause.prioritised_area_id, Cause.text)
        .where(Cause.prioritised_area_id.in_(areas_in_force()))
        .order_by(Cause.prioritised_area_id, Cause.position, Cause.id)
    )


@cache
def goals_of_areas() -> Select[UUID, str]:
    return (
        select(Goal.prioritised_area_id, Goal.text)
        .where(Goal.prioritised_area_id.in_(areas_in_force()))
        .order_by(Goal.prioritised_area_id, Goal.position, Goal.id)
    )


@cache
def measures_held() -> Select[Measure, str | None, str | None, str | None, int]:
    """With method, what it belongs to, the plan's municipality, and how many answer for it."""
    responsible = select(func.count(MeasureActor.id)).where(
        MeasureActor.measure_id == Measure.id, MeasureActor.role == MeasureRole.RESPONSIBLE
    )
    return (
        select(
            Measure,
            Method.name,
            func.coalesce(Commitment.title, ActionPlan.title),
            Municipality.name,
            responsible.scalar_subquery(),
        )
        .outerjoin(Method, Method.id == Measure.method_id)
        .outerjoin(Commitment, Commitment.id == Measure.commitment_id)
        .outerjoin(ActionPlan, ActionPlan.id == Measure.action_plan_id)
        .outerjoin(Municipality, Municipality.code == ActionPlan.municipality_code)
        .where(_measure_in_force())
        .order_by(Measure.position, Measure.sort_key, Measure.id)
    )


@cache
def _measure_in_force() -> ColumnElement[bool]:
    return and_(
        or_(
            Measure.commitment_id.in_(held_in()),
            Measure.action_plan_id.in_(plans_held()),
        ),
        record_status(Measure) != "ended",
        or_(Measure.starts_on.is_(None), Measure.starts_on <= LAST_DAY),
        or_(Measure.ends_on.is_(None), Measure.ends_on >= FIRST_DAY),
    )


@cache
def methods_known() -> Select[Method]:
    return (
        select(Method).where(record_status(Method) == "valid").order_by(Method.sort_key, Method.id)
    )


@cache
def method_uses() -> Select[UUID, UUID | None, str | None, str | None]:
    """Measure, method or else its name as stated, and the municipality whose own work it is.

    Null where it is no municipality's of the county, but agreed on the county's level.
    """
    own = own_municipalities()
    of_commitment = (
        select(
            Measure.id,
            Measure.method_id,
            Measure.method_as_stated,
            own.c.municipality_code,
        )
        .outerjoin(
            own,
            and_(
                own.c.commitment_id == Measure.commitment_id,
                own.c.municipality_code.in_(municipalities_in(COUNTY)),
            ),
        )
        .where(Measure.commitment_id.is_not(None), _named())
    )
    of_plan = (
        select(
            Measure.id, Measure.method_id, Measure.method_as_stated, ActionPlan.municipality_code
        )
        .join(ActionPlan, ActionPlan.id == Measure.action_plan_id)
        .where(Measure.commitment_id.is_(None), _named())
    )
    uses = of_commitment.union_all(of_plan).subquery()
    return select(*uses.c).order_by(uses.c.id, uses.c.municipality_code.nulls_first())


@cache
def _named() -> ColumnElement[bool]:
    """A method, whether the catalogue has it or not; what was cancelled was not used."""
    return and_(
        _measure_in_force(),
        Measure.progress.is_distinct_from(Progress.CANCELLED),
        or_(Measure.method_id.is_not(None), Measure.is_named_method.is_(True)),
    )

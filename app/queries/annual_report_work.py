"""The questions the annual report asks about areas, measures, methods and follow-ups."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    AreaCategory,
    AreaCategoryLink,
    Cause,
    Commitment,
    CommitmentMunicipality,
    FollowUp,
    FollowUpRule,
    Forum,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureActor,
    Method,
    Municipality,
    OperatingPlan,
    PrioritisedArea,
)
from app.models.measures import MeasureRole, Progress
from app.queries.annual_report import held_in
from app.queries.annual_report_law import in_county
from app.validity import record_status


def areas_prioritised(county_code: str, year: int) -> Select[PrioritisedArea, str, str | None]:
    """With the title of the agreement or promise, and the name of the area above it."""
    above = aliased(PrioritisedArea)
    return (
        select(PrioritisedArea, Commitment.title, above.name)
        .join(Commitment, Commitment.id == PrioritisedArea.commitment_id)
        .outerjoin(above, above.id == PrioritisedArea.parent_id)
        .where(_area_in_force(county_code, year))
        .order_by(Commitment.sort_key, Commitment.id, PrioritisedArea.position, PrioritisedArea.id)
    )


def _area_in_force(county_code: str, year: int):  # type: ignore[no-untyped-def]
    return and_(
        PrioritisedArea.commitment_id.in_(held_in(county_code, year)),
        record_status(PrioritisedArea) != "ended",
    )

"""Questions about measures."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_

from app.models import AreaCategoryLink, Commitment, Measure, MeasureActor, Method, PrioritisedArea
from app.models.commitments import Signing
from app.queries.commitments import is_draft
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import touches_year
from app.queries.territory import measures_in_county, measures_in_municipality
from app.queries.written import made_once
from app.schemas.measures import MeasureFilters, MeasureRead


def _in_category(code: str) -> ColumnElement[bool]:
    links = PrioritisedArea.category_links
    return Measure.area.has(links.any(AreaCategoryLink.category_code == code))


MEANINGS: Conditions = {
    "commitment_id": lambda key: Measure.commitment_id == key,
    "action_plan_id": lambda key: Measure.action_plan_id == key,
    "prioritised_area_id": lambda key: Measure.prioritised_area_id == key,
    "method_id": lambda key: Measure.method_id == key,
    "method_code": lambda code: Measure.method.has(Method.code == code),
    "actor_id": lambda key: Measure.actors.any(MeasureActor.actor_id == key),
    "progress": lambda progress: Measure.progress == progress,
    "county_code": lambda code: Measure.id.in_(measures_in_county(code)),
    "municipality_code": lambda code: Measure.id.in_(measures_in_municipality(code)),
    "category_code": _in_category,
    "year": lambda year: touches_year(Measure.starts_on, Measure.ends_on, year),
}


@made_once
def measure_documents() -> Select[str, str]:
    """What belongs to a commitment stands still while that is signed, and when it has ended."""
    over = Commitment.ended_on.is_not(None)
    being_signed = and_(~over, Commitment.signing == Signing.UNSIGNED, ~is_draft(Commitment))
    return record_documents(
        MeasureRead,
        Measure,
        changeable=~Measure.commitment.has(or_(over, being_signed)),
        endable=~Measure.commitment.has(being_signed),
    )


def measures_matching(filters: MeasureFilters) -> Select[Any]:
    return narrowed(Measure, filters, MEANINGS)

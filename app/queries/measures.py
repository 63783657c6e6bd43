"""Questions about measures."""

from typing import Any

from sqlalchemy import Select

from app.models import Measure, MeasureActor, Method
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import measures_in_county, measures_in_municipality
from app.schemas.measures import MeasureFilters, MeasureRead

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
}


def measure_documents() -> Select[str]:
    return record_documents(MeasureRead, Measure)


def measures_matching(filters: MeasureFilters) -> Select[Any]:
    return narrowed(Measure, filters, MEANINGS)

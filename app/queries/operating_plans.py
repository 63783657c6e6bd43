"""Questions about operating plans."""

from typing import Any

from sqlalchemy import Select

from app.models import OperatingPlan
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.schemas.operating_plans import OperatingPlanFilters, OperatingPlanRead

MEANINGS: Conditions = {
    "county_code": lambda code: OperatingPlan.county_code == code,
    "year": lambda year: OperatingPlan.year == year,
}


def operating_plan_documents() -> Select[str, str]:
    return record_documents(OperatingPlanRead, OperatingPlan)


def operating_plans_matching(filters: OperatingPlanFilters) -> Select[Any]:
    return narrowed(OperatingPlan, filters, MEANINGS)

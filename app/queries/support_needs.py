"""Questions about support needs."""

from typing import Any

from sqlalchemy import Select

from app.models import SupportNeed
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import actors_in_county, actors_in_municipality
from app.schemas.support_needs import SupportNeedFilters, SupportNeedRead

MEANINGS: Conditions = {
    "state": lambda state: SupportNeed.state == state,
    "county_code": lambda code: SupportNeed.asked_by_id.in_(actors_in_county(code)),
    "municipality_code": lambda code: SupportNeed.asked_by_id.in_(actors_in_municipality(code)),
    "asked_by_id": lambda key: SupportNeed.asked_by_id == key,
    "year": lambda year: in_year(SupportNeed.asked_on, year),
    "asked_of_id": lambda key: SupportNeed.asked_of_id == key,
}


def support_need_documents() -> Select[str, str]:
    return record_documents(SupportNeedRead, SupportNeed)


def support_needs_matching(filters: SupportNeedFilters) -> Select[Any]:
    return narrowed(SupportNeed, filters, MEANINGS)

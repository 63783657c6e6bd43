"""Questions about counties."""

from typing import Any

from sqlalchemy import Select, select

from app.documents import documents, relations
from app.models import County
from app.queries.narrowing import coded
from app.queries.written import made_once
from app.schemas.counties import CountyFilters, CountyRead


@made_once
def county_documents() -> Select[str, str]:
    return documents(CountyRead, County, {}, {"relations": relations(County)})


def counties_matching(filters: CountyFilters) -> Select[Any]:
    question = coded(County, filters)
    if filters.county_code is not None:
        question = question.where(County.code == filters.county_code)
    return question


def county_codes() -> Select[str]:
    return select(County.code).order_by(County.code)

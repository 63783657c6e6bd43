"""Questions about municipalities."""

from typing import Any

from sqlalchemy import Select

from app.documents import documents, relations
from app.models import Municipality
from app.queries.narrowing import coded
from app.queries.written import made_once
from app.schemas.municipalities import MunicipalityFilters, MunicipalityRead
from app.validity import record_status


@made_once
def municipality_documents() -> Select[str, str]:
    given = {"status": record_status(Municipality)}
    return documents(MunicipalityRead, Municipality, given, {"relations": relations(Municipality)})


def municipalities_matching(filters: MunicipalityFilters) -> Select[Any]:
    question = coded(Municipality, filters)
    if filters.county_code is not None:
        question = question.where(Municipality.county_code == filters.county_code)
    if filters.status is not None:
        question = question.where(record_status(Municipality) == filters.status)
    return question

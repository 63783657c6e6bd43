"""Questions about state grants."""

from typing import Any

from sqlalchemy import Select

from app.models import StateGrant
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import state_grants_in_county
from app.schemas.state_grants import StateGrantFilters, StateGrantRead

MEANINGS: Conditions = {
    "county_code": lambda code: StateGrant.id.in_(state_grants_in_county(code)),
    "municipality_code": lambda code: StateGrant.municipality_code == code,
    "applicant_id": lambda key: StateGrant.applicant_id == key,
    "year": lambda year: StateGrant.year == year,
}


def state_grant_documents() -> Select[str, str]:
    return record_documents(StateGrantRead, StateGrant)


def state_grants_matching(filters: StateGrantFilters) -> Select[Any]:
    return narrowed(StateGrant, filters, MEANINGS)

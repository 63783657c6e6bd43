"""Questions about prioritised areas."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from app.models import AreaCategoryLink, Commitment, Measure, Method, PrioritisedArea
from app.queries.commitments import is_draft
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import (
    commitments_in_county,
    commitments_in_municipality,
    commitments_with_party,
)
from app.queries.written import made_once
from app.schemas.prioritised_areas import PrioritisedAreaFilters, PrioritisedAreaRead
from app.validity import holds_in_year, record_status, valid_on


def _by_method(code: str) -> ColumnElement[bool]:
    """A measure that has been ended no longer counts."""
    follows = Measure.method.has(Method.code == code)
    return PrioritisedArea.measures.any(follows & (record_status(Measure) != "ended"))


def _valid_on(day: date) -> ColumnElement[bool]:
    return PrioritisedArea.commitment.has(valid_on(Commitment, day))


def _of_year(year: int) -> ColumnElement[bool]:
    return PrioritisedArea.commitment.has(holds_in_year(Commitment, year))


MEANINGS: Conditions = {
    "commitment_id": lambda key: PrioritisedArea.commitment_id == key,
    "county_code": lambda code: PrioritisedArea.commitment_id.in_(commitments_in_county(code)),
    "municipality_code": lambda code: PrioritisedArea.commitment_id.in_(
        commitments_in_municipality(code)
    ),
    "category_code": lambda code: PrioritisedArea.category_links.any(
        AreaCategoryLink.category_code == code
    ),
    "method_code": _by_method,
    "valid_on": _valid_on,
    "actor_id": lambda key: PrioritisedArea.commitment_id.in_(commitments_with_party(key)),
    "year": _of_year,
}


@made_once
def prioritised_area_documents() -> Select[str, str]:
    """It changes as long as the draft that it belongs to does."""
    draft = PrioritisedArea.commitment.has(is_draft(Commitment))
    return record_documents(
        PrioritisedAreaRead, PrioritisedArea, draft=and_(PrioritisedArea.ended_on.is_(None), draft)
    )


def prioritised_areas_matching(filters: PrioritisedAreaFilters) -> Select[Any]:
    return narrowed(PrioritisedArea, filters, MEANINGS)

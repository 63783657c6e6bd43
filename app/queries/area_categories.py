"""Questions about area categories."""

from typing import Any

from sqlalchemy import Select

from app.models import AreaCategory
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.schemas.area_categories import AreaCategoryFilters, AreaCategoryRead

MEANINGS: Conditions = {"code": lambda code: AreaCategory.code == code}


def area_category_documents() -> Select[str, str]:
    return record_documents(AreaCategoryRead, AreaCategory)


def area_categories_matching(filters: AreaCategoryFilters) -> Select[Any]:
    return narrowed(AreaCategory, filters, MEANINGS)
